extension MetricValues {
  /// Proper scores, regrets and calibration errors of one kind of probabilities.
  mutating func add(
    _ scores: ProbabilityScores, calibration bins: [ReliabilityBin], _ variant: MetricKey.Variant
  ) {
    set(MetricKey.logLoss(variant), scores.logLoss)
    set(MetricKey.logLossSkill(variant), scores.logLossSkill)
    set(MetricKey.brier(variant), scores.brier)
    set(MetricKey.brierSkill(variant), scores.brierSkill)
    set(MetricKey.observedExpectedRatio(variant), scores.observedExpectedRatio)
    set(MetricKey.logLossRegret(variant), scores.logLossRegret)
    set(MetricKey.brierRegret(variant), scores.brierRegret)
    set(
      MetricKey.expectedCalibrationError(variant), Reliability.expectedCalibrationError(bins))
  }

  /// The Brier score taken apart by the order of its probabilities.
  mutating func addReliability(
    brier: Double, _ ranking: some ScoreRanking, _ variant: MetricKey.Variant
  ) {
    let parts = ReliabilityDecomposition.ofBrier(brier, ranking)
    set(MetricKey.miscalibration(variant), parts?.miscalibration)
    set(MetricKey.discrimination(variant), parts?.discrimination)
    set(MetricKey.uncertainty, parts?.uncertainty)
  }

  mutating func add(_ line: CalibrationLine, _ variant: MetricKey.Variant) {
    set(MetricKey.calibrationSlope(variant), line.slope)
    set(MetricKey.calibrationIntercept(variant), line.intercept)
  }

  mutating func add(_ outcome: DecisionOutcome, _ variant: MetricKey.Variant) {
    set(MetricKey.cost(variant), outcome.cost)
    set(MetricKey.savings(variant), outcome.savings)
  }
}
