/// How a stored trial stands, without its scores: quick to read for thousands of trials.
public struct TrialState: Equatable, Sendable {
  /// What is stored as the outcome of a trial that has scores.
  static let scored = "scored"

  /// Why it has no scores; nil where it has.
  public var failure: TrialFailure?
  /// Wall time in seconds.
  public var seconds: Double

  /// The state of a trial.
  public init(failure: TrialFailure?, seconds: Double) {
    self.failure = failure
    self.seconds = seconds
  }
}
