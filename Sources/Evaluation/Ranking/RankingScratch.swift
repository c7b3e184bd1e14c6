/// Buffers for ranking, kept between calls so that a validation after every epoch reuses the
/// same memory.
///
/// Two ways lead to the same table of integers, and hence to bit-identical metrics. With few
/// positives, only they are sorted; every row is then put between two of them by a table over the
/// score's value, and by binary search where the table cannot tell: some 2 ns a row. With many
/// positives, both classes are radix-sorted on the bit pattern of the score and merged.
public struct RankingScratch: Sendable {
  /// How the rows are ranked.
  enum Method: Sendable {
    case byCounting
    case bySorting
  }

  static let lanes = 4

  var ranked = RankedScores()
  /// Rows of the positives, ascending.
  var positiveRows: [Int] = []
  /// Distinct scores of positives, highest first; a sentinel follows.
  var distinct: [Double] = []
  /// Positives that share each distinct score.
  var multiplicity: [Int] = []
  /// Scores of the positives.
  var positiveScores: [Double] = []
  /// Number of distinct scores in bucket b or a higher one.
  var starts: [UInt32] = []
  /// Rows between distinct scores i - 1 and i in slot 2i, rows tied with i in slot 2i + 1; the row's
  /// number picks one of ``lanes`` counters, so that neighbours need not wait for each other.
  var counts: [UInt32] = []
  var singleKeys = RadixSorter<UInt32>()
  var doubleKeys = RadixSorter<UInt64>()

  /// Empty buffers; they grow with the first use.
  public init() {}

  /// Ranks rows by score, higher being more suspicious.
  ///
  /// - Parameters:
  ///   - scores: one a row, finite.
  ///   - labels: one a row, 0 or 1.
  /// - Returns: a value of its own. While a caller holds on to it, the next call makes a new one.
  /// - Throws: ``EvaluationError`` for a score that is not finite, a label other than 0 and 1, or
  ///   arrays of different length.
  public mutating func rank(
    _ scores: Span<Float>, labels: Span<UInt8>
  ) throws(EvaluationError) -> RankedScores {
    try update(scores, labels: labels)
    return ranked
  }

  /// Ranks rows by double-precision scores, such as posteriors.
  ///
  /// - Throws: ``EvaluationError``.
  public mutating func rank(
    _ scores: Span<Double>, labels: Span<UInt8>
  ) throws(EvaluationError) -> RankedScores {
    try update(scores, labels: labels)
    return ranked
  }

  mutating func update(
    _ scores: Span<Float>, labels: Span<UInt8>, method: Method? = nil
  ) throws(EvaluationError) {
    try prepare(scores, labels: labels)
    let method = method ?? preferredMethod
    if method == .bySorting || !rankByCounting(scores) {
      singleKeys.rank(scores, labels: labels, into: &ranked)
    }
  }

  mutating func update(
    _ scores: Span<Double>, labels: Span<UInt8>, method: Method? = nil
  ) throws(EvaluationError) {
    try prepare(scores, labels: labels)
    let method = method ?? preferredMethod
    if method == .bySorting || !rankByCounting(scores) {
      doubleKeys.rank(scores, labels: labels, into: &ranked)
    }
  }

  private var preferredMethod: Method {
    // Measured: with more than some 3 % of positives, sorting both classes is the faster.
    positiveRows.count <= max(1 << 10, ranked.rowCount / 50) ? .byCounting : .bySorting
  }

  private mutating func prepare<Score: RankableScore>(
    _ scores: Span<Score>, labels: Span<UInt8>
  ) throws(EvaluationError) {
    try Validation.sameLength(labels.count, what: "labels", rows: scores.count)
    try Validation.finite(scores, what: "score")
    try findPositives(in: labels)
    ranked.groups.removeAll(keepingCapacity: true)
    ranked.positiveCount = positiveRows.count
    ranked.negativeCount = scores.count - positiveRows.count
  }

  private mutating func findPositives(in labels: Span<UInt8>) throws(EvaluationError) {
    positiveRows.removeAll(keepingCapacity: true)
    let bytes = unsafe labels.bytes
    let words = labels.count / 8
    for word in 0..<words {
      // Positives are rare: eight rows are skipped at once.
      let eight = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: word * 8, as: UInt64.self)
      if eight != 0 { try appendPositives(in: labels, rows: word * 8..<word * 8 + 8) }
    }
    try appendPositives(in: labels, rows: words * 8..<labels.count)
  }

  private mutating func appendPositives(
    in labels: Span<UInt8>, rows: Range<Int>
  ) throws(EvaluationError) {
    for row in rows where labels[row] != 0 {
      guard labels[row] == 1 else { throw .invalidLabel(row: row, value: labels[row]) }
      positiveRows.append(row)
    }
  }
}
