/// What decisions by a probability cost, in expectation over the true posterior.
///
/// A row is refused exactly when that is expected to be cheaper: when `q · miss > (1 − q) · alarm`,
/// `miss` being the cost of a fraud that passes and `alarm` that of refusing a legitimate row. Its
/// expected cost is then `(1 − η) · alarm`, otherwise `η · miss`, and no decision costs less than the
/// one by `η` itself.
///
/// Source: C. Elkan, *The foundations of cost-sensitive learning*, IJCAI 2001.
public struct ExpectedCost: Equatable, Sendable {
  /// Mean cost a row.
  public let mean: Double
  /// Mean cost a row beyond that of deciding by the posterior; never negative.
  public let regret: Double

  /// The costs of deciding by probabilities.
  ///
  /// - Parameters:
  ///   - probabilities: one a row, 0…1.
  ///   - posterior: true P(y = 1 | x) of each row.
  ///   - missCosts: cost of letting a fraud pass, one a row.
  ///   - alarmCosts: cost of refusing a legitimate row, one a row.
  /// - Throws: ``EvaluationError``.
  public init(
    probabilities: [Double], posterior: [Double], missCosts: [Double], alarmCosts: [Double]
  ) throws(EvaluationError) {
    guard !probabilities.isEmpty else { throw .noRows }
    try Validation.probabilities(probabilities.span, what: "probability")
    try Validation.sameLength(posterior.count, what: "posteriors", rows: probabilities.count)
    try Validation.probabilities(posterior.span, what: "posterior")
    for costs in [missCosts, alarmCosts] {
      try Validation.sameLength(costs.count, what: "costs", rows: probabilities.count)
      try Validation.finite(costs.span, what: "cost")
    }
    var (sum, best) = (CompensatedSum(), CompensatedSum())
    for row in probabilities.indices {
      let (miss, alarm) = (missCosts[row], alarmCosts[row])
      let (q, eta) = (probabilities[row], posterior[row])
      let (passing, refusing) = (eta * miss, (1 - eta) * alarm)
      let cost = q * miss > (1 - q) * alarm ? refusing : passing
      sum.add(cost)
      best.add(cost - min(passing, refusing))
    }
    mean = sum.value / Double(probabilities.count)
    regret = best.value / Double(probabilities.count)
  }
}
