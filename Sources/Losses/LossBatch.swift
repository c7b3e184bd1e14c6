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
  ///   - labels: Labels of the whole training set, 0 or 1.
  ///   - amounts: What the rows of the whole training set are worth, or none.
  public mutating func append(
    _ numbers: ArraySlice<UInt32>, labels source: [UInt8], amounts values: [Float]
  ) {
    append(numbers, labels: source)
    if !values.isEmpty { amounts.append(contentsOf: numbers.lazy.map { values[Int($0)] }) }
  }

  /// Adds rows.
  ///
  /// - Parameters:
  ///   - numbers: The rows' numbers in the training set.
  ///   - labels: Labels of the whole training set, 0 or 1.
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
    labels.append(contentsOf: numbers.lazy.map { Float(source[Int($0)]) })
    notePositives(from: first)
  }

  /// Adds neighbouring rows of the training set.
  ///
  /// - Parameters:
  ///   - numbers: The rows' numbers in the training set.
  ///   - labels: Labels of the whole training set, 0 or 1.
  ///   - amounts: What the rows of the whole training set are worth, or none.
  public mutating func append(
    _ numbers: Range<Int>, labels source: [UInt8], amounts values: [Float]
  ) {
    let first = labels.count
    rows.append(contentsOf: numbers.lazy.map { UInt32($0) })
    labels.append(contentsOf: source[numbers].lazy.map { Float($0) })
    if !values.isEmpty { amounts.append(contentsOf: values[numbers]) }
    notePositives(from: first)
  }

  private mutating func notePositives(from first: Int) {
    for place in first..<labels.count where labels[place] > 0.5 { positives.append(place) }
  }
}
