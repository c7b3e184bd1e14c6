public import DualNumbers

/// The squared hinge loss.
///
///     max(0, 1 - m)^2        m = (2y - 1) z
///
/// Zhang, *Statistical behavior and consistency of classification methods based on convex risk
/// minimization*, 2004. Its best logit is `2η - 1`.
public struct SquaredHinge: PointwiseLoss {
  /// The name in suite files.
  public static let name = "squared-hinge"
  /// The name inside a sentence.
  public static let title = "squared hinge loss"
  /// The formula in plain text.
  public static let formula = "max(0, 1 − m)², m = (2y − 1) z"
  /// Where it comes from.
  public static let reference =
    "Zhang, Statistical behavior and consistency of classification methods, 2004"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true)

  /// The default settings.
  public init() {}

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let shortfall = 1 - N.margin(logit, label: label)
    // A zero, with its slope, that a NaN passes through: a diverged model must be seen.
    return N.choose(0 .< shortfall, shortfall * shortfall, (shortfall - shortfall) * shortfall)
  }
}
