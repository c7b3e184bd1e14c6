/// The rows of a training step, without their logits: what all learners of the step share.
///
/// A trainer keeps one batch and fills it anew for each step, so that nothing is allocated.
public struct LossBatch: Sendable {
  /// The label of each row, 0 or 1.
  public private(set) var labels: [Float]
  /// What each row is worth, at least 0, in the data's unit of money; empty where that is unknown.
  public private(set) var amounts: [Float]
  /// The number of each row in the training set, by which a loss may remember it.
  public private(set) var rows: [UInt32]
  /// The positions of the positives in the batch, ascending.
  public private(set) var positives: [Int]

  /// No rows.
  public init() {
    labels = []
    amounts = []
    rows = []
    positives = []
  }

  /// A batch of as many rows as there are labels, numbered from zero.
  ///
  /// - Precondition: `amounts` is empty or has one element a row.
  public init(labels: [Float], amounts: [Float] = []) {
    precondition(amounts.isEmpty || amounts.count == labels.count, "one amount a row, or none")
    self.labels = labels
    self.amounts = amounts
    rows = Array(0..<UInt32(labels.count))
    positives = labels.indices.filter { labels[$0] > 0.5 }
  }

  /// The number of rows.
  public var count: Int { labels.count }

  /// Whether both classes are there.
  public var hasBothClasses: Bool { !positives.isEmpty && positives.count < count }

  /// Takes all rows out and keeps their memory.
  public mutating func removeAll() {
    labels.removeAll(keepingCapacity: true)
    amounts.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    positives.removeAll(keepingCapacity: true)
  }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - row: Its number in the training set.
  ///   - label: 0 or 1.
  ///   - amount: What it is worth; given for all rows of a batch or for none.
  public mutating func append(row: UInt32, label: Float, amount: Float? = nil) {
    if label > 0.5 { positives.append(labels.count) }
    labels.append(label)
    rows.append(row)
    if let amount { amounts.append(amount) }
    assert(amounts.isEmpty || amounts.count == labels.count, "one amount a row, or none")
  }

  /// Adds rows.
  ///
  /// - Parameters:
  ///   - numbers: The rows' numbers in the training set.
  ///   - source: Labels of the whole training set.
  ///   - values: What the rows of the whole training set are worth, or none.
  public mutating func append(
    _ numbers: ArraySlice<UInt32>, labels source: LabelBits, amounts values: [Float]
  ) {
    append(numbers, labels: source)
    guard !values.isEmpty else { return }
    let first = amounts.count
    amounts.append(contentsOf: repeatElement(0, count: numbers.count))
    var target = amounts.mutableSpan
    let known = values.span
    let wanted = numbers.span
    for place in 0..<wanted.count { target[first &+ place] = known[Int(wanted[place])] }
  }

  /// Adds rows.
  ///
  /// - Parameters:
  ///   - numbers: The rows' numbers in the training set.
  ///   - source: Labels of the whole training set.
  ///   - drawnAmounts: What each of the added rows is worth.
  public mutating func append(
    _ numbers: ArraySlice<UInt32>, labels source: LabelBits, drawnAmounts: ArraySlice<Float>
  ) {
    append(numbers, labels: source)
    amounts.append(contentsOf: drawnAmounts)
  }

  private mutating func append(_ numbers: ArraySlice<UInt32>, labels source: LabelBits) {
    let first = labels.count
    rows.append(contentsOf: numbers)
    makeRoom(for: numbers.count)
    // Out of the batch meanwhile, since its labels are being written.
    var found: [Int] = []
    swap(&found, &positives)
    var target = labels.mutableSpan
    let known = source.words.span
    let wanted = numbers.span
    // Sixteen rows at a time: nearly always none of them is positive.
    for start in stride(from: 0, to: wanted.count, by: 16) {
      let end = min(start &+ 16, wanted.count)
      var some: UInt32 = 0
      for place in start..<end {
        let row = wanted[place]
        let shifted = known[Int(row &>> 6)] &>> UInt64(row & 63)
        let label = UInt32(truncatingIfNeeded: shifted & 1)
        some |= label
        // Converted like this, no row waits for the label of the one before.
        target[first &+ place] = Float(bitPattern: label &* Float(1).bitPattern)
      }
      guard some != 0 else { continue }
      for place in first &+ start..<first &+ end where target[place] > 0.5 {
        found.append(place)
      }
    }
    swap(&found, &positives)
  }

  /// Becomes neighbouring rows of the training set; no other rows are left.
  ///
  /// - Parameters:
  ///   - numbers: The rows' numbers in the training set.
  ///   - source: Labels of the whole training set, 0 or 1.
  ///   - values: What the rows of the whole training set are worth, or none.
  public mutating func become(
    _ numbers: Range<Int>, labels source: [UInt8], amounts values: [Float]
  ) {
    makeRoom(forJust: numbers.count)
    positives.removeAll(keepingCapacity: true)
    var found: [Int] = []
    swap(&found, &positives)
    // Loops over spans: they become vector instructions, which lazy maps do not.
    var target = labels.mutableSpan
    let known = source.span.extracting(numbers)
    for start in stride(from: 0, to: known.count, by: 64) {
      let end = min(start &+ 64, known.count)
      var some: UInt8 = 0
      for place in start..<end {
        some |= known[place]
        target[place] = Float(known[place])
      }
      guard some != 0 else { continue }
      for place in start..<end where known[place] != 0 { found.append(place) }
    }
    swap(&found, &positives)
    var places = rows.mutableSpan
    let first = UInt32(numbers.lowerBound)
    for place in 0..<known.count {
      places[place] = first &+ UInt32(truncatingIfNeeded: place)
    }
    amounts.removeAll(keepingCapacity: true)
    if !values.isEmpty { amounts.append(contentsOf: values[numbers]) }
  }

  /// Leaves so many labels and numbers, whatever they are: batches of one size are common, and then
  /// there is nothing to do.
  private mutating func makeRoom(forJust count: Int) {
    guard labels.count != count else { return }
    labels.removeAll(keepingCapacity: true)
    rows.removeAll(keepingCapacity: true)
    makeRoom(for: count)
    rows.append(contentsOf: repeatElement(0, count: count))
  }

  private mutating func makeRoom(for count: Int) {
    labels.append(contentsOf: repeatElement(0, count: count))
  }
}
