public import Results

/// What a run tells while it goes on.
public enum RunEvent: Sendable {
  /// The plan is made: trials in all, and how many of them the store holds already.
  case planned(trials: Int, finished: Int)
  /// The share of the remaining work, by estimated cost, that is done: 0…1.
  case advanced(share: Double)
  /// A trial is finished and saved.
  case finished(TrialRecord)
  /// So many trials are finished elsewhere, and so many of them failed.
  case counted(finished: Int, failed: Int)
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
}
