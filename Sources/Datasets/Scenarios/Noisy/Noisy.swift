public import CounterRandom

/// The payments of ``Transactions`` as a bank would have them: labels that are wrong or late, and
/// columns that are missing.
///
/// - Some fraud is never reported, at a rate of its typology, and a few legitimate payments are
///   reported as fraud.
/// - A reported fraud is known only after a delay, and labels are seen at the end of the period:
///   the later a row, the likelier its fraud is still taken for legitimate.
/// - `device_new` and `ip_proxy` are missing together, at a rate of the component: that they are
///   missing is itself a sign.
///
/// Both posteriors are exact: that of the true label, given what is there of a row, and that of the
/// label that is seen, given the row and its time.
public struct Noisy: Scenario {
  /// The name in suite files and on the command line.
  public static let name = "noisy"
  /// What it is, in one sentence.
  public static let summary =
    "The payments of 'transactions' with unreported fraud, late labels and missing values."
  /// The number in every counter.
  public static let number: UInt16 = 6

  /// The parameters it was made from.
  public let parameters: ScenarioParameters
  /// Share of positives, by their true labels, in the population.
  public let prevalence: Double
  /// How far fraud lies from its hosts: at 0 where they are, at 1 as the base law says.
  public let kappa: Double
  /// Share of each typology among positives, up to a common factor.
  public let weights: [Double]
  /// Share of each typology that is never reported.
  public let unreportedRates: [Double]

  let law: TransactionLaw
  let seenLabels: SeenLabels

  /// The scenario with these parameters.
  public init(parameters: ScenarioParameters, prevalence: Double) {
    self.parameters = parameters
    self.prevalence = prevalence
    kappa = parameters["kappa"]
    weights = parameters.list("typology-weights")
    unreportedRates = parameters.list("unreported-rates")
    law = TransactionLaw(
      kappa: kappa, weights: weights,
      missingRates: parameters.list("missing-rates-legitimate")
        + parameters.list("missing-rates-fraud"))
    seenLabels = SeenLabels(
      law: law, reported: unreportedRates.map { 1 - $0 },
      falseReports: parameters["false-report-rate"],
      delay: VerificationDelay(
        median: parameters["delay-median-days"], deviation: parameters["delay-deviation"],
        cap: parameters["delay-cap-days"]),
      periodDays: parameters["period-days"])
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

  /// Log-likelihood ratio of each row, by its true label, see ``Scenario``.
  public func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    law.density.logLikelihoodRatios(of: features, into: &ratios)
  }

  /// The parameter `period-days`.
  public var periodDays: Double? { seenLabels.periodDays }

  /// True: a row is worth its `amount`.
  public var hasAmounts: Bool { true }

  /// The column `amount`.
  public func amounts(of features: Span<Float>, into amounts: inout MutableSpan<Float>) {
    TransactionColumns.amounts(of: features, into: &amounts)
  }

  /// How labels are seen at the end of the period.
  public var labelObservation: (any LabelObservation)? { seenLabels }
}
