/// Metrics by key; what is undefined stays out.
struct MetricValues {
  private(set) var values: [String: Double] = [:]

  /// Keeps a value when it is defined and finite.
  mutating func set(_ key: String, _ value: Double?) {
    if let value, value.isFinite { values[key] = value }
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

  /// The oracle's values minus the model's, on the same rows.
  mutating func addRegret(of model: some ScoreRanking, oracle: some ScoreRanking) {
    if let best = oracle.averagePrecision, let own = model.averagePrecision {
      set(MetricKey.averagePrecisionRegret, best - own)
    }
    if let best = oracle.areaUnderROC, let own = model.areaUnderROC {
      set(MetricKey.areaUnderROCRegret, best - own)
    }
  }
}
