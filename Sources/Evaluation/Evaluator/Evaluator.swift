/// Computes every metric of a trained model.
///
/// An evaluator keeps buffers between calls; the results do not depend on earlier ones. Use one
/// a thread.
public struct Evaluator: Sendable {
  var scratch = RankingScratch()
  var probabilities: [Double] = []
  /// Logits of test and of validation in double precision.
  var logits: [Double] = []
  var validationLogits: [Double] = []
  var recalibrated: [Double] = []
  /// The bin of each row, of bins with equally many.
  var binOfRow: [UInt8] = []
  var histogramCounter = ScoreHistogramCounter()
  /// What decisions that look at no test row cost, where costs are known.
  var extremes: DecisionOutcome.Extremes?

  /// An evaluator with empty buffers.
  public init() {}

  /// Evaluates a model on test, with thresholds chosen on validation.
  ///
  /// Metrics that need what the input lacks (a closed form, the posterior, typologies, positives)
  /// are absent from the result.
  ///
  /// - Parameters:
  ///   - input: The predictions and what is known about the rows.
  ///   - reference: What follows from posterior and labels of the input alone, where several models
  ///     are evaluated on the same rows; made here otherwise.
  /// - Returns: The metrics and a curve.
  /// - Throws: ``EvaluationError`` for arrays of different length, an empty test part, labels
  ///   other than 0 and 1, and predictions that are not finite or not probabilities.
  public mutating func evaluate(
    _ input: EvaluationInput, against reference: PosteriorReference? = nil
  ) throws(EvaluationError) -> EvaluationResult {
    try Validation.rows(input.logits.count, labels: input.labels, posterior: input.posterior)
    var reference = reference
    if let posterior = input.posterior {
      try Validation.sameLength(
        reference?.entropies.count ?? posterior.count, what: "rows of the reference",
        rows: posterior.count)
      if reference == nil {
        reference = try PosteriorReference(posterior: posterior, labels: input.labels)
      }
    }
    var metrics = MetricValues()
    let validation = try scratch.rank(
      input.validationLogits.span, labels: input.validationLabels.span)
    let test = try scratch.rank(input.logits.span, labels: input.labels.span)
    metrics.addRanking(test)
    metrics.addThresholded(ChosenThresholds(validation)) { threshold in
      WeightedConfusion(
        Confusion(checked: input.logits.span, labels: input.labels.span, threshold: threshold))
    }
    let half = Confusion(checked: input.logits.span, labels: input.labels.span, threshold: 0)
    metrics.set(MetricKey.f1AtHalf, half.f1)
    if let typology = input.typology {
      try Validation.typology(typology, names: input.typologyNames, rows: input.logits.count)
      metrics.addTypologies(
        typology, names: input.typologyNames, ranked: test, positives: scratch.positiveRows
      ) { Double(input.logits[$0]) }
    }
    if let activity = input.activity {
      try Validation.sameLength(activity.times.count, what: "times", rows: input.logits.count)
      try Validation.sameLength(activity.cards.count, what: "cards", rows: input.logits.count)
      for count in MetricKey.cardsADay {
        metrics.set(
          MetricKey.cardPrecision(atTop: count),
          activity.precision(atTop: count, scores: input.logits, labels: input.labels))
      }
    }
    if let costs = input.costs {
      try Validation.sameLength(costs.misses.count, what: "costs", rows: input.logits.count)
      extremes = DecisionOutcome.Extremes(labels: input.labels, costs: costs, weights: nil)
    }
    let platt = try addProbabilities(
      of: input, against: reference?.entropies, validation: validation, test: test, to: &metrics)
    if input.posterior != nil, let reference {
      metrics.addRegret(of: test, oracle: reference.ranking)
    }
    return EvaluationResult(
      metrics: metrics.values, precisionRecallCurve: test.precisionRecallCurve(),
      costCurve: costCurve(input.logits.span, validation: validation, test: test),
      scoreHistogram: histogram(input.logits.span, along: .identity),
      calibratedHistogram: platt.map { histogram(input.logits.span, along: $0) })
  }

  /// What a perfect learner, whose score is the posterior itself, gets on the same rows.
  ///
  /// - Parameters:
  ///   - posterior: true P(y = 1 | x) of each row.
  ///   - labels: one a row, 0 or 1.
  ///   - typology: index into `typologyNames` of each row, 255 for legitimate rows.
  ///   - typologyNames: the kinds of fraud.
  /// - Returns: values by the keys of ``evaluate(_:)``, less those of variants, of regrets (which
  ///   are 0) and of thresholds chosen on validation.
  /// - Throws: ``EvaluationError``.
  public mutating func oracleMetrics(
    posterior: [Double], labels: [UInt8], typology: [UInt8]? = nil, typologyNames: [String] = []
  ) throws(EvaluationError) -> [String: Double] {
    try Validation.rows(posterior.count, labels: labels, posterior: posterior)
    var metrics = MetricValues()
    let ranked = try scratch.rank(posterior.span, labels: labels.span)
    metrics.addRanking(ranked)
    var half = Confusion(
      truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0)
    for row in posterior.indices { half.count(posterior[row] >= 0.5, label: labels[row]) }
    metrics.set(MetricKey.f1AtHalf, half.f1)
    if let typology {
      try Validation.typology(typology, names: typologyNames, rows: posterior.count)
      metrics.addTypologies(
        typology, names: typologyNames, ranked: ranked, positives: scratch.positiveRows
      ) { posterior[$0] }
    }
    return metrics.values
  }
}
