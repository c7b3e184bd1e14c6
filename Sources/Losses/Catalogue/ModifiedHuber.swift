public import DualNumbers

/// The modified Huber loss: a squared hinge that goes on as a straight line.
///
///     max(0, 1 - m)^2 where m >= -1, elsewhere -4m        m = (2y - 1) z
///
/// Zhang, *Solving large scale linear prediction problems using stochastic gradient descent
/// algorithms*, 2004. Its best logit is `2η - 1`.
public struct ModifiedHuber: PointwiseLoss {
  /// The name in suite files.
  public static let name = "modified-huber"
  /// The name inside a sentence.
  public static let title = "modified Huber loss"
  /// The formula in plain text.
  public static let formula = "max(0, 1 − m)² for m ≥ −1, −4m for m < −1, m = (2y − 1) z"
  /// Where it comes from.
  public static let reference =
    "Zhang, Solving large scale linear prediction problems using stochastic gradient descent, 2004"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true)

  /// The default settings.
  public init() {}

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let margin = N.margin(logit, label: label)
    let shortfall = 1 - margin
    // A zero, with its slope, that a NaN passes through: a diverged model must be seen.
    let hinge = N.choose(0 .< shortfall, shortfall * shortfall, (shortfall - shortfall) * shortfall)
    return N.choose(margin .< -1, margin.scaled(by: -4), hinge)
  }
}
