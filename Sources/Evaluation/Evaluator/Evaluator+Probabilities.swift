extension Evaluator {
  /// Judges the model's own probabilities, and what calibration on validation makes of them.
  mutating func addProbabilities(
    of input: EvaluationInput, validation: RankedScores, test: RankedScores,
    to metrics: inout MetricValues
  ) throws(EvaluationError) {
    let entropies = input.posterior.map { $0.map(ProbabilityScores.entropy) }
    let raw = ProbabilityScores(
      checkedLogits: input.logits, labels: input.labels, posterior: input.posterior,
      entropies: entropies, probabilities: &probabilities)
    let logits = input.logits.map { Double($0) }
    add(raw, of: probabilities, .raw, input, test, to: &metrics)
    metrics.addOfModel(logits: logits, probabilities, labels: input.labels, .raw)
    if let recovered = input.recovered {
      try Validation.sameLength(
        recovered.count, what: "recovered posteriors", rows: input.logits.count)
      try Validation.probabilities(recovered.span, what: "recovered posterior")
      let scores = ProbabilityScores(
        checkedProbabilities: recovered, labels: input.labels, posterior: input.posterior,
        entropies: entropies)
      let ranking = try scratch.rank(recovered.span, labels: input.labels.span)
      add(scores, of: recovered, .recovered, input, ranking, to: &metrics)
      metrics.addOfModel(
        logits: ProbabilityLogits.of(recovered), recovered, labels: input.labels, .recovered)
    }
    var posterior: (values: [Double], entropies: [Double])?
    if let values = input.posterior, let entropies { posterior = (values, entropies) }
    addRecalibrated(input, validation, logits, test, posterior, to: &metrics)
  }

  /// What remains after calibration on validation; nothing without both classes there.
  private mutating func addRecalibrated(
    _ input: EvaluationInput, _ validation: RankedScores, _ logits: [Double], _ test: RankedScores,
    _ posterior: (values: [Double], entropies: [Double])?, to metrics: inout MetricValues
  ) {
    let problem = LogisticProblem(
      input.validationLogits.map { Double($0) }, labels: input.validationLabels)
    guard let problem, let isotonic = try? IsotonicCalibration(validation) else { return }
    let lines: [(MetricKey.Variant, LogisticLine?)] = [
      (.platt, PlattCalibration(problem)?.line), (.priorCorrected, PriorCorrection(problem)?.line),
    ]
    for (variant, line) in lines {
      guard let line else { continue }
      let result = RecalibratedScores(
        line, logits: logits, labels: input.labels, posterior: posterior)
      if line.slope > 0 {
        add(result.scores, of: result.probabilities, variant, input, test, to: &metrics)
      } else if let ranking = try? scratch.rank(
        result.probabilities.span, labels: input.labels.span)
      {
        // The line turns the order round, or makes all rows equal.
        add(result.scores, of: result.probabilities, variant, input, ranking, to: &metrics)
      }
    }
    let result = RecalibratedScores(
      isotonic, logits: logits, labels: input.labels, posterior: posterior)
    guard
      let ranking = try? scratch.rank(result.probabilities.span, labels: input.labels.span)
    else { return }
    add(result.scores, of: result.probabilities, .isotonic, input, ranking, to: &metrics)
  }

  /// What every kind of probabilities is judged by.
  private func add(
    _ scores: ProbabilityScores, of probabilities: [Double], _ variant: MetricKey.Variant,
    _ input: EvaluationInput, _ ranking: RankedScores, to metrics: inout MetricValues
  ) {
    let bins = Reliability.checkedEqualMassBins(
      probabilities: probabilities, labels: input.labels, bins: Reliability.binCount)
    metrics.add(scores, calibration: bins, variant)
    metrics.addReliability(brier: scores.brier, ranking, variant)
    if let costs = input.costs {
      metrics.add(
        DecisionOutcome(
          checked: probabilities, labels: input.labels, costs: costs, weights: nil), variant)
    }
  }
}

extension MetricValues {
  /// What is told of a model's own probabilities alone.
  mutating func addOfModel(
    logits: [Double], _ probabilities: [Double], labels: [UInt8], _ variant: MetricKey.Variant
  ) {
    set(
      MetricKey.equalWidthCalibrationError(variant),
      Reliability.expectedCalibrationError(
        Reliability.checkedEqualWidthBins(
          probabilities: probabilities, labels: labels, bins: Reliability.binCount)))
    add(CalibrationLine(LogisticProblem(logits, labels: labels)), variant)
  }
}
