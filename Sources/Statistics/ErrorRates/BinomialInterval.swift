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
      lower: successes == 0 ? 0 : try GSL.betaQuantile(tail, k, n - k + 1),
      upper: successes == trials ? 1 : try GSL.betaQuantile(1 - tail, k + 1, n - k),
      level: level)
  }
}
