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
  /// The prevalence they hold for.
  public let prevalence: Double
  /// Rows drawn for them.
  public let rowCount: Int
  /// Estimates by key: `average-precision`, `auroc`, `brier`, `log-loss`.
  public let estimates: [String: BayesEstimate]

  /// Population values at a prevalence.
  public init(prevalence: Double, rowCount: Int, estimates: [String: BayesEstimate]) {
    self.prevalence = prevalence
    self.rowCount = rowCount
    self.estimates = estimates
  }

  /// The estimate of a metric, if it is one of the four.
  public subscript(metric: String) -> BayesEstimate? { estimates[metric] }
}
