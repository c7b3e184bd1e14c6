internal import Datasets
internal import Evaluation
internal import Losses
internal import Results
internal import Training

/// Chooses a loss's best configuration on validation and evaluates it on test.
struct TrialEvaluation {
  let parts: PreparedDataset.Parts
  let validation: TrainingData
  let test: TrainingData
  let recovery: PosteriorRecovery
  let metric: SelectionMetric
  /// Whether trials are evaluated by the selection metric alone.
  let isBrief: Bool
  /// What the true posterior reaches on the test rows, worked out once for all trials.
  private let oracle: [String: Double]
  /// What models are measured against on the test rows, where their posterior is known.
  private let reference: PosteriorReference?
  private let oracleCostCurve: CostCurve?
  /// What judges models against the truth, for suites that ask for it.
  private let truth: TruthEvaluation?
  /// Cards and times of the test rows, where they are known.
  private let activity: CardActivity?
  /// What decisions about the test rows cost, where their amounts are known.
  private let costs: DecisionCosts?

  init(
    parts: PreparedDataset.Parts, validation: TrainingData, test: TrainingData,
    caseControl: TrainingData? = nil, recovery: PosteriorRecovery, metric: SelectionMetric,
    isBrief: Bool = false
  ) throws(EvaluationError) {
    self.parts = parts
    self.validation = validation
    self.test = test
    self.recovery = recovery
    self.metric = metric
    self.isBrief = isBrief
    activity = isBrief ? nil : parts.activity
    costs = isBrief ? nil : parts.costs
    if let rows = parts.caseControl, let caseControl {
      truth = try TruthEvaluation(rows: rows, inputs: caseControl, test: parts.test)
    } else {
      truth = nil
    }
    guard !isBrief, let known = parts.test.oracle else {
      (oracle, oracleCostCurve, reference) = ([:], nil, nil)
      return
    }
    reference = try PosteriorReference(posterior: known.posterior, labels: parts.test.labels)
    var evaluator = Evaluator()
    let metrics = try evaluator.oracleMetrics(
      posterior: known.posterior, labels: parts.test.labels, typology: known.typology,
      typologyNames: known.typologyNames)
    oracle = metrics.merging(truth?.oracleMetrics ?? [:]) { first, _ in first }
    oracleCostCurve = try evaluator.oracleCostCurve(
      posterior: known.posterior, labels: parts.test.labels)
  }

  /// The outcome of a trial from its learners, one a configuration, in the plan's order, and the
  /// scores that it was worked out from.
  func outcome(
    of tuning: TuningPlan, learners: [LearnerOutcome]
  ) throws -> (TrialOutcome, KeptScores?) {
    let summaries = zip(tuning.configurations, learners).map(summary)
    // The first of equals: nearer to the default.
    var chosen: (index: Int, learner: TrainedLearner)?
    for (index, outcome) in learners.enumerated() {
      guard case .trained(let learner) = outcome, learner.bestScore.isFinite else { continue }
      if let best = chosen, best.learner.bestScore >= learner.bestScore { continue }
      chosen = (index, learner)
    }
    guard let chosen else {
      let failure =
        summaries.lazy.compactMap(\.failure).first
        ?? TrialFailure(
          kind: .error, reason: "No configuration had a defined \(metric.key) on validation.")
      return (.failed(failure), nil)
    }
    if isBrief {
      return (
        .scored(try brief(chosen.learner, tuning.configurations[chosen.index], summaries)), nil
      )
    }
    var kept = KeptScores(tuned: try scores(of: chosen.learner, configuration: chosen.index))
    let tuned = try evaluate(kept.tuned, tuning.configurations[chosen.index])
    let tunedScores = scores(
      chosen.learner, tuning.configurations[chosen.index], tuned.metrics)
    var defaults: ConfigurationScores?
    if chosen.index == 0 {
      defaults = tunedScores
    } else if case .trained(let learner) = learners[0], learner.bestScore.isFinite {
      let own = try scores(of: learner, configuration: 0)
      kept.defaults = own
      defaults = scores(
        learner, tuning.configurations[0], try evaluate(own, tuning.configurations[0]).metrics)
    }
    var scores = TrialScores(
      tuned: tunedScores, defaults: defaults, configurations: summaries,
      learningCurve: learningCurve(chosen.learner), precisionRecallCurve: [], oracle: oracle)
    keep(tuned.result, in: &scores)
    return (.scored(scores), kept)
  }

  /// Puts the curves of the tuned configuration into a trial's scores.
  private func keep(_ result: EvaluationResult, in scores: inout TrialScores) {
    scores.precisionRecallCurve = result.precisionRecallCurve.map {
      CurvePoint(recall: $0.recall, precision: $0.precision)
    }
    scores.costCurve = result.costCurve
    scores.oracleCostCurve = oracleCostCurve
    scores.scoreHistogram = result.scoreHistogram
    scores.calibratedHistogram = result.calibratedHistogram
  }

  /// The outcome of a trial as it would be if it were trained now, from the scores that were kept.
  ///
  /// - Parameters:
  ///   - earlier: what came of it; its tuning and learning curve stay as they are.
  ///   - kept: the scores of its learners.
  ///   - tuning: its configurations.
  /// - Returns: the outcome; `nil` where the scores are not of these rows and configurations.
  /// - Throws: `EvaluationError`.
  func outcome(
    again earlier: TrialScores, from kept: KeptScores, tuning: TuningPlan
  ) throws -> TrialOutcome? {
    for learner in kept.learners {
      guard tuning.configurations.indices.contains(learner.configuration),
        learner.test.count == parts.test.rowCount,
        learner.validation.count == parts.validation.rowCount,
        (learner.byClass != nil) == (truth != nil)
      else { return nil }
    }
    var scores = earlier
    let tuned = try evaluate(kept.tuned, tuning.configurations[kept.tuned.configuration])
    scores.tuned.metrics = tuned.metrics
    keep(tuned.result, in: &scores)
    scores.oracle = oracle
    if let defaults = kept.defaults {
      scores.defaults?.metrics =
        try evaluate(defaults, tuning.configurations[defaults.configuration]).metrics
    } else if kept.tuned.configuration == 0 {
      // Otherwise the default settings failed, and have no scores.
      scores.defaults = scores.tuned
    }
    return .scored(scores)
  }

  private func summary(
    _ configuration: TuningPlan.Configuration, _ outcome: LearnerOutcome
  ) -> ConfigurationSummary {
    var summary = ConfigurationSummary(
      settings: configuration.loss.settings, learningRate: configuration.learningRate,
      validation: nil, epoch: 0, epochsTrained: 0, failure: nil)
    summary.l2 = configuration.tuned.l2
    switch outcome {
    case .trained(let learner):
      summary.validation = learner.bestScore.isFinite ? metric.oriented(learner.bestScore) : nil
      summary.epoch = learner.bestEpoch
      summary.epochsTrained = learner.curve.count - 1
      summary.failure = learner.divergence.map(failure)
      summary.convergence = learner.convergence.map(ConvergenceRecord.init)
      if learner.convergence != nil { summary.epochsTrained = learner.bestEpoch }
    case .diverged(let divergence):
      summary.failure = failure(divergence)
    case .failed(let reason):
      summary.failure = TrialFailure(kind: .error, reason: reason)
    }
    return summary
  }

  private func failure(_ divergence: Divergence) -> TrialFailure {
    TrialFailure(
      kind: divergence.quantity == .scores ? .nonFiniteScores : .diverged,
      reason: divergence.description)
  }

  /// What a learner gives to the rows that it is judged on.
  private func scores(
    of learner: TrainedLearner, configuration: Int
  ) throws -> KeptScores.Learner {
    KeptScores.Learner(
      configuration: configuration, progress: learner.progress,
      test: try learner.model.logits(for: test),
      validation: try learner.validationLogits ?? learner.model.logits(for: validation),
      byClass: try truth?.logits(of: learner.model))
  }

  private func scores(
    _ learner: TrainedLearner, _ configuration: TuningPlan.Configuration,
    _ metrics: [String: Double]
  ) -> ConfigurationScores {
    var scores = ConfigurationScores(
      settings: configuration.loss.settings, learningRate: configuration.learningRate,
      epoch: learner.bestEpoch, metrics: metrics)
    scores.l2 = configuration.tuned.l2
    scores.convergence = learner.convergence.map(ConvergenceRecord.init)
    return scores
  }

  private func evaluate(
    _ learner: KeptScores.Learner, _ configuration: TuningPlan.Configuration
  ) throws -> (metrics: [String: Double], result: EvaluationResult) {
    let logits = learner.test
    let recovered = recovery.posteriors(
      under: configuration.loss, logits: logits, amounts: test.amounts,
      progress: learner.progress)
    var evaluator = Evaluator()
    let result = try evaluator.evaluate(
      EvaluationInput(
        logits: logits, labels: parts.test.labels, recovered: recovered,
        validationLogits: learner.validation,
        validationLabels: parts.validation.labels,
        posterior: parts.test.oracle?.posterior, typology: parts.test.oracle?.typology,
        typologyNames: parts.test.oracle?.typologyNames ?? [], activity: activity,
        costs: costs), against: reference)
    let againstTruth = try truth?.metrics(
      ofLogits: learner.byClass ?? [], logits: logits, recovered: recovered,
      known: result.metrics)
    var metrics = result.metrics.merging(againstTruth ?? [:]) { first, _ in first }
    metrics[MetricKey.idealObservedExpectedRatio] = idealRatio(
      configuration.loss, progress: learner.progress)
    return (metrics, result)
  }

  /// What the calibration of a perfect learner under the loss would be, for suites that judge by
  /// the truth.
  private func idealRatio(_ loss: any Loss, progress: Double) -> Double? {
    guard truth != nil, let posterior = parts.test.oracle?.posterior else { return nil }
    return IdealOutput(of: loss, in: recovery.met.at(progress: progress))?
      .observedExpectedRatio(posterior: posterior, labels: parts.test.labels)
  }

  private func learningCurve(_ learner: TrainedLearner) -> [LearningCurvePoint] {
    learner.curve.compactMap { record in
      guard record.score.isFinite else { return nil }
      return LearningCurvePoint(
        epoch: record.epoch, trainingLoss: record.trainingLoss,
        validation: metric.oriented(record.score))
    }
  }
}

extension SelectionMetric {
  /// The value, negated when lower is better; its own inverse.
  func oriented(_ value: Double) -> Double { isBetter(1, than: 0) ? value : -value }
}

extension PreparedDataset.Parts {
  /// Cards and times of the test rows; cards with fraud among the training rows are known. `nil`
  /// where either is unknown.
  fileprivate var activity: CardActivity? {
    guard let times = test.attributes.times, let cards = test.attributes.entities else {
      return nil
    }
    let owners = training.attributes.entities ?? []
    let known = zip(owners, training.labels).filter { $0.1 == 1 }.map(\.0)
    return CardActivity(times: times, cards: cards, known: Set(known))
  }
}

extension PreparedDataset.Parts {
  /// The costs of an example of card payments; `nil` where the amount of a test row is unknown.
  fileprivate var costs: DecisionCosts? {
    guard let amounts = test.amounts else { return nil }
    let cost = DecisionCost.cardPayments
    return try? DecisionCosts(
      misses: amounts.map { cost.miss(amount: Double($0)) },
      alarms: amounts.map { cost.falseAlarm(amount: Double($0)) })
  }
}

extension ConvergenceRecord {
  /// What the store keeps of how far a learner came.
  fileprivate init(_ convergence: Convergence) {
    self.init(
      hasConverged: convergence.hasConverged, steps: convergence.iterations,
      gradientNorm: convergence.gradientNorm, objective: convergence.objective,
      sentence: convergence.sentence)
  }
}
