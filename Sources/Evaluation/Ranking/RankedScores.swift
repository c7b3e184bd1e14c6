/// Where the positives stand among all rows: what every ranking and threshold metric needs.
///
/// One entry a distinct score *of a positive row*, highest first, with exact counts of the rows
/// tied with it and above it. Scores that only negatives have are not listed, for no metric needs
/// them: between two positives' scores recall stands still while precision and the Matthews
/// coefficient fall, so no such threshold is ever the best, and precision among the top k follows
/// from the counts. The table is therefore as short as the positives are few.
///
/// Metrics that are undefined without positives, or without negatives, are `nil`.
public struct RankedScores: Equatable, Sendable {
  /// The rows that share one score, and the rows above them; at least one of them is positive.
  public struct Group: Equatable, Sendable {
    /// The score they share.
    public var score: Double
    /// Positive rows with this score, at least 1.
    public var positives: Int
    /// Negative rows with this score.
    public var negatives: Int
    /// Positive rows with a higher score.
    public var positivesAbove: Int
    /// Negative rows with a higher score.
    public var negativesAbove: Int

    /// Positive rows with this score or a higher one: true positives at this threshold.
    public var truePositives: Int { positivesAbove + positives }
    /// Negative rows with this score or a higher one: false positives at this threshold.
    public var falsePositives: Int { negativesAbove + negatives }
  }

  /// The distinct scores of positive rows, highest first.
  public internal(set) var groups: [Group] = []
  /// Number of rows with label 1.
  public internal(set) var positiveCount = 0
  /// Number of rows with label 0.
  public internal(set) var negativeCount = 0

  /// Number of rows.
  public var rowCount: Int { positiveCount + negativeCount }

  /// Rows from the highest score down: those that share a positive's score, and between them the
  /// negatives that no positive parts.
  public var countsFromTop: [(positives: Int, negatives: Int)] {
    var counts: [(positives: Int, negatives: Int)] = []
    counts.reserveCapacity(2 * groups.count + 1)
    var passed = 0
    for group in groups {
      counts.append((0, group.negativesAbove - passed))
      counts.append((group.positives, group.negatives))
      passed = group.falsePositives
    }
    counts.append((0, negativeCount - passed))
    return counts
  }

  init() {}

  /// Ranks rows by score, higher being more suspicious.
  ///
  /// - Parameters:
  ///   - scores: one a row: logits, probabilities or any other finite numbers.
  ///   - labels: one a row, 0 or 1.
  /// - Throws: ``EvaluationError`` for a score that is not finite, a label other than 0 and 1, or
  ///   arrays of different length.
  public init(scores: [Float], labels: [UInt8]) throws(EvaluationError) {
    try self.init(scores: scores.span, labels: labels.span)
  }

  /// Ranks rows by single-precision scores; see ``init(scores:labels:)-([Float],_)``.
  ///
  /// - Throws: ``EvaluationError``.
  public init(scores: Span<Float>, labels: Span<UInt8>) throws(EvaluationError) {
    var scratch = RankingScratch()
    self = try scratch.rank(scores, labels: labels)
  }

  /// Ranks rows by double-precision scores, such as posteriors.
  ///
  /// - Throws: ``EvaluationError``.
  public init(scores: [Double], labels: [UInt8]) throws(EvaluationError) {
    var scratch = RankingScratch()
    self = try scratch.rank(scores.span, labels: labels.span)
  }
}
