internal import CounterRandom

/// How long it takes until a fraud is known: log-normal, and never longer than a cap.
struct VerificationDelay: Sendable {
  /// The median, in days, above 0.
  let median: Double
  /// Standard deviation of the logarithm, above 0.
  let deviation: Double
  /// After so many days every fraud is known; 0 for no delay at all.
  let cap: Double

  /// The probability that a fraud is known after some days: `Φ(log(days / median) / deviation)`
  /// below the cap, 1 from there on.
  func shareKnown(after days: Double) -> Double {
    guard days < cap else { return 1 }
    return StandardNormal.cumulative(PortableMath.log(days / median) / deviation)
  }
}
