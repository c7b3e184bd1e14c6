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
  ///   - source: Labels of the whole training set, 0 or 1.
  ///   - values: What the rows of the whole training set are worth, or none.
  public mutating func append(
    _ numbers: ArraySlice<UInt32>, labels source: [UInt8], amounts values: [Float]
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
  ///   - source: Labels of the whole training set, 0 or 1.
  ///   - drawnAmounts: What each of the added rows is worth.
  public mutating func append(
    _ numbers: ArraySlice<UInt32>, labels source: [UInt8], drawnAmounts: ArraySlice<Float>
  ) {
    append(numbers, labels: source)
    amounts.append(contentsOf: drawnAmounts)
  }

  private mutating func append(_ numbers: ArraySlice<UInt32>, labels source: [UInt8]) {
    let first = labels.count
    rows.append(contentsOf: numbers)
    makeRoom(for: numbers.count)
    // Out of the batch meanwhile, since its labels are being written.
    var found: [Int] = []
    swap(&found, &positives)
    var target = labels.mutableSpan
    let known = source.span
    let wanted = numbers.span
    // Sixteen rows at a time: nearly always none of them is positive.
    for start in stride(from: 0, to: wanted.count, by: 16) {
      let end = min(start &+ 16, wanted.count)
      var some: UInt8 = 0
      for place in start..<end {
        let label = known[Int(wanted[place])]
        some |= label
        // Converted like this, no row waits for the label of the one before.
        target[first &+ place] = Float(bitPattern: UInt32(label) &* Float(1).bitPattern)
      }
      guard some != 0 else { continue }
      for place in first &+ start..<first &+ end where target[place] > 0.5 {
        found.append(place)
      }
    }
    swap(&found, &positives)
  }

  /// Adds neighbouring rows of the training set.
  ///
  /// - Parameters:
  ///   - numbers: The rows' numbers in the training set.
  ///   - source: Labels of the whole training set, 0 or 1.
  ///   - values: What the rows of the whole training set are worth, or none.
  public mutating func append(
    _ numbers: Range<Int>, labels source: [UInt8], amounts values: [Float]
  ) {
    let first = labels.count
    rows.append(contentsOf: repeatElement(0, count: numbers.count))
    makeRoom(for: numbers.count)
    // Loops over spans: they become vector instructions, which lazy maps do not.
    var target = labels.mutableSpan
    let known = source.span.extracting(numbers)
    for place in 0..<known.count { target[first &+ place] = Float(known[place]) }
    var places = rows.mutableSpan
    let start = UInt32(numbers.lowerBound)
    for place in 0..<known.count {
      places[first &+ place] = start &+ UInt32(truncatingIfNeeded: place)
    }
    if !values.isEmpty { amounts.append(contentsOf: values[numbers]) }
    notePositives(from: first)
  }

  private mutating func makeRoom(for count: Int) {
    labels.append(contentsOf: repeatElement(0, count: count))
  }

  private mutating func notePositives(from first: Int) {
    // Sixteen rows at a time: nearly always none of them is positive.
    var place = first
    while place < labels.count {
      let end = min(place &+ 16, labels.count)
      var sum: Float = 0
      for row in place..<end { sum += labels[row] }
      if sum > 0 { for row in place..<end where labels[row] > 0.5 { positives.append(row) } }
      place = end
    }
  }
}
