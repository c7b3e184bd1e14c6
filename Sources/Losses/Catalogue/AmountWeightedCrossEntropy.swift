public import DualNumbers

/// Cross-entropy that weighs each positive by its amount and each negative by the cost of an alarm.
///
///     -a y log p - c (1 - y) log(1 - p)        a = amount, c = administrative cost
///
/// Höppner et al., *Instance-dependent cost-sensitive learning for detecting transfer fraud*, 2022,
/// discuss the costs.
public struct AmountWeightedCrossEntropy: AmountLoss {
  /// The name in suite files.
  public static let name = "amount-weighted-cross-entropy"
  /// The name inside a sentence.
  public static let title = "amount-weighted cross-entropy"
  /// The formula in plain text.
  public static let formula = """
    −a y log p − c (1 − y) log(1 − p), a the amount, c the administrative cost
    """
  /// Where it comes from.
  public static let reference = """
    after Höppner et al., Instance-dependent cost-sensitive learning for detecting transfer fraud, \
    2022
    """
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true, needsAmounts: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["administrativeCost": 10], ["administrativeCost": 1], ["administrativeCost": 3],
    ["administrativeCost": 30], ["administrativeCost": 100],
  ]

  /// What it costs to look into an alarm, in the data's unit of money.
  public var administrativeCost = 10.0

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("administrativeCost", administrativeCost, "above 0 and at most 1e9") {
      $0 > 0 && $0 <= 1e9
    }
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(
    _ logit: N, label: N, amount: N, in context: LossContext
  ) -> N {
    let weight = N.choose(0.5 .< label, amount, N(administrativeCost))
    return N.logistic(.margin(logit, label: label)).negativeLogSigmoid * weight
  }

  /// The closed form of the way back. A positive without amount counts for nothing, so that its
  /// logit tells nothing either: the posterior is then the prevalence.
  public func recoverPosterior(
    fromLogit z: Double, amount: Double, in context: LossContext
  ) -> Double? {
    amount > 0 ? .sigmoid(z - .log(amount / administrativeCost)) : context.prevalence
  }
}
