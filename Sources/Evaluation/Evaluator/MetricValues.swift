/// Metrics by key; what is undefined stays out.
struct MetricValues {
  private(set) var values: [String: Double] = [:]

  /// Keeps a value when it is defined and finite.
  mutating func set(_ key: String, _ value: Double?) {
    if let value, value.isFinite { values[key] = value }
  }

  mutating func addRanking(_ ranked: RankedScores) {
    set(MetricKey.averagePrecision, ranked.averagePrecision)
    set(MetricKey.areaUnderROC, ranked.areaUnderROC)
    for cap in MetricKey.falsePositiveRateCaps {
      set(MetricKey.recall(atFalsePositiveRate: cap), ranked.recall(atFalsePositiveRate: cap))
    }
    for rows in MetricKey.topRows {
      set(MetricKey.precision(atTop: rows), ranked.precision(atTop: rows))
    }
    set(MetricKey.f1TestOptimal, ranked.bestF1?.value)
    set(MetricKey.matthewsCorrelationTestOptimal, ranked.bestMatthewsCorrelation?.value)
  }

  /// Metrics on test at thresholds that are best on validation.
  mutating func addThresholded(_ input: EvaluationInput, validation: RankedScores) {
    if let threshold = validation.bestF1?.threshold {
      let confusion = Confusion(
        checked: input.logits.span, labels: input.labels.span, threshold: threshold)
      set(MetricKey.f1, confusion.f1)
      set(MetricKey.precision, confusion.precision)
      set(MetricKey.recall, confusion.recall)
      set(MetricKey.falsePositiveRate, confusion.falsePositiveRate)
    }
    if let threshold = validation.bestMatthewsCorrelation?.threshold {
      let confusion = Confusion(
        checked: input.logits.span, labels: input.labels.span, threshold: threshold)
      set(MetricKey.matthewsCorrelation, confusion.matthewsCorrelation)
    }
    let half = Confusion(checked: input.logits.span, labels: input.labels.span, threshold: 0)
    set(MetricKey.f1AtHalf, half.f1)
  }

  /// Recall of each kind of fraud at the lowest threshold under the cap; kinds without rows are
  /// left out.
  mutating func addTypologies(
    _ typology: [UInt8], names: [String], ranked: RankedScores, positives: [Int],
    score: (Int) -> Double
  ) {
    guard ranked.negativeCount > 0 else { return }
    let threshold =
      ranked.threshold(atFalsePositiveRate: MetricKey.typologyFalsePositiveRateCap) ?? .infinity
    var rows = [Int](repeating: 0, count: names.count)
    var found = rows
    for row in positives where typology[row] != EvaluationInput.legitimate {
      rows[Int(typology[row])] += 1
      if score(row) >= threshold { found[Int(typology[row])] += 1 }
    }
    for index in names.indices where rows[index] > 0 {
      set(MetricKey.recall(ofTypology: names[index]), Double(found[index]) / Double(rows[index]))
    }
  }

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

  /// The oracle's values minus the model's, on the same rows.
  mutating func addRegret(of model: RankedScores, oracle: RankedScores) {
    if let best = oracle.averagePrecision, let own = model.averagePrecision {
      set(MetricKey.averagePrecisionRegret, best - own)
    }
    if let best = oracle.areaUnderROC, let own = model.areaUnderROC {
      set(MetricKey.areaUnderROCRegret, best - own)
    }
  }
}
