internal import CounterRandom
internal import Datasets
internal import Evaluation
internal import Losses
internal import Results
internal import Synchronization
internal import Training

extension LearnerRequest {
  /// Trains the learner and evaluates it, as the first replicate of a suite does.
  ///
  /// - Parameter progress: Told the share of training that is done.
  /// - Returns: What came of it.
  /// - Throws: `SuiteError` where the data cannot be used, ``LearnerFailure`` where training came
  ///   to nothing, and other errors with a sentence.
  public func run(progress: (Double) -> Void) throws -> LearnerResult {
    let prepared = try prepare()
    let model = SuiteModel(
      id: kind.rawValue, kind: kind, method: method, learningRates: [], defaultLearningRate: 0)
    let inputKind = model.training.inputs
    let (parts, inputs) = try SharedReplicate(prepared, replicate: 0, for: [inputKind], truth: nil)
      .rows(for: inputKind, threads: threads)
    let training = inputs.training.read(by: threads)
    let (validation, test) = (inputs.validation, inputs.test)
    let trainer = try model.training.trainer(
      seed: prepared.trainingSeed(replicate: 0, model: kind.rawValue),
      threads: TrainerThreads(threads))
    let metric = try SelectionMetric(selectionMetric)
    let plan = TuningPlan(of: loss, tuned: tuned)

    var scratch = RankingScratch()
    let start = ContinuousClock.now
    let outcomes = try trainer.train(
      plan.configurations.map(\.learner), on: training, validation: validation,
      score: { logits in
        let value = try? metric.value(
          logits: logits, labels: parts.validation.labels, scratch: &scratch)
        return value.map { metric.oriented($0) }
      }, epochFinished: progress)
    let seconds = (ContinuousClock.now - start) / .seconds(1)

    let recovery = PosteriorRecovery(
      training: training.context, met: model.training.met(training.context))
    let evaluation = try TrialEvaluation(
      parts: parts, validation: validation, test: test, recovery: recovery, metric: metric)
    let (outcome, _) = try evaluation.outcome(of: plan, learners: outcomes)
    guard case .scored(let scores) = outcome, case .trained(let learner) = outcomes[0] else {
      throw LearnerFailure(
        description: outcome.failure?.reason ?? "Training came to nothing.")
    }
    let context = training.context.at(progress: learner.progress)
    let logits = try learner.model.logits(for: test)
    let posteriors = recovery.posteriors(
      under: loss, logits: logits, amounts: test.amounts, progress: learner.progress)
    return LearnerResult(
      dataset: prepared.record, modelTitle: model.training.title,
      training: model.training.sentence, arithmetic: model.training.arithmetic, scores: scores,
      intervals: try intervals(logits: logits, posteriors: posteriors, parts: parts),
      convergence: learner.convergence, divergence: learner.divergence?.description,
      logits: logits, posteriors: posteriors, parts: try prepared.partOfEachRow(),
      seconds: seconds,
      model: try SavedModel(
        learner, request: self, dataset: prepared.record, preparation: inputs.preparation.record,
        context: context, scores: scores))
  }

  private func prepare() throws -> PreparedDataset {
    do { return try PreparedDataset(dataset, suiteSeed: seed) } catch {
      // There is no suite file that a place could point into.
      if case .unusable(_, let reason) = error { throw LearnerDataError(description: reason) }
      throw error
    }
  }

  private func intervals(
    logits: [Float], posteriors: [Double]?, parts: PreparedDataset.Parts
  ) throws -> [String: ClosedRange<Double>] {
    guard resamples >= 2 else { return [:] }
    let bootstrap = try StratifiedBootstrap(
      EvaluationInput(
        logits: logits, labels: parts.test.labels, recovered: posteriors, validationLogits: [],
        validationLabels: [], posterior: parts.test.oracle?.posterior),
      seed: deriveSeed(from: seed, label: "bootstrap"))
    let all = Mutex([[String: Double]](repeating: [:], count: resamples))
    inParallel(
      count: resamples, jobs: threads, state: { bootstrap.makeRoom() },
      body: { index, room in
        let metrics = bootstrap.metrics(ofResample: index, room: &room)
        all.withLock { $0[index] = metrics }
      })
    return StratifiedBootstrap.intervals(all.withLock { $0 })
  }
}

/// Why the data of a learner cannot be used.
public struct LearnerDataError: Error, CustomStringConvertible {
  /// A full sentence for people.
  public let description: String

  /// A reason, in a full sentence.
  public init(description: String) { self.description = description }
}

extension TuningPlan {
  /// The plan of a loss that is not tuned.
  init(of loss: any Loss, tuned: TunedSetting) {
    configurations = [
      Configuration(loss: loss, tuned: tuned, fingerprint: loss.fingerprint)
    ]
  }
}

extension PreparedDataset {
  /// The part of the first replicate that each row stands in: 0 training, 1 validation, 2 test, 3
  /// none of them; `nil` for parts that are drawn.
  func partOfEachRow() throws -> [UInt8]? {
    guard case .table(let table, let plan) = kind else { return nil }
    let split = try plan.split(table.rows, seed: seed, replicate: 0)
    var parts = [UInt8](repeating: 3, count: table.rows.rowCount)
    for (part, rows) in [split.training, split.validation, split.test].enumerated() {
      for row in rows { parts[row] = UInt8(part) }
    }
    return parts
  }
}
