/// Rows drawn by class, with what says for what they stand.
public struct CaseControlInput: Sendable {
  /// Log-likelihood ratio of each row.
  public var ratios: [Double]
  /// The same under the law at the end of training, for laws that change; otherwise `nil`.
  public var staleRatios: [Double]?
  /// Number of rows drawn as positives; they come first.
  public var positives: Int
  /// Share of positives in the population.
  public var prevalence: Double
  /// Index into ``typologyNames`` of each row, 255 for legitimate rows; `nil` when unknown.
  public var typology: [UInt8]?
  /// The kinds of fraud.
  public var typologyNames: [String]

  /// Rows drawn by class.
  public init(
    ratios: [Double], staleRatios: [Double]? = nil, positives: Int, prevalence: Double,
    typology: [UInt8]? = nil, typologyNames: [String] = []
  ) {
    self.ratios = ratios
    self.staleRatios = staleRatios
    self.positives = positives
    self.prevalence = prevalence
    self.typology = typology
    self.typologyNames = typologyNames
  }
}

/// Ranks models on rows drawn by class, beside the oracle.
public struct CaseControlEvaluator: Sendable {
  private let input: CaseControlInput
  private let weights: CaseControlWeights
  private let oracle: CaseControlRanking
  private let stale: CaseControlRanking?

  /// Ranks the rows by the truth, once for all models.
  ///
  /// - Throws: ``EvaluationError``.
  public init(_ input: CaseControlInput) throws(EvaluationError) {
    self.input = input
    weights = try CaseControlWeights(
      logLikelihoodRatios: input.ratios, positives: input.positives)
    oracle = try CaseControlRanking(
      scores: input.ratios, weights: weights, prevalence: input.prevalence)
    if let ratios = input.staleRatios {
      stale = try CaseControlRanking(
        scores: ratios, weights: weights, prevalence: input.prevalence)
    } else {
      stale = nil
    }
    if let typology = input.typology {
      try Validation.typology(typology, names: input.typologyNames, rows: input.ratios.count)
    }
  }

  /// What the oracle reaches on these rows, and what it would if it were stale.
  public var oracleMetrics: [String: Double] {
    var metrics = MetricValues()
    add(oracle, score: { input.ratios[$0] }, to: &metrics)
    if let stale {
      metrics.set(
        MetricKey.stalenessAveragePrecisionRegret,
        oracle.averagePrecision - stale.averagePrecision)
    }
    return metrics.values
  }

  /// The metrics of a model.
  ///
  /// - Parameter logits: one a row, finite.
  /// - Returns: values by ``MetricKey``.
  /// - Throws: ``EvaluationError``.
  public func metrics(logits: [Float]) throws(EvaluationError) -> [String: Double] {
    let ranking = try CaseControlRanking(
      scores: logits, weights: weights, prevalence: input.prevalence)
    var metrics = MetricValues()
    add(ranking, score: { Double(logits[$0]) }, to: &metrics)
    let own = ranking.averagePrecision
    metrics.set(
      MetricKey.caseControlAveragePrecisionRegret, oracle.averagePrecision - own)
    metrics.set(
      MetricKey.caseControlAreaUnderROCRegret, oracle.areaUnderROC - ranking.areaUnderROC)
    if let stale {
      metrics.set(
        MetricKey.averagePrecisionRegretBeyondStaleness, stale.averagePrecision - own)
    }
    return metrics.values
  }

  private func add(
    _ ranking: CaseControlRanking, score: (Int) -> Double, to metrics: inout MetricValues
  ) {
    metrics.set(MetricKey.caseControlAveragePrecision, ranking.averagePrecision)
    metrics.set(MetricKey.caseControlAreaUnderROC, ranking.areaUnderROC)
    for cap in MetricKey.falsePositiveRateCaps {
      metrics.set(
        MetricKey.caseControlRecall(atFalsePositiveRate: cap),
        ranking.recall(atFalsePositiveRate: cap))
    }
    guard let typology = input.typology else { return }
    let threshold = ranking.threshold(atFalsePositiveRate: MetricKey.caseControlTypologyCap)
    var rows = [Int](repeating: 0, count: input.typologyNames.count)
    var found = rows
    for row in 0..<input.positives where typology[row] != EvaluationInput.legitimate {
      rows[Int(typology[row])] += 1
      if score(row) >= threshold { found[Int(typology[row])] += 1 }
    }
    for (index, name) in input.typologyNames.enumerated() where rows[index] > 0 {
      metrics.set(
        MetricKey.caseControlRecall(ofTypology: name),
        Double(found[index]) / Double(rows[index]))
    }
  }
}
