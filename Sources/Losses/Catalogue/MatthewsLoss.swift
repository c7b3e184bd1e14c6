public import DualNumbers

/// One less the correlation of Matthews, of the soft counts.
///
///     1 - (TP TN - FP FN) / √((TP + FP) (TP + FN) (TN + FP) (TN + FN) + ε)
///
/// Abhishek and Hamarneh, *Matthews correlation coefficient loss for deep convolutional networks:
/// application to skin lesion segmentation*, 2021.
public struct MatthewsLoss: SoftCountLoss {
  /// The name in suite files.
  public static let name = "mcc"
  /// The name inside a sentence.
  public static let title = "Matthews correlation loss"
  /// The formula in plain text.
  public static let formula =
    "1 − (TP TN − FP FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN) + ε), soft counts"
  /// Where it comes from.
  public static let reference =
    "Abhishek and Hamarneh, Matthews correlation coefficient loss, 2021"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false,
    batches: .stratified(positives: 1), boostingCurvature: .magnitude)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["epsilon": 1e-7],
    ["epsilon": 1],
    ["epsilon": 1000],
  ]

  /// What is added under the root; large values keep the slope small while nothing is found.
  public var epsilon = 1e-7

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("epsilon", epsilon, "above 0 and at most 1e12") { $0 > 0 && $0 <= 1e12 }
  }

  /// The formula.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ counts: SoftCounts<N>) -> N {
    let alarms = counts.truePositives + counts.falsePositives
    let passes = counts.falseNegatives + counts.trueNegatives
    let classes = counts.positives * counts.negatives
    let covariance =
      counts.truePositives * counts.trueNegatives - counts.falsePositives * counts.falseNegatives
    return 1 - covariance / N.sqrt((alarms * passes).scaled(by: classes) + N(epsilon))
  }

  /// Nil: every constant is uncorrelated with the labels, so none is better than another.
  public func optimalConstant(in context: LossContext) -> Double? { nil }
}
