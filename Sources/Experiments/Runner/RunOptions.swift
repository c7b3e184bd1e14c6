/// How a run goes about its plan; no result depends on it.
public struct RunOptions: Sendable {
  /// Which trials are run.
  public enum Selection: Sendable {
    /// All that have no result, and failed ones that are worth another attempt.
    case missing
    /// Failed ones that are worth another attempt, and no other.
    case failed
  }

  /// Which trials are run.
  public var selection = Selection.missing
  /// Memory that the units in flight may take together, in bytes; `nil` for most of what is free
  /// when the run begins.
  public var memory: Double?
  /// Trains units in processes of their own; `nil` for all of them in this one.
  public var isolation: TrialIsolation?
  /// Where scores of chosen models are kept by suites that ask for it.
  public var scores: ScoreArchive?
  /// Ends the run early when it is made.
  public var stop = StopRequest()

  /// A run of all that is missing, to its end.
  public init() {}
}
