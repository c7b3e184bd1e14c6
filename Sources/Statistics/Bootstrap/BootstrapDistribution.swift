/// What a statistic was on each of many resamples, and the intervals that follow from it.
///
/// Sources: Efron 1979 (percentile), Efron 1987 (bias-corrected and accelerated, BCa), Efron and
/// Tibshirani 1993, chapters 13 and 14.
public struct BootstrapDistribution: Equatable, Sendable {
  /// The statistic of the sample itself.
  public let estimate: Double
  /// The statistic of each resample.
  public let replicates: [Double]
  /// The statistic of the sample without its first value, without its second, …
  public let jackknife: [Double]

  /// How the share of replicates below the estimate is counted.
  public enum BiasCorrection: String, CaseIterable, Sendable {
    /// Replicates equal to the estimate count half; right for statistics with ties.
    case midRank = "mid-rank"
    /// Replicates equal to the estimate do not count (Efron 1987).
    case strictlyBelow = "strictly-below"
  }

  /// A distribution made elsewhere.
  ///
  /// - Parameters:
  ///   - estimate: the statistic of the sample.
  ///   - replicates: the statistic of each resample; at least one.
  ///   - jackknife: the statistic without each value in turn; empty where only percentile
  ///     intervals are wanted, which leaves the acceleration zero.
  public init(estimate: Double, replicates: [Double], jackknife: [Double]) {
    precondition(!replicates.isEmpty, "a bootstrap distribution needs a replicate")
    self.estimate = estimate
    self.replicates = replicates
    self.jackknife = jackknife
  }

  /// Standard deviation of the replicates, divisor n − 1; zero for a single one.
  public var standardError: Double {
    replicates.count > 1 ? GSL.standardDeviation(replicates, mean: GSL.mean(replicates)) : 0
  }

  /// How much the statistic's standard error changes with its value, from the jackknife:
  /// Σu³ / 6(Σu²)^1.5 with u the deviations from the jackknife's mean; zero without variation.
  public var acceleration: Double {
    guard !jackknife.isEmpty else { return 0 }
    let mean = jackknife.reduce(0, +) / Double(jackknife.count)
    var (squares, cubes) = (0.0, 0.0)
    for value in jackknife {
      let deviation = mean - value
      squares += deviation * deviation
      cubes += deviation * deviation * deviation
    }
    return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
  }

  /// The normal quantile of the share of replicates below the estimate; `nil` when all lie on one
  /// side of it.
  ///
  /// - Parameter correction: how the share is counted.
  /// - Returns: z₀.
  /// - Throws: ``StatisticsError/notComputable(routine:reason:)``.
  public func bias(
    _ correction: BiasCorrection = .midRank
  ) throws(StatisticsError) -> Double? {
    try Self.bias(replicates, estimate, correction)
  }

  /// From the one to the other quantile of the replicates.
  ///
  /// - Parameter level: confidence level, 0 < level < 1.
  /// - Returns: the percentile interval.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public func percentile(level: Double = 0.95) throws(StatisticsError) -> ConfidenceInterval {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    var selection = OrderStatistics(capacity: replicates.count)
    let ends = selection.quantiles(replicates, at: [(1 - level) / 2, (1 + level) / 2])
    return ConfidenceInterval(lower: ends[0], upper: ends[1], level: level)
  }

  /// The percentile interval mirrored at the estimate.
  ///
  /// - Parameter level: confidence level, 0 < level < 1.
  /// - Returns: the basic interval.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public func basic(level: Double = 0.95) throws(StatisticsError) -> ConfidenceInterval {
    let interval = try percentile(level: level)
    return ConfidenceInterval(
      lower: 2 * estimate - interval.upper, upper: 2 * estimate - interval.lower, level: level)
  }

  /// The percentile interval at probabilities corrected for bias and skewness.
  ///
  /// - Parameters:
  ///   - level: confidence level, 0 < level < 1.
  ///   - correction: how the share below the estimate is counted.
  /// - Returns: the interval; of zero width when nothing varies, `nil` when all replicates lie on
  ///   one side of the estimate, which leaves the correction undefined.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public func biasCorrectedAccelerated(
    level: Double = 0.95, _ correction: BiasCorrection = .midRank
  ) throws(StatisticsError) -> ConfidenceInterval? {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    var selection = OrderStatistics(capacity: replicates.count)
    return try Self.biasCorrectedAccelerated(
      replicates, estimate: estimate, acceleration: acceleration, level: level,
      biasCorrection: correction, &selection)
  }

  /// The probabilities whose quantiles of the replicates are the ends of the BCa interval.
  ///
  /// - Parameters:
  ///   - level: confidence level, 0 < level < 1.
  ///   - correction: how the share below the estimate is counted.
  /// - Returns: two probabilities, or `nil` as for the interval.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public func correctedProbabilities(
    level: Double = 0.95, _ correction: BiasCorrection = .midRank
  ) throws(StatisticsError) -> (lower: Double, upper: Double)? {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    guard let bias = try bias(correction) else { return nil }
    return try Self.probabilities(bias, acceleration, level)
  }
}

extension BootstrapDistribution {
  static func biasCorrectedAccelerated(
    _ replicates: [Double], estimate: Double, acceleration: Double, level: Double,
    biasCorrection: BiasCorrection, _ selection: inout OrderStatistics
  ) throws(StatisticsError) -> ConfidenceInterval? {
    guard let bias = try bias(replicates, estimate, biasCorrection) else {
      let isConstant = replicates.allSatisfy { $0 == estimate }
      return isConstant
        ? ConfidenceInterval(lower: estimate, upper: estimate, level: level) : nil
    }
    guard let wanted = try probabilities(bias, acceleration, level) else { return nil }
    let ends = selection.quantiles(replicates, at: [wanted.lower, wanted.upper])
    return ConfidenceInterval(
      lower: min(ends[0], ends[1]), upper: max(ends[0], ends[1]), level: level)
  }

  private static func bias(
    _ replicates: [Double], _ estimate: Double, _ correction: BiasCorrection
  ) throws(StatisticsError) -> Double? {
    var (below, equal) = (0, 0)
    for value in replicates {
      below += value < estimate ? 1 : 0
      equal += value == estimate ? 1 : 0
    }
    let doubled = 2 * below + (correction == .midRank ? equal : 0)
    guard doubled > 0, doubled < 2 * replicates.count else { return nil }
    return try GSL.normalQuantile(Double(doubled) / Double(2 * replicates.count))
  }

  /// Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))) at both ends; `nil` beyond the pole of the formula.
  private static func probabilities(
    _ bias: Double, _ acceleration: Double, _ level: Double
  ) throws(StatisticsError) -> (lower: Double, upper: Double)? {
    let quantile = try GSL.normalQuantile((1 + level) / 2)
    var ends: [Double] = []
    for z in [-quantile, quantile] {
      let moved = bias + z
      let scale = 1 - acceleration * moved
      guard scale > 0 else { return nil }
      ends.append(try GSL.normalLowerTail(bias + moved / scale))
    }
    return (ends[0], ends[1])
  }
}
