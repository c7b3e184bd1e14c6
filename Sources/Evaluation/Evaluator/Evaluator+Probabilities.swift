extension Evaluator {
  /// Judges the model's own probabilities, and what calibration on validation makes of them.
  ///
  /// - Returns: Platt's calibration; `nil` where validation lacks a class.
  mutating func addProbabilities(
    of input: EvaluationInput, against entropies: [Double]?, validation: RankedScores,
    test: RankedScores, to metrics: inout MetricValues
  ) throws(EvaluationError) -> LogisticLine? {
    if let recovered = input.recovered {
      try Validation.sameLength(
        recovered.count, what: "recovered posteriors", rows: input.logits.count)
      try Validation.probabilities(recovered.span, what: "recovered posterior")
      let scores = ProbabilityScores(
        checkedProbabilities: recovered, labels: input.labels, posterior: input.posterior,
        entropies: entropies)
      let ranking = try scratch.rank(recovered.span, labels: input.labels.span)
      Reliability.assign(recovered, bins: Reliability.binCount, to: &binOfRow)
      add(scores, of: recovered, .recovered, input, ranking, to: &metrics)
      metrics.addOfModel(
        logits: ProbabilityLogits.of(recovered), recovered, labels: input.labels, .recovered)
    }
    let raw = ProbabilityScores(
      checkedLogits: input.logits, labels: input.labels, posterior: input.posterior,
      entropies: entropies, probabilities: &probabilities)
    logits.removeAll(keepingCapacity: true)
    logits.append(contentsOf: input.logits.lazy.map { Double($0) })
    Reliability.assign(probabilities, bins: Reliability.binCount, to: &binOfRow)
    add(raw, of: probabilities, .raw, input, test, to: &metrics)
    metrics.addOfModel(logits: logits, probabilities, labels: input.labels, .raw)
    var posterior: (values: [Double], entropies: [Double])?
    if let values = input.posterior, let entropies { posterior = (values, entropies) }
    return addRecalibrated(input, validation, test, posterior, to: &metrics)
  }

  /// What remains after calibration on validation; nothing without both classes there.
  ///
  /// ``binOfRow`` are the bins of the raw probability. Returns Platt's calibration.
  private mutating func addRecalibrated(
    _ input: EvaluationInput, _ validation: RankedScores, _ test: RankedScores,
    _ posterior: (values: [Double], entropies: [Double])?, to metrics: inout MetricValues
  ) -> LogisticLine? {
    validationLogits.removeAll(keepingCapacity: true)
    validationLogits.append(contentsOf: input.validationLogits.lazy.map { Double($0) })
    let problem = LogisticProblem(validationLogits, labels: input.validationLabels)
    guard let problem, let isotonic = try? IsotonicCalibration(validation) else { return nil }
    let platt = PlattCalibration(problem)?.line
    // The prior's first: its line always rises, so that the bins of the raw probability are its own.
    let lines: [(MetricKey.Variant, LogisticLine?)] = [
      (.priorCorrected, PriorCorrection(problem)?.line), (.platt, platt),
    ]
    for (variant, line) in lines {
      guard let line else { continue }
      let result = RecalibratedScores(
        line, logits: logits, labels: input.labels, posterior: posterior, into: &recalibrated)
      var ranking = test
      if line.slope <= 0 {
        // The line turns the order round, or makes all rows equal.
        guard let own = try? RankedScores(scores: recalibrated, labels: input.labels) else {
          continue
        }
        ranking = own
        Reliability.assign(recalibrated, bins: Reliability.binCount, to: &binOfRow)
      }
      add(result.scores, of: recalibrated, variant, input, ranking, to: &metrics)
    }
    let result = RecalibratedScores(
      isotonic, logits: logits, labels: input.labels, posterior: posterior, into: &recalibrated)
    Reliability.assign(recalibrated, bins: Reliability.binCount, to: &binOfRow)
    add(result.scores, of: recalibrated, .isotonic, input, result.ranking, to: &metrics)
    return platt
  }

  /// What every kind of probabilities is judged by; ``binOfRow`` holds their bins.
  private func add(
    _ scores: ProbabilityScores, of probabilities: [Double], _ variant: MetricKey.Variant,
    _ input: EvaluationInput, _ ranking: RankedScores, to metrics: inout MetricValues
  ) {
    let bins = Reliability.bins(
      probabilities, input.labels, binOfRow, count: Reliability.binCount)
    metrics.add(scores, calibration: bins, variant)
    metrics.addReliability(brier: scores.brier, ranking, variant)
    if let costs = input.costs {
      metrics.add(
        DecisionOutcome(
          checked: probabilities, labels: input.labels, costs: costs, weights: nil,
          extremes: extremes), variant)
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
