internal import Datasets
internal import Evaluation
internal import Foundation
internal import Losses
internal import Results
internal import Training

/// Trains and evaluates the trials of one replicate and one model.
struct UnitRunner {
  let plan: SuitePlan
  let unit: SuitePlan.Unit
  /// The rows, which other models may share.
  let replicate: SharedReplicate
  /// Threads that bring the rows before training; no result depends on it.
  let bringingThreads: Int
  /// Threads that train, or read rows while one trains.
  let budget: ThreadBudget
  /// Where scores are kept, if they are.
  var archive: ScoreArchive?

  private var dataset: PreparedDataset { plan.datasets[unit.dataset] }
  private var model: SuiteModel { plan.suite.models[unit.model] }

  /// Runs the trials; whatever goes wrong becomes a failed trial with its reason.
  ///
  /// - Parameter progress: told the share of the unit's training that is done.
  /// - Returns: a record for each of the unit's trials, in their order.
  func run(progress: (Double) -> Void) -> [TrialRecord] {
    let clock = ContinuousClock()
    let start = clock.now
    let outcomes: [TrialOutcome]
    do { outcomes = try scored(progress: progress) } catch {
      let failure = TrialFailure(kind: .error, reason: "\(error)")
      outcomes = unit.trials.map { _ in .failed(failure) }
    }
    let seconds = (clock.now - start) / .seconds(1) / Double(unit.trials.count)
    return zip(unit.trials, outcomes).map { trial, outcome in
      var record = TrialRecord(
        key: trial.key, dataset: dataset.record.id, replicate: unit.replicate,
        model: model.id, loss: plan.suite.losses[trial.loss].id, outcome: outcome,
        seconds: seconds, arithmetic: model.training.arithmetic)
      record.evaluation = EvaluationRevision.current
      return record
    }
  }

  /// Evaluates trials anew from the scores that were kept of them.
  ///
  /// - Parameter earlier: their records by key.
  /// - Returns: a record for each trial whose scores could be used.
  /// - Throws: an error that says why the rows cannot be had.
  func reevaluated(_ earlier: [String: TrialRecord]) throws -> [TrialRecord] {
    let (parts, inputs) = try replicate.rows(for: model.training.inputs, threads: bringingThreads)
    let evaluation = try evaluation(parts, inputs)
    return try unit.trials.compactMap { trial in
      guard var record = earlier[trial.key], let scores = record.outcome.scores,
        let kept = archive?.scores(of: trial.key),
        let outcome = try evaluation.outcome(again: scores, from: kept, tuning: trial.tuning)
      else { return nil }
      record.outcome = outcome
      record.evaluation = EvaluationRevision.current
      return record
    }
  }

  private func evaluation(
    _ parts: PreparedDataset.Parts, _ inputs: SharedReplicate.Inputs
  ) throws -> TrialEvaluation {
    try TrialEvaluation(
      parts: parts, validation: inputs.validation,
      test: inputs.test, caseControl: inputs.caseControl,
      recovery: PosteriorRecovery(
        training: inputs.training.context,
        met: model.training.met(inputs.training.context)),
      metric: try SelectionMetric(plan.suite.selectionMetric),
      isBrief: plan.suite.errorRates != nil)
  }

  private func scored(progress: (Double) -> Void) throws -> [TrialOutcome] {
    let (parts, inputs) = try replicate.rows(for: model.training.inputs, threads: bringingThreads)
    let training = inputs.training.read(by: budget.share)
    let validation = inputs.validation
    let trainer = try model.training.trainer(
      seed: unit.trials[0].seed, threads: TrainerThreads(budget))
    let metric = try SelectionMetric(plan.suite.selectionMetric)
    var scratch = RankingScratch()
    let outcomes = try trainer.train(
      unit.trials.flatMap { $0.tuning.configurations.map(\.learner) }, on: training,
      validation: validation,
      score: { logits in
        let value = try? metric.value(
          logits: logits, labels: parts.validation.labels, scratch: &scratch)
        return value.map { metric.oriented($0) }
      },
      epochFinished: progress)
    let evaluation = try evaluation(parts, inputs)
    var position = 0
    let trained = unit.trials.map { trial in
      let own = outcomes[position..<position + trial.tuning.configurations.count]
      position = own.endIndex
      return (trial: trial, learners: Array(own))
    }
    let archive = archive
    let results = trained.concurrentMap(threads: budget.evaluations) { trial, learners in
      // One loss that cannot be evaluated does not take the others with it.
      do {
        let (outcome, kept) = try evaluation.outcome(of: trial.tuning, learners: learners)
        if let kept { try archive?.write(kept, of: trial.key) }
        return outcome
      } catch {
        return TrialOutcome.failed(TrialFailure(kind: .error, reason: "\(error)"))
      }
    }
    // The parts of a mapped folder are of one file.
    try parts.trainingRows.checkUnchanged()
    return results
  }
}
