extension MetricValues {
  /// Everything that follows from the order of the rows alone.
  mutating func addRanking(_ ranked: some ScoreRanking) {
    set(MetricKey.averagePrecision, ranked.averagePrecision)
    set(MetricKey.areaUnderROC, ranked.areaUnderROC)
    for cap in MetricKey.falsePositiveRateCaps {
      set(MetricKey.recall(atFalsePositiveRate: cap), ranked.recall(atFalsePositiveRate: cap))
      set(
        MetricKey.partialAreaUnderROC(to: cap), ranked.partialAreaUnderROC(to: cap).map { $0 / cap }
      )
      set(
        MetricKey.standardizedPartialAreaUnderROC(to: cap),
        ranked.standardizedPartialAreaUnderROC(to: cap))
    }
    for rows in MetricKey.topRows {
      set(MetricKey.precision(atTop: rows), ranked.precision(atTop: rows))
      set(MetricKey.recall(atTop: rows), ranked.recall(atTop: rows))
      set(MetricKey.lift(atTop: rows), ranked.lift(atTop: rows))
    }
    set(MetricKey.kolmogorovSmirnov, ranked.kolmogorovSmirnov)
    set(MetricKey.hMeasure, ranked.hMeasure)
    set(MetricKey.f1TestOptimal, ranked.bestF1?.value)
    set(MetricKey.matthewsCorrelationTestOptimal, ranked.bestMatthewsCorrelation?.value)
    for metric in ThresholdedMetric.all {
      set(MetricKey.testOptimal(metric.key), metric.best(ranked)?.value)
    }
  }

  /// Metrics at thresholds that are best on validation.
  ///
  /// - Parameters:
  ///   - chosen: the thresholds.
  ///   - confusion: the counts on test when rows that score a threshold or more are flagged.
  mutating func addThresholded(
    _ chosen: ChosenThresholds, confusion: (Double) -> WeightedConfusion
  ) {
    // Metrics often agree on the threshold.
    let counts = Dictionary(
      chosen.all.map { ($0, confusion($0)) }, uniquingKeysWith: { first, _ in first })
    if let found = chosen.f1.flatMap({ counts[$0] }) { addAtF1Threshold(found) }
    if let found = chosen.matthewsCorrelation.flatMap({ counts[$0] }) {
      set(MetricKey.matthewsCorrelation, found.matthewsCorrelation)
    }
    for (metric, threshold) in zip(ThresholdedMetric.all, chosen.own) {
      guard let found = threshold.flatMap({ counts[$0] }) else { continue }
      set(metric.key, metric.value(found))
    }
    for (cap, threshold) in zip(MetricKey.falsePositiveRateCaps, chosen.underCaps) {
      set(MetricKey.recall(atChosenFalsePositiveRate: cap), counts[threshold]?.recall)
      set(
        MetricKey.realizedFalsePositiveRate(atCap: cap), counts[threshold]?.falsePositiveRate)
    }
  }

  private mutating func addAtF1Threshold(_ confusion: WeightedConfusion) {
    set(MetricKey.f1, confusion.f1)
    set(MetricKey.precision, confusion.precision)
    set(MetricKey.recall, confusion.recall)
    set(MetricKey.falsePositiveRate, confusion.falsePositiveRate)
    set(MetricKey.accuracy, confusion.accuracy)
  }

  /// Every metric of a threshold that somebody has given.
  mutating func addAtThreshold(_ confusion: WeightedConfusion) {
    addAtF1Threshold(confusion)
    set(MetricKey.matthewsCorrelation, confusion.matthewsCorrelation)
    for metric in ThresholdedMetric.all { set(metric.key, metric.value(confusion)) }
  }
}

/// Thresholds that validation chooses.
struct ChosenThresholds: Sendable {
  let f1: Double?
  let matthewsCorrelation: Double?
  /// Those of ``ThresholdedMetric/all``.
  let own: [Double?]
  /// Those of the caps on the false-positive rate; infinite where only flagging no row keeps to the
  /// cap, none without both classes.
  let underCaps: [Double]

  init(_ validation: some ScoreRanking) {
    f1 = validation.bestF1?.threshold
    matthewsCorrelation = validation.bestMatthewsCorrelation?.threshold
    own = ThresholdedMetric.all.map { $0.best(validation)?.threshold }
    underCaps =
      validation.isMixed
      ? MetricKey.falsePositiveRateCaps.map {
        validation.threshold(atFalsePositiveRate: $0) ?? .infinity
      } : []
  }

  /// Each of them once, ascending.
  var all: [Double] {
    Set(([f1, matthewsCorrelation] + own).compactMap(\.self) + underCaps).sorted()
  }
}

/// A metric of four counts that has a threshold of its own.
struct ThresholdedMetric: Sendable {
  let key: String
  let value: @Sendable (WeightedConfusion) -> Double?

  static let all: [ThresholdedMetric] = [
    ThresholdedMetric(key: MetricKey.f2) { $0.f(beta: 2) },
    ThresholdedMetric(key: MetricKey.fHalf) { $0.f(beta: 0.5) },
    ThresholdedMetric(key: MetricKey.gMean) { $0.gMean },
    ThresholdedMetric(key: MetricKey.balancedAccuracy) { $0.balancedAccuracy },
    ThresholdedMetric(key: MetricKey.cohenKappa) { $0.cohenKappa },
  ]

  func best(_ ranking: some ScoreRanking) -> BestThreshold? { ranking.best(value) }
}
