/// A Monte-Carlo estimate of what a perfect learner reaches.
public struct BayesEstimate: Codable, Equatable, Sendable {
  /// The estimate.
  public let value: Double
  /// Its standard error, from independent batches.
  public let standardError: Double

  /// An estimate with its standard error.
  public init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }
}

/// The population values of the exact posterior, by metric key.
public struct BayesValues: Codable, Equatable, Sendable {
  /// The prevalence they hold for: that of the window of time, where it changes.
  public let prevalence: Double
  /// Rows drawn for them.
  public let rowCount: Int
  /// First and last moment that they hold for, as shares of the whole period; `nil` for all of it.
  public let times: [Double]?
  /// Estimates by key, see ``keys``.
  public let estimates: [String: BayesEstimate]

  /// Population values at a prevalence.
  public init(
    prevalence: Double, rowCount: Int, times: [Double]? = nil,
    estimates: [String: BayesEstimate]
  ) {
    self.prevalence = prevalence
    self.rowCount = rowCount
    self.times = times
    self.estimates = estimates
  }

  /// The estimate of a metric, if it was made.
  public subscript(metric: String) -> BayesEstimate? { estimates[metric] }

  /// Every key that there can be, in the order of listings.
  ///
  /// ``expectedCost`` is there only for scenarios whose rows are worth an amount.
  public static let keys =
    basicKeys + falsePositiveRates.map { "recall-at-fpr-\($0)" } + [expectedCost]
  /// The keys of metrics that every version has estimated.
  public static let basicKeys = ["average-precision", "auroc", "log-loss", "brier"]
  /// Mean cost a row of the best decisions, see ``DecisionCost``.
  public static let expectedCost = "expected-cost"
  /// The false-positive rates at which recall is estimated.
  public static let falsePositiveRates = [0.001, 0.01, 0.05]
}
