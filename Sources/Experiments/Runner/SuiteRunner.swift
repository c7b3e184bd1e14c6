public import Datasets
internal import Evaluation
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
  /// Memory that all units together may take, in bytes.
  private let availableMemory: Double
  /// How much is drawn to estimate what a perfect learner reaches.
  public let bayesEstimator: BayesEstimator
  /// How it goes about the plan.
  public let options: RunOptions

  /// A runner of a plan.
  ///
  /// - Parameters:
  ///   - plan: what is run.
  ///   - store: where finished trials go.
  ///   - jobs: units in flight at once, one core each; fewer when memory is short. Cores that no
  ///     unit takes draw rows on demand, or read mapped files, for those in flight.
  ///   - bayesEstimator: how much is drawn to estimate what a perfect learner reaches.
  ///   - options: how it goes about the plan.
  public init(
    plan: SuitePlan, store: ResultStore, jobs: Int, bayesEstimator: BayesEstimator = .init(),
    options: RunOptions = .init()
  ) {
    self.plan = plan
    self.store = store
    threads = max(jobs, 1)
    availableMemory = options.memory ?? MachineMemory.free
    self.jobs = plan.jobsThatFit(jobs, available: availableMemory)
    self.bayesEstimator = bayesEstimator
    self.options = options
  }

  /// Runs every trial that the store does not hold yet, or every failed one.
  ///
  /// - Parameter report: told of what happens, from any thread.
  /// - Returns: what the run came to; a run that was stopped leaves trials missing.
  /// - Throws: ``ResultStoreError`` when results cannot be saved. A trial that fails is no error:
  ///   it is saved with its reason.
  public func run(report: @escaping @Sendable (RunEvent) -> Void) async throws -> RunSummary {
    let states = try store.states()
    let finished = try store.finishedKeys()
    let planned = plan.trials
    var summary = RunSummary()
    summary.trials = planned.count
    summary.kept = planned.count { finished.contains($0.key) }
    report(.planned(trials: summary.trials, finished: summary.kept))
    try store.begin(plan.record.keepingBayes(of: try store.suite()), plan: planned)

    summary.reevaluated = try reevaluate(finished)
    let wanted = plan.units.compactMap { unit in
      switch options.selection {
      case .missing: unit.without(finished)
      case .failed: unit.keeping { states[$0] != nil && !finished.contains($0) }
      }
    }
    // One replicate of every data set after the other: soon units of each have shown how long they
    // take, and a run that is stopped has something of each.
    let units = wanted.enumerated().sorted {
      ($0.element.replicate, $0.offset) < ($1.element.replicate, $1.offset)
    }.map(\.element)
    if !units.isEmpty { report(.resources(resources)) }
    // Where there are fewer units than cores, those left draw rows, read files or share steps.
    let budget = ThreadBudget(threads: threads, jobs: jobs, units: units.count)
    let shelf = ReplicateShelf(units, of: plan)
    let progress = RunProgress(plan.estimate(units, jobs: jobs, states: states), report: report)
    // The Bayes estimate is short: it does not hold one of the jobs. A run that is stopped does not
    // wait for it, the next one estimates anew.
    let bayes = Task.detached { try saveBayesValues() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      var waiting = units.enumerated().makeIterator()
      func startNext() {
        guard let (index, unit) = waiting.next() else { return }
        group.addTask {
          try run(
            unit, index: index, on: shelf, budget: budget, progress: progress, report: report)
        }
      }
      for _ in 0..<jobs { startNext() }
      while try await group.next() != nil { startNext() }
    }
    if !options.stop.isMade { try await bayes.value }
    let outcomes = try store.states()
    for trial in planned {
      guard let outcome = outcomes[trial.key] else {
        summary.missing += 1
        continue
      }
      if outcome.failure != nil {
        summary.failed += 1
      } else if !finished.contains(trial.key) {
        summary.scored += 1
      }
    }
    return summary
  }

  private func run(
    _ unit: SuitePlan.Unit, index: Int, on shelf: ReplicateShelf, budget: ThreadBudget,
    progress: RunProgress, report: @Sendable (RunEvent) -> Void
  ) throws {
    guard !Task.isCancelled, !options.stop.isMade, let replicate = shelf.take(for: unit) else {
      return
    }
    defer { budget.finishUnit() }
    progress.begin(unit: index, trials: unit.trials.count)
    let records: [TrialRecord]
    if let isolation = options.isolation, isolation.applies(to: unit, of: plan) {
      let isolated = IsolatedUnit(
        plan: plan, unit: unit, isolation: isolation, threads: budget.share,
        memory: availableMemory, scores: archive?.folder)
      records = isolated.run { share in progress.advance(unit: index, to: share) }
    } else {
      // At first units of one replicate wait for the same rows, so that no thread is busy otherwise.
      let runner = UnitRunner(
        plan: plan, unit: unit, replicate: replicate,
        bringingThreads: index == 0 ? budget.threads : budget.share, budget: budget,
        archive: archive)
      records = runner.run { share in progress.advance(unit: index, to: share) }
    }
    try store.save(records)
    for record in records { report(.finished(record)) }
    progress.finish(unit: index)
  }

  /// Where scores are kept, if they are.
  private var archive: ScoreArchive? {
    plan.suite.keepsScores ? options.scores : nil
  }

  /// Evaluates anew what an earlier version evaluated, where scores are kept: with the metrics that
  /// were added since.
  ///
  /// - Parameter finished: keys of the trials that need no training.
  /// - Returns: how many trials it was.
  /// - Throws: ``ResultStoreError``, and why rows cannot be had.
  private func reevaluate(_ finished: Set<String>) throws -> Int {
    guard let archive else { return 0 }
    let old = try store.keys(evaluatedBefore: EvaluationRevision.current)
    let kept = Set(archive.bytes().keys).intersection(old).intersection(finished)
    let units = plan.units.compactMap { $0.keeping(kept.contains) }
    let budget = ThreadBudget(threads: threads, jobs: 1, units: units.count)
    let shelf = ReplicateShelf(units, of: plan)
    var count = 0
    for unit in units {
      guard !options.stop.isMade, let replicate = shelf.take(for: unit) else { break }
      let runner = UnitRunner(
        plan: plan, unit: unit, replicate: replicate, bringingThreads: threads, budget: budget,
        archive: archive)
      let records = try runner.reevaluated(try store.records(of: unit.trials.map(\.key)))
      try store.save(records)
      count += records.count
    }
    return count
  }

  private var resources: RunResources {
    RunResources(
      jobs: jobs, wanted: threads, unitMemory: plan.largestUnitMemory,
      availableMemory: availableMemory)
  }

  /// Estimates what a perfect learner reaches, unless the store knows it from an earlier run.
  func saveBayesValues() throws {
    // Whoever merges the shards does it once for all of them.
    // Names of one loss need no limit to be seen against.
    guard plan.shard == nil, plan.suite.errorRates == nil else { return }
    // Nobody else writes: the store is locked for this run.
    guard var record = try store.suite() else { return }
    var changed = false
    let keys = plan.suite.truth == nil ? BayesValues.basicKeys : BayesValues.keys
    for (index, dataset) in plan.datasets.enumerated() {
      // Values of an earlier run may lack what this suite asks for.
      guard record.datasets[index].bayes.count < keys.count - 1 else { continue }
      let values = dataset.bayes(by: bayesEstimator, keys: keys)
      guard !values.isEmpty, !options.stop.isMade else { continue }
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
  func without(_ finished: Set<String>) -> Self? { keeping { !finished.contains($0) } }

  /// The unit with only the trials whose keys are wanted, each key once; `nil` when none is left.
  func keeping(_ isWanted: (String) -> Bool) -> Self? {
    var unit = self
    // A set of its own: one that began as all that is finished would be copied for each unit.
    var seen: Set<String> = []
    unit.trials.removeAll { !isWanted($0.key) || !seen.insert($0.key).inserted }
    guard !unit.trials.isEmpty else { return nil }
    unit.cost *= Double(unit.trials.count) / Double(trials.count)
    return unit
  }
}
