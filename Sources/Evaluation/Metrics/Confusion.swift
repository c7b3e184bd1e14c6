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

  /// Share of the flagged rows that are positive; `nil` when none is flagged.
  public var precision: Double? { ratio(truePositives, truePositives + falsePositives) }

  /// Share of the positives that are flagged; `nil` without positives.
  public var recall: Double? { ratio(truePositives, truePositives + falseNegatives) }

  /// Share of the negatives that are flagged; `nil` without negatives.
  public var falsePositiveRate: Double? { ratio(falsePositives, falsePositives + trueNegatives) }

  /// F1, the harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
  ///
  /// 0 when positives exist and none is found; `nil` without positives.
  ///
  /// Source: C. J. van Rijsbergen, *Information Retrieval*, 2nd edition, 1979.
  public var f1: Double? {
    guard truePositives + falseNegatives > 0 else { return nil }
    return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives)
  }

  /// The Matthews correlation coefficient: the correlation of flag and label, −1…1.
  ///
  /// 0 when all rows or none are flagged, which is its limit; `nil` when the labels are all equal.
  ///
  /// Source: B. W. Matthews, Biochimica et Biophysica Acta 405 (1975).
  public var matthewsCorrelation: Double? {
    let positives = truePositives + falseNegatives
    let negatives = falsePositives + trueNegatives
    guard positives > 0, negatives > 0 else { return nil }
    let flagged = truePositives + falsePositives
    let passed = trueNegatives + falseNegatives
    guard flagged > 0, passed > 0 else { return 0 }
    // In doubles: the products outgrow 64 bits only beyond 10⁹ rows, their product much earlier.
    let agreement =
      Double(truePositives) * Double(trueNegatives)
      - Double(falsePositives) * Double(falseNegatives)
    let margins = Double(flagged) * Double(positives) * (Double(passed) * Double(negatives))
    return agreement / margins.squareRoot()
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}
