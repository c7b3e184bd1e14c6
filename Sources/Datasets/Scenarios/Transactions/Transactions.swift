public import CounterRandom

/// Card payments with columns of all types: six segments of legitimate payments, six typologies
/// of fraud.
///
/// The columns: `amount`, `amount_ratio_30d`, `distance_km`, `minutes_since_prev`,
/// `card_age_days` and `merchant_age_days` are log-normal; `hour`, `weekday`, `channel`, `mcc`,
/// `country`, `device_new` and `ip_proxy` have levels; `tx_1d`, `tx_7d` and `declines_1d` are
/// negative binomial counts, whose last value (63, 127, 31) stands for greater ones too;
/// `term_risk_7d` is zero or log-normal; `noise_1` … `noise_4` are the same in both classes. They
/// are independent given the component.
///
/// Every typology but `mimic` has a host, the segment it hides in, and one number, ``kappa``, says
/// how far from it the typology lies. The posterior is a log-sum-exp over typologies less one over
/// segments.
public struct Transactions: Scenario {
  /// The name in suite files and on the command line.
  public static let name = "transactions"
  /// What it is, in one sentence.
  public static let summary =
    "Card payments with columns of all types: six segments, and six kinds of fraud within them."
  /// The number in every counter.
  public static let number: UInt16 = 3

  /// The parameters it was made from.
  public let parameters: ScenarioParameters
  /// Share of positives in the population.
  public let prevalence: Double
  /// How far fraud lies from its hosts: at 0 where they are, at 1 as the base law says.
  public let kappa: Double
  /// Share of each typology among positives, up to a common factor.
  public let weights: [Double]

  let law: TransactionLaw

  /// The scenario with these parameters.
  public init(parameters: ScenarioParameters, prevalence: Double) {
    self.parameters = parameters
    self.prevalence = prevalence
    kappa = parameters["kappa"]
    weights = parameters.list("typology-weights")
    law = TransactionLaw(kappa: kappa, weights: weights)
  }

  /// The columns of a payment.
  public let columns = TransactionColumns.all
  /// The kinds of fraud, in the order of the oracle.
  public let typologyNames = TransactionComponent.typologies.map(\.fraud.name)

  /// Draws rows given their labels, see ``Scenario``.
  public func draw(
    rows: Span<UInt64>, times: Span<Double>, stream: CounterStream, labels: Span<UInt8>,
    features: inout MutableSpan<Float>, typology: inout MutableSpan<UInt8>
  ) {
    law.draw(rows: rows, stream: stream, labels: labels, features: &features, typology: &typology)
  }

  /// Log-likelihood ratio of each row, see ``Scenario``.
  public func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    law.density.logLikelihoodRatios(of: features, into: &ratios)
  }

  /// True: a row is worth its `amount`.
  public var hasAmounts: Bool { true }

  /// The column `amount`.
  public func amounts(of features: Span<Float>, into amounts: inout MutableSpan<Float>) {
    TransactionColumns.amounts(of: features, into: &amounts)
  }
}

extension TransactionColumns {
  /// The column `amount` of each row.
  static func amounts(of features: Span<Float>, into amounts: inout MutableSpan<Float>) {
    for row in 0..<amounts.count { amounts[row] = features[row * width + amount] }
  }
}
