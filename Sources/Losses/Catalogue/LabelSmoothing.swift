public import DualNumbers

/// Cross-entropy against softened labels.
///
///     -ỹ log p - (1 - ỹ) log(1 - p)        ỹ = y (1 - ε) + ε / 2
///
/// Szegedy et al., *Rethinking the Inception architecture for computer vision*, 2016. No posterior
/// below `ε / 2` can be expressed: at one positive in a thousand every output is far too large.
public struct LabelSmoothing: PointwiseLoss {
  /// The name in suite files.
  public static let name = "label-smoothing"
  /// The name inside a sentence.
  public static let title = "label smoothing"
  /// The formula in plain text.
  public static let formula = "−ỹ log p − (1 − ỹ) log(1 − p), ỹ = y (1 − ε) + ε/2"
  /// Where it comes from.
  public static let reference =
    "Szegedy et al., Rethinking the Inception architecture for computer vision, 2016"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["epsilon": 0.1], ["epsilon": 0.2], ["epsilon": 0.05], ["epsilon": 0.01], ["epsilon": 0.001],
  ]

  /// The share of the label that is spread over both classes; 0 is cross-entropy.
  public var epsilon = 0.1

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("epsilon", epsilon, "from 0 to below 1") { (0..<1).contains($0) }
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    // -ỹ log pₜ - (1 - ỹ) log(1 - pₜ) with the margin for the difference of the logarithms.
    let margin = N.margin(logit, label: label)
    return N.logistic(margin).negativeLogSigmoid + margin.scaled(by: epsilon / 2)
  }
}
