public import Results

/// How far a suite is: what is done, what failed and why, what is missing.
public struct SuiteStatus: Encodable, Equatable, Sendable {
  /// One data set with one model.
  public struct Panel: Encodable, Equatable, Sendable {
    /// Identifier of the data set.
    public var dataset: String
    /// Identifier of the model.
    public var model: String
    /// Trials that are planned.
    public var trials = 0
    /// Trials that have scores.
    public var scored = 0
    /// Trials that failed.
    public var failed = 0

    /// Trials without a result.
    public var missing: Int { trials - scored - failed }
  }

  /// A trial that failed.
  public struct Failure: Encodable, Equatable, Sendable {
    /// Identifier of the data set.
    public var dataset: String
    /// Identifier of the model.
    public var model: String
    /// Identifier of the loss.
    public var loss: String
    /// Number of the replicate.
    public var replicate: Int
    /// The kind of failure.
    public var kind: TrialFailure.Kind
    /// Why, in a full sentence.
    public var reason: String
    /// Whether `lopsided run` tries it again.
    public var isTriedAgain: Bool
  }

  /// Trials that are planned.
  public private(set) var trials = 0
  /// Trials that have scores.
  public private(set) var scored = 0
  /// Trials that failed.
  public private(set) var failed = 0
  /// Trials without a result.
  public private(set) var missing = 0
  /// Trials that are stored and not planned: of earlier forms of the suite.
  public private(set) var unplanned = 0
  /// Seconds that are left with the jobs of the question; nil where nothing tells how long trials
  /// take.
  public private(set) var secondsLeft: Double?
  /// Whether a run is at work on it.
  public private(set) var isRunning: Bool
  /// Bytes that the store takes.
  public private(set) var storeBytes: Int
  /// Every data set with every model, in the order of the plan.
  public private(set) var panels: [Panel] = []
  /// The trials that failed, in the order of the plan.
  public private(set) var failures: [Failure] = []

  /// The status of a suite as its file is now.
  ///
  /// - Parameters:
  ///   - plan: what the file asks for.
  ///   - store: what its store holds.
  ///   - jobs: units in flight at once, for the time that is left.
  public init(_ plan: SuitePlan, store: ResultStore.Overview, jobs: Int) {
    self.init(plan: plan.trials, store: store)
    let done = Set(
      store.states.filter { $0.value.failure?.kind.isRepeatable ?? true }.map(\.key))
    let units = plan.units.compactMap { $0.without(done) }
    guard !units.isEmpty else { return }
    secondsLeft = plan.estimate(units, jobs: jobs, states: store.states).remaining
  }

  /// The status of the plan of a store's last run.
  ///
  /// - Parameter store: what the store holds.
  public init(_ store: ResultStore.Overview) { self.init(plan: store.plan, store: store) }

  private init(plan: [PlannedTrial], store: ResultStore.Overview) {
    isRunning = store.isInUse
    storeBytes = store.bytes
    var places: [[String]: Int] = [:]
    for trial in plan {
      let name = [trial.dataset, trial.model]
      let place = places[name] ?? panels.count
      if place == panels.count {
        places[name] = place
        panels.append(Panel(dataset: trial.dataset, model: trial.model))
      }
      panels[place].trials += 1
      guard let state = store.states[trial.key] else { continue }
      guard let failure = state.failure else {
        panels[place].scored += 1
        continue
      }
      panels[place].failed += 1
      failures.append(
        Failure(
          dataset: trial.dataset, model: trial.model, loss: trial.loss,
          replicate: trial.replicate, kind: failure.kind, reason: failure.reason,
          isTriedAgain: !failure.kind.isRepeatable))
    }
    trials = plan.count
    scored = panels.reduce(0) { $0 + $1.scored }
    failed = panels.reduce(0) { $0 + $1.failed }
    missing = trials - scored - failed
    unplanned = Set(store.states.keys).subtracting(plan.map(\.key)).count
  }
}
