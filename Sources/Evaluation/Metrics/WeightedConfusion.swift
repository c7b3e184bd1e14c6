/// The four counts of a rule that flags rows, rows counting by their weight.
///
/// Every ratio of ``Confusion`` is one of these with a weight of 1 a row. A ratio without a
/// denominator is `nil`, where scikit-learn gives 0.
public struct WeightedConfusion: Equatable, Sendable {
  /// Positives flagged.
  public var truePositives: Double
  /// Negatives flagged.
  public var falsePositives: Double
  /// Negatives not flagged.
  public var trueNegatives: Double
  /// Positives not flagged.
  public var falseNegatives: Double

  /// Four weights.
  public init(
    truePositives: Double, falsePositives: Double, trueNegatives: Double, falseNegatives: Double
  ) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.trueNegatives = trueNegatives
    self.falseNegatives = falseNegatives
  }

  /// Four numbers of rows.
  public init(_ counts: Confusion) {
    self.init(
      truePositives: Double(counts.truePositives), falsePositives: Double(counts.falsePositives),
      trueNegatives: Double(counts.trueNegatives), falseNegatives: Double(counts.falseNegatives))
  }

  /// Flags rows whose score is at or above a threshold.
  ///
  /// - Parameters:
  ///   - scores: one a row, finite.
  ///   - labels: one a row, 0 or 1.
  ///   - weights: one a row, above 0; `nil` for rows that count once.
  ///   - threshold: the lowest score that is flagged.
  /// - Throws: ``EvaluationError``.
  public init(
    scores: [Double], labels: [UInt8], weights: [Double]? = nil, threshold: Double
  ) throws(EvaluationError) {
    try Validation.sameLength(labels.count, what: "labels", rows: scores.count)
    try Validation.finite(scores.span, what: "score")
    try Validation.labels(labels.span)
    if let weights { try Validation.weights(weights, rows: scores.count) }
    var sums = [CompensatedSum](repeating: CompensatedSum(), count: 4)
    for row in scores.indices {
      let cell = (scores[row] >= threshold ? 2 : 0) + Int(labels[row])
      sums[cell].add(weights?[row] ?? 1)
    }
    self.init(
      truePositives: sums[3].value, falsePositives: sums[2].value, trueNegatives: sums[0].value,
      falseNegatives: sums[1].value)
  }

  /// Total weight of the positives.
  public var positives: Double { truePositives + falseNegatives }
  /// Total weight of the negatives.
  public var negatives: Double { falsePositives + trueNegatives }
  /// Total weight of the rows flagged.
  public var flagged: Double { truePositives + falsePositives }
  /// Total weight of the rows not flagged.
  public var passed: Double { trueNegatives + falseNegatives }

  /// Share of the flagged rows that are positive; `nil` when none is flagged.
  public var precision: Double? { ratio(truePositives, flagged) }

  /// Share of the positives that are flagged; `nil` without positives.
  public var recall: Double? { ratio(truePositives, positives) }

  /// Share of the negatives that are flagged; `nil` without negatives.
  public var falsePositiveRate: Double? { ratio(falsePositives, negatives) }

  /// Share of the negatives that are not flagged; `nil` without negatives.
  public var specificity: Double? { ratio(trueNegatives, negatives) }

  func ratio(_ part: Double, _ whole: Double) -> Double? { whole > 0 ? part / whole : nil }
}
