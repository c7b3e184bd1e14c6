/// Where the time goes that a learner's trees take, from its start to its last round.
///
/// Time by the clock, not of the processor: what runs on several threads counts once.
public struct TreeTimes: Equatable, Sendable {
  /// Start: the loss's optimal constant and the scale of its derivatives.
  public internal(set) var start = Duration.zero
  /// XGBoost brings the logits of the training rows up to date and hands them over.
  public internal(set) var logits = Duration.zero
  /// Gradient and curvature of the training rows, ready for XGBoost.
  public internal(set) var derivatives = Duration.zero
  /// XGBoost takes the derivatives and grows a tree.
  public internal(set) var trees = Duration.zero
  /// Logits of the validation rows and their metric.
  public internal(set) var validation = Duration.zero
  /// Rounds that were begun.
  public internal(set) var rounds = 0
}

/// Sums up times lap by lap.
struct TreeStopwatch {
  private(set) var times = TreeTimes()
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant

  init() { last = clock.now }

  /// Counts the time since the last lap as that of `part`.
  mutating func lap(_ part: WritableKeyPath<TreeTimes, Duration>) {
    let now = clock.now
    times[keyPath: part] += now - last
    last = now
  }

  /// Begins a round.
  mutating func beginRound() { times.rounds += 1 }
}
