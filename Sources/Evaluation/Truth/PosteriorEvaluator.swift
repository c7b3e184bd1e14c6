internal import Foundation

/// Judges probabilities by the true posterior in place of labels.
///
/// A label is one draw from the posterior; the posterior itself has none of that noise, and at 0.1 %
/// prevalence it is most of the noise there is.
public struct PosteriorEvaluator: Sendable {
  private let posterior: [Double]
  private let costs: (miss: [Double], alarm: [Double])?
  /// Mean divergence of the stale oracle; `nil` for laws that do not change.
  public let stalenessLogLossRegret: Double?

  /// Judges by these posteriors.
  ///
  /// - Parameters:
  ///   - posterior: true P(y = 1 | x) of each row.
  ///   - stalePosterior: what it would be had the law not changed since training ended; `nil` for
  ///     laws that do not change.
  ///   - costs: what a fraud that passes and a legitimate row that is refused cost, one a row; `nil`
  ///     where that is unknown.
  /// - Throws: ``EvaluationError``.
  public init(
    posterior: [Double], stalePosterior: [Double]? = nil,
    costs: (miss: [Double], alarm: [Double])? = nil
  ) throws(EvaluationError) {
    guard !posterior.isEmpty else { throw .noRows }
    try Validation.probabilities(posterior.span, what: "posterior")
    self.posterior = posterior
    self.costs = costs
    if let stalePosterior {
      try Validation.sameLength(
        stalePosterior.count, what: "stale posteriors", rows: posterior.count)
      let scores = try ProbabilityScores(
        probabilities: stalePosterior, labels: [UInt8](repeating: 0, count: posterior.count),
        posterior: posterior)
      stalenessLogLossRegret = scores.logLossRegret
    } else {
      stalenessLogLossRegret = nil
    }
  }

  /// What the oracle would lose if it were stale.
  public var oracleMetrics: [String: Double] {
    var metrics = MetricValues()
    metrics.set(MetricKey.stalenessLogLossRegret, stalenessLogLossRegret)
    return metrics.values
  }

  /// The metrics of one kind of a model's probabilities.
  ///
  /// - Parameters:
  ///   - probabilities: one a row, 0…1.
  ///   - logLossRegret: their log-loss regret on the same rows, where it is known.
  ///   - variant: which probabilities they are.
  /// - Returns: values by ``MetricKey``.
  /// - Throws: ``EvaluationError``.
  public func metrics(
    probabilities: [Double], logLossRegret: Double?, _ variant: MetricKey.Variant
  ) throws(EvaluationError) -> [String: Double] {
    let calibration = try TrueCalibration(probabilities: probabilities, posterior: posterior)
    var metrics = MetricValues()
    metrics.set(MetricKey.trueCalibrationError(variant), calibration.error)
    metrics.set(MetricKey.calibrationLoss(variant), calibration.calibrationLoss)
    metrics.set(MetricKey.groupingLoss(variant), calibration.groupingLoss)
    if let costs {
      let cost = try ExpectedCost(
        probabilities: probabilities, posterior: posterior, missCosts: costs.miss,
        alarmCosts: costs.alarm)
      metrics.set(MetricKey.costRegret(variant), cost.regret)
    }
    if let stalenessLogLossRegret, let logLossRegret {
      metrics.set(
        MetricKey.logLossRegretBeyondStaleness(variant), logLossRegret - stalenessLogLossRegret)
    }
    return metrics.values
  }

  /// The sigmoids of logits, in double precision.
  public static func probabilities(ofLogits logits: [Float]) -> [Double] {
    logits.map { Sigmoid.probability(Double($0)) }
  }
}
