public import DualNumbers

/// The expected cost of deciding at random with the model's probability.
///
///     y (p C_TP + (1 - p) C_FN) + (1 - y) (p C_FP + (1 - p) C_TN)
///
/// A missed fraud costs its amount, every alarm the administrative cost, and nothing else costs
/// anything. Bahnsen et al., *Example-dependent cost-sensitive logistic regression for credit
/// scoring*, 2014. It is linear in the probability: its minimum lies at infinity.
public struct BahnsenCost: AmountLoss {
  /// The name in suite files.
  public static let name = "bahnsen-cost"
  /// The name inside a sentence.
  public static let title = "expected cost"
  /// The formula in plain text.
  public static let formula = """
    y (p c + (1 − p) a) + (1 − y) p c, a the amount, c the administrative cost
    """
  /// Where it comes from.
  public static let reference = """
    Bahnsen et al., Example-dependent cost-sensitive logistic regression for credit scoring, 2014
    """
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, needsAmounts: true,
    boostingCurvature: .magnitude)
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

  /// The formula.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(
    _ logit: N, label: N, amount: N, in context: LossContext
  ) -> N {
    let alarm = N.logistic(logit)
    let missed = N.choose(0.5 .< label, amount, 0)
    // From the side that the row is on: the digits of a gain much smaller than either cost stay.
    let cost = N(administrativeCost)
    let gain = cost - missed
    return N.choose(
      logit .< 0, missed + gain * alarm.sigmoid, cost - gain * alarm.complement)
  }
}
