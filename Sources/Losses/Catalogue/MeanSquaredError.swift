public import DualNumbers

/// Squared error of the probability, the Brier score.
///
///     (p - y)^2
///
/// Brier, *Verification of forecasts expressed in terms of probability*, 1950.
public struct MeanSquaredError: PointwiseLoss {
  /// The name in suite files.
  public static let name = "mse"
  /// The name inside a sentence.
  public static let title = "squared error"
  /// The formula in plain text.
  public static let formula = "(p − y)²"
  /// Where it comes from.
  public static let reference =
    "Brier, Verification of forecasts expressed in terms of probability, 1950"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: true, isConvex: false, recoversPosterior: true)

  /// The default settings.
  public init() {}

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let miss = N.logistic(.margin(logit, label: label)).complement
    return miss * miss
  }

  /// The probability itself.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    .sigmoid(z)
  }
}
