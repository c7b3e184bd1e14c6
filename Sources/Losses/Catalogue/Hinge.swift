public import DualNumbers

/// The hinge loss of support vector machines.
///
///     max(0, 1 - m)        m = (2y - 1) z
///
/// Cortes and Vapnik, *Support-vector networks*, 1995. Its best logit is the sign of `2η - 1`: it
/// decides, and knows no probabilities. At the kink the slope is taken as 0.
public struct Hinge: PointwiseLoss {
  /// The name in suite files.
  public static let name = "hinge"
  /// The name inside a sentence.
  public static let title = "hinge loss"
  /// The formula in plain text.
  public static let formula = "max(0, 1 − m), m = (2y − 1) z"
  /// Where it comes from.
  public static let reference = "Cortes and Vapnik, Support-vector networks, 1995"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: false, boostingCurvature: .unit)

  /// The default settings.
  public init() {}

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let shortfall = 1 - N.margin(logit, label: label)
    // A zero, with its slope, that a NaN passes through: a diverged model must be seen.
    return N.choose(0 .< shortfall, shortfall, (shortfall - shortfall) * shortfall)
  }
}
