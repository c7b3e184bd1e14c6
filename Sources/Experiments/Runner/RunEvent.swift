public import Results

/// What a run tells while it goes on.
public enum RunEvent: Sendable {
  /// The plan is made: trials in all, and how many of them the store holds already.
  case planned(trials: Int, finished: Int)
  /// How much is done at once, and what it takes.
  case resources(RunResources)
  /// So many trials were begun.
  case began(trials: Int)
  /// The share of the remaining work, by estimated cost, that is done: 0…1.
  case advanced(share: Double)
  /// The time that is left, as far as it can be told.
  case remaining(Duration)
  /// A trial is finished and saved.
  case finished(TrialRecord)
  /// So many trials are finished elsewhere, and so many of them failed.
  case counted(finished: Int, failed: Int)
}

/// How much a run does at once, and what it takes.
public struct RunResources: Equatable, Sendable {
  /// Units in flight at once.
  public var jobs: Int
  /// Units that were asked for.
  public var wanted: Int
  /// Memory that the largest unit takes, in bytes, roughly.
  public var unitMemory: Double
  /// Memory that all units may take, in bytes.
  public var availableMemory: Double
}

/// What a run came to.
public struct RunSummary: Equatable, Sendable {
  /// Trials of the plan.
  public var trials = 0
  /// Trials that the store held before the run.
  public var kept = 0
  /// Trials that this run scored.
  public var scored = 0
  /// Trials of the plan without scores, from this run or an earlier one.
  public var failed = 0
  /// Trials whose metrics were computed anew from scores that were kept.
  public var reevaluated = 0
  /// Trials of the plan that have no result yet.
  public var missing = 0
}
