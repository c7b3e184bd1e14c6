/// What a wrong decision about a payment costs, in units of money.
///
/// A decision either refuses a payment or lets it pass. Against the decision that is right, a
/// fraud that passes costs `missFixed + missShare · a`, a legitimate payment that is refused
/// `alarmFixed + alarmShare · a`, `a` being the amount; a right decision costs nothing. With the
/// posterior `η` the expected cost of letting pass is `η (missFixed + missShare a)` and that of
/// refusing `(1 - η) (alarmFixed + alarmShare a)`: refusing is better exactly when the first is the
/// greater, and the smaller of the two is what a perfect learner pays.
public struct DecisionCost: Equatable, Sendable {
  /// Cost of a fraud that passes, whatever its amount.
  public let missFixed: Double
  /// Its cost for each unit of the amount.
  public let missShare: Double
  /// Cost of refusing a legitimate payment, whatever its amount.
  public let alarmFixed: Double
  /// Its cost for each unit of the amount.
  public let alarmShare: Double

  /// Costs of the two mistakes, each at least 0.
  public init(missFixed: Double, missShare: Double, alarmFixed: Double, alarmShare: Double) {
    precondition(
      missFixed >= 0 && missShare >= 0 && alarmFixed >= 0 && alarmShare >= 0,
      "costs must be at least 0")
    self.missFixed = missFixed
    self.missShare = missShare
    self.alarmFixed = alarmFixed
    self.alarmShare = alarmShare
  }

  /// The costs of scikit-learn's example on card payments: a fraud that is refused gains `50 + a`
  /// and one that passes loses `a`, together `50 + 2 a`; a legitimate payment that passes gains
  /// `0.02 a` and one that is refused loses 5, together `5 + 0.02 a`.
  ///
  /// Source: scikit-learn, "Post-tuning the decision threshold for cost-sensitive learning".
  public static let cardPayments = DecisionCost(
    missFixed: 50, missShare: 2, alarmFixed: 5, alarmShare: 0.02)

  /// Cost of letting a fraud of this amount pass.
  @inline(__always)
  public func miss(amount: Double) -> Double { missFixed + missShare * amount }

  /// Cost of refusing a legitimate payment of this amount.
  @inline(__always)
  public func falseAlarm(amount: Double) -> Double { alarmFixed + alarmShare * amount }

  /// Expected cost of the better decision where fraud has the probability `posterior`.
  @inline(__always)
  public func expected(posterior: Double, amount: Double) -> Double {
    min(posterior * miss(amount: amount), (1 - posterior) * falseAlarm(amount: amount))
  }
}
