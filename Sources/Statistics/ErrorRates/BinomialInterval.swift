/// Intervals of a share from counts.
public enum BinomialInterval {
  /// The exact interval of Clopper and Pearson (1934), which covers at least as often as it says.
  ///
  /// - Parameters:
  ///   - successes: number of successes, from 0 to `trials`.
  ///   - trials: number of trials, at least one.
  ///   - level: confidence level, 0 < level < 1.
  /// - Returns: the interval of the probability of a success.
  /// - Throws: ``StatisticsError``.
  public static func exact(
    successes: Int, trials: Int, level: Double = 0.95
  ) throws(StatisticsError) -> ConfidenceInterval {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    guard trials > 0 else { throw .tooFew(statistic: "binomial interval", count: 0, needed: 1) }
    guard (0...trials).contains(successes) else {
      throw .outOfRange(
        setting: "number of successes", value: "\(successes)",
        valid: "a whole number from 0 to \(trials)")
    }
    let (k, n) = (Double(successes), Double(trials))
    let tail = (1 - level) / 2
    return ConfidenceInterval(
      lower: successes == 0 ? 0 : try betaQuantile(tail, k, n - k + 1),
      upper: successes == trials ? 1 : try betaQuantile(1 - tail, k + 1, n - k),
      level: level)
  }

  /// The x that a beta variable stays below with the given probability.
  ///
  /// By halving: GSL's own inverse does not converge for some large parameters.
  private static func betaQuantile(
    _ probability: Double, _ first: Double, _ second: Double
  ) throws(StatisticsError) -> Double {
    var (low, high) = (0.0, 1.0)
    while high - low > 1e-15 * high {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if try GSL.betaLowerTail(middle, first, second) < probability {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }
}
