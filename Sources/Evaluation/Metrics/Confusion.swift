/// The four counts of a rule that flags rows, and the ratios made of them.
///
/// A ratio without a denominator is `nil`, where scikit-learn gives 0.
public struct Confusion: Equatable, Sendable {
  /// Positives flagged.
  public var truePositives: Int
  /// Negatives flagged.
  public var falsePositives: Int
  /// Negatives not flagged.
  public var trueNegatives: Int
  /// Positives not flagged.
  public var falseNegatives: Int

  /// Four counts.
  public init(truePositives: Int, falsePositives: Int, trueNegatives: Int, falseNegatives: Int) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.trueNegatives = trueNegatives
    self.falseNegatives = falseNegatives
  }

  /// Flags rows whose score is at or above a threshold.
  ///
  /// - Parameters:
  ///   - scores: one a row.
  ///   - labels: one a row, 0 or 1.
  ///   - threshold: the lowest score that is flagged.
  /// - Throws: ``EvaluationError`` for arrays of different length, scores that are not finite or
  ///   labels other than 0 and 1.
  public init(
    scores: Span<Float>, labels: Span<UInt8>, threshold: Double
  ) throws(EvaluationError) {
    try Validation.sameLength(labels.count, what: "labels", rows: scores.count)
    try Validation.finite(scores, what: "score")
    try Validation.labels(labels)
    self.init(checked: scores, labels: labels, threshold: threshold)
  }

  /// Flags rows whose score is at or above a threshold; see ``init(scores:labels:threshold:)``.
  ///
  /// - Throws: ``EvaluationError``.
  public init(scores: [Float], labels: [UInt8], threshold: Double) throws(EvaluationError) {
    try self.init(scores: scores.span, labels: labels.span, threshold: threshold)
  }

  init(checked scores: Span<Float>, labels: Span<UInt8>, threshold: Double) {
    var flagged = 0
    var positives = 0
    var hits = 0
    for row in scores.indices {
      let flag = unsafe Double(scores[unchecked: row]) >= threshold ? 1 : 0
      let label = unsafe Int(labels[unchecked: row])
      flagged &+= flag
      positives &+= label
      hits &+= flag & label
    }
    self.init(
      truePositives: hits, falsePositives: flagged - hits,
      trueNegatives: scores.count - positives - flagged + hits, falseNegatives: positives - hits)
  }

  /// Counts one more row.
  mutating func count(_ isFlagged: Bool, label: UInt8) {
    switch (isFlagged, label == 1) {
    case (true, true): truePositives += 1
    case (true, false): falsePositives += 1
    case (false, false): trueNegatives += 1
    case (false, true): falseNegatives += 1
    }
  }

  private var weighted: WeightedConfusion { WeightedConfusion(self) }

  /// Share of the flagged rows that are positive; `nil` when none is flagged.
  public var precision: Double? { weighted.precision }

  /// Share of the positives that are flagged; `nil` without positives.
  public var recall: Double? { weighted.recall }

  /// Share of the negatives that are flagged; `nil` without negatives.
  public var falsePositiveRate: Double? { weighted.falsePositiveRate }

  /// F1, the harmonic mean of precision and recall; see ``WeightedConfusion/f1``.
  public var f1: Double? { weighted.f1 }

  /// The Matthews correlation coefficient; see ``WeightedConfusion/matthewsCorrelation``.
  public var matthewsCorrelation: Double? { weighted.matthewsCorrelation }
}
