public import DualNumbers

/// Soft F-beta: one less the F-measure of the soft counts.
///
///     1 - (1 + β²) TP / ((1 + β²) TP + β² FN + FP)
///
/// The authors' code adds 1e-16 below, for batches without positives and alarms; here every batch has
/// positives. Bénédict et al., *sigmoidF1: a smooth F1 score surrogate loss for multilabel
/// classification*, 2021.
public struct SoftFBeta: SoftCountLoss {
  /// The name in suite files.
  public static let name = "f-beta"
  /// The name inside a sentence.
  public static let title = "soft F-beta"
  /// The formula in plain text.
  public static let formula = "1 − (1 + β²) TP / ((1 + β²) TP + β² FN + FP), soft counts"
  /// Where it comes from.
  public static let reference =
    "Bénédict et al., sigmoidF1: a smooth F1 score surrogate loss, 2021"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false,
    batches: .stratified(positives: 1), boostingCurvature: .magnitude)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["beta": 1],
    ["beta": 0.5],
    ["beta": 2],
    ["beta": 4],
  ]

  /// How many times as much recall counts as precision.
  public var beta = 1.0

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("beta", beta, "from 0.01 to 100") { (0.01...100).contains($0) }
  }

  /// The formula.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ counts: SoftCounts<N>) -> N {
    let misses = counts.falseNegatives.scaled(by: beta * beta)
    let errors = misses + counts.falsePositives
    return errors / (counts.truePositives.scaled(by: 1 + beta * beta) + errors)
  }
}
