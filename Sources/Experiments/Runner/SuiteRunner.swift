public import Datasets
public import Results
internal import Synchronization

/// Runs what is missing of a plan, unit by unit on all cores, and saves every finished trial.
public struct SuiteRunner: Sendable {
  /// What is run.
  public let plan: SuitePlan
  /// Where finished trials go.
  public let store: ResultStore
  /// Units in flight at once.
  public let jobs: Int
  /// Threads of all units together.
  private let threads: Int
  /// How much is drawn to estimate what a perfect learner reaches.
  public let bayesEstimator: BayesEstimator

  /// A runner of a plan.
  ///
  /// - Parameters:
  ///   - plan: what is run.
  ///   - store: where finished trials go.
  ///   - jobs: units in flight at once, one core each; fewer when memory is short. Cores that no
  ///     unit takes draw rows on demand, or read mapped files, for those in flight.
  ///   - bayesEstimator: how much is drawn to estimate what a perfect learner reaches.
  public init(
    plan: SuitePlan, store: ResultStore, jobs: Int, bayesEstimator: BayesEstimator = .init()
  ) {
    self.plan = plan
    self.store = store
    threads = max(jobs, 1)
    self.jobs = plan.jobsThatFit(jobs)
    self.bayesEstimator = bayesEstimator
  }

  /// Runs every trial that the store does not hold yet.
  ///
  /// - Parameter report: told of what happens, from any thread.
  /// - Returns: what the run came to.
  /// - Throws: ``ResultStoreError`` when results cannot be saved. A trial that fails is no error:
  ///   it is saved with its reason.
  public func run(report: @escaping @Sendable (RunEvent) -> Void) async throws -> RunSummary {
    let finished = try store.finishedKeys()
    let planned = plan.trials
    var summary = RunSummary()
    summary.trials = planned.count
    summary.kept = planned.count { finished.contains($0.key) }
    report(.planned(trials: summary.trials, finished: summary.kept))
    try store.begin(plan.record.keepingBayes(of: try? store.results().suite), plan: planned)

    let units = plan.units.compactMap { $0.without(finished) }
    // Where there are fewer units than cores, those left draw rows, read files or share steps.
    let budget = ThreadBudget(threads: threads, jobs: jobs, units: units.count)
    let shelf = ReplicateShelf(units, of: plan)
    let progress = RunProgress(costs: units.map(\.cost), report: report)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      // The Bayes estimate is short: it does not hold one of the jobs.
      group.addTask {
        try saveBayesValues()
        return false
      }
      var waiting = units.enumerated().makeIterator()
      func startNext() {
        guard let (index, unit) = waiting.next() else { return }
        group.addTask {
          try run(
            unit, index: index, on: shelf, budget: budget, progress: progress, report: report)
          return true
        }
      }
      for _ in 0..<jobs { startNext() }
      while let wasUnit = try await group.next() { if wasUnit { startNext() } }
    }
    let trials = try store.results().trials
    summary.failed = trials.count { $0.outcome.failure != nil }
    summary.scored = trials.count { $0.outcome.scores != nil && !finished.contains($0.key) }
    return summary
  }

  private func run(
    _ unit: SuitePlan.Unit, index: Int, on shelf: ReplicateShelf, budget: ThreadBudget,
    progress: RunProgress, report: @Sendable (RunEvent) -> Void
  ) throws {
    guard !Task.isCancelled, let replicate = shelf.take(for: unit) else { return }
    defer { budget.finishUnit() }
    // At first units of one replicate wait for the same rows, so that no thread is busy otherwise.
    let runner = UnitRunner(
      plan: plan, unit: unit, replicate: replicate,
      bringingThreads: index == 0 ? budget.threads : budget.share, budget: budget)
    let records = runner.run { share in
      progress.advance(unit: index, to: unit.cost * share)
    }
    for record in records {
      try store.save(record)
      report(.finished(record))
    }
    progress.advance(unit: index, to: unit.cost)
  }

  /// Estimates what a perfect learner reaches, unless the store knows it from an earlier run.
  func saveBayesValues() throws {
    // Whoever merges the shards does it once for all of them.
    // Names of one loss need no limit to be seen against.
    guard plan.shard == nil, plan.suite.errorRates == nil else { return }
    // Nobody else writes: the store is locked for this run.
    var record = try store.results().suite
    var changed = false
    let keys = plan.suite.truth == nil ? BayesValues.basicKeys : BayesValues.keys
    for (index, dataset) in plan.datasets.enumerated() {
      // Values of an earlier run may lack what this suite asks for.
      guard record.datasets[index].bayes.count < keys.count - 1 else { continue }
      let values = dataset.bayes(by: bayesEstimator, keys: keys)
      guard !values.isEmpty else { continue }
      record.datasets[index].bayes = values
      changed = true
    }
    if changed { try store.begin(record, plan: plan.trials) }
  }
}

extension SuiteRecord {
  /// The record with the Bayes values that an earlier run of the same data sets estimated.
  func keepingBayes(of earlier: SuiteRecord?) -> SuiteRecord {
    var record = self
    for (index, dataset) in record.datasets.enumerated() {
      if let known = earlier?.datasets.first(where: { $0.hash == dataset.hash }) {
        record.datasets[index].bayes = known.bayes
      }
    }
    return record
  }
}

extension SuitePlan.Unit {
  /// The unit with only the trials that are not finished, each key once; `nil` when none is left.
  func without(_ finished: Set<String>) -> Self? {
    var unit = self
    // A set of its own: one that began as all that is finished would be copied for each unit.
    var seen: Set<String> = []
    unit.trials.removeAll { finished.contains($0.key) || !seen.insert($0.key).inserted }
    guard !unit.trials.isEmpty else { return nil }
    unit.cost *= Double(unit.trials.count) / Double(trials.count)
    return unit
  }
}
