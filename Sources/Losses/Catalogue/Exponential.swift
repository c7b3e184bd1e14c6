public import DualNumbers

/// The exponential loss of AdaBoost.
///
///     e^-m        m = (2y - 1) z
///
/// Freund and Schapire, *A decision-theoretic generalization of on-line learning*, 1997. Its best
/// logit is half that of the posterior.
public struct Exponential: PointwiseLoss {
  /// The name in suite files.
  public static let name = "exponential"
  /// The name inside a sentence.
  public static let title = "exponential loss"
  /// The formula in plain text.
  public static let formula = "exp(−m), m = (2y − 1) z"
  /// Where it comes from.
  public static let reference =
    "Freund and Schapire, A decision-theoretic generalization of on-line learning, 1997"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true)

  /// The default settings.
  public init() {}

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    N.exp(-N.margin(logit, label: label))
  }

  /// The probability of twice the logit.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    .sigmoid(2 * z)
  }
}
