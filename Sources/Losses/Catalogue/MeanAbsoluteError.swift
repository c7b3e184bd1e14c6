public import DualNumbers

/// Absolute error of the probability.
///
///     |p - y|
///
/// Ghosh et al., *Robust loss functions under label noise for deep neural networks*, 2017. Its
/// minimum lies at infinity: the more frequent class takes all.
public struct MeanAbsoluteError: PointwiseLoss {
  /// The name in suite files.
  public static let name = "mae"
  /// The name inside a sentence.
  public static let title = "absolute error"
  /// The formula in plain text.
  public static let formula = "|p − y|"
  /// Where it comes from.
  public static let reference =
    "Ghosh et al., Robust loss functions under label noise for deep neural networks, 2017"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false,
    boostingCurvature: .magnitude)

  /// The default settings.
  public init() {}

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    N.logistic(.margin(logit, label: label)).complement
  }
}
