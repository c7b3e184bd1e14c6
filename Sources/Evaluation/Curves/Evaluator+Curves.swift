internal import Foundation

extension Evaluator {
  /// The errors of thresholds that validation chooses, that test would choose, and that trust the
  /// probability; rows with the labels of test must have been ranked last.
  mutating func costCurve(
    _ logits: Span<Float>, validation: RankedScores, test: RankedScores
  ) -> CostCurve {
    let ratios = CostCurve.standardRatios
    let chosen =
      validation.isMixed ? validation.cheapestThresholds(at: ratios).map(\.threshold) : []
    // Counted in one pass; the probability is 1 / (1 + ratio) where the logit is −ln ratio.
    let errors = scratch.errors(atThresholds: chosen + ratios.map { -log($0) }, of: logits)
    return CostCurve(
      ratios: ratios, positives: test.positiveCount, negatives: test.negativeCount,
      chosen: chosen.isEmpty ? nil : errors.part(..<ratios.count),
      best: test.leastErrors(at: ratios),
      trusting: errors.part(chosen.count...))
  }

  /// Test rows by logit moved along a line; rows with their labels must have been ranked last.
  mutating func histogram(_ logits: Span<Float>, along line: LogisticLine) -> ScoreHistogram {
    histogramCounter.histogram(logits, positiveRows: scratch.positiveRows, along: line)
  }

  /// What a perfect learner, whose score is the posterior itself, makes of the same rows.
  ///
  /// - Parameters:
  ///   - posterior: true P(y = 1 | x) of each row.
  ///   - labels: one a row, 0 or 1.
  /// - Returns: the curve without thresholds of validation, which the truth does not need.
  /// - Throws: ``EvaluationError``.
  public mutating func oracleCostCurve(
    posterior: [Double], labels: [UInt8]
  ) throws(EvaluationError) -> CostCurve {
    try Validation.rows(posterior.count, labels: labels, posterior: posterior)
    let ratios = CostCurve.standardRatios
    let test = try scratch.rank(posterior.span, labels: labels.span)
    return CostCurve(
      ratios: ratios, positives: test.positiveCount, negatives: test.negativeCount, chosen: nil,
      best: test.leastErrors(at: ratios),
      trusting: scratch.errors(
        atThresholds: ratios.map { 1 / (1 + $0) }, of: posterior.span))
  }
}

extension RankedScores {
  /// The errors of the thresholds that are cheapest on these very rows.
  fileprivate func leastErrors(at ratios: [Double]) -> CostCurve.Errors {
    let cheapest = cheapestThresholds(at: ratios)
    return CostCurve.Errors(
      missed: cheapest.map { Int($0.missed) }, alarms: cheapest.map { Int($0.alarms) })
  }
}

extension CostCurve.Errors {
  /// The errors of some of the thresholds.
  fileprivate func part(_ range: some RangeExpression<Int>) -> CostCurve.Errors {
    CostCurve.Errors(missed: Array(missed[range]), alarms: Array(alarms[range]))
  }
}
