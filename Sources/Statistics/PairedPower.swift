/// Power of the two-sided t tests on paired differences, and the difference they can detect.
///
/// Under a true mean difference the statistic follows the noncentral t distribution; both
/// rejection tails count. Source: Cohen 1988, chapter 2.
public enum PairedPower {
  /// The probability of rejecting at `significance` when the true mean difference is
  /// `standardizedDifference` standard deviations of the differences.
  ///
  /// - Parameters:
  ///   - standardizedDifference: true mean over true standard deviation of the differences (dz).
  ///   - pairs: number of pairs, at least two.
  ///   - significance: the two-sided level of the test, 0 < significance < 1.
  ///   - design: how the replicates come about; resampled splits have a larger standard error.
  /// - Returns: the power, between `significance` and 1.
  /// - Throws: ``StatisticsError``: too few pairs, a setting outside its range.
  public static func power(
    standardizedDifference: Double, pairs: Int, significance: Double = 0.05,
    design: ReplicateDesign = .independentDraws
  ) throws(StatisticsError) -> Double {
    guard standardizedDifference.isFinite else {
      throw .outOfRange(
        setting: "standardized difference", value: "\(standardizedDifference)",
        valid: "a finite number")
    }
    let factor = try standardErrorFactor(pairs: pairs, design: design)
    let critical = try criticalValue(pairs: pairs, significance: significance)
    return try rejection(
      noncentrality: standardizedDifference.magnitude / factor, critical: critical,
      degreesOfFreedom: Double(pairs - 1))
  }

  /// The smallest true mean difference, in standard deviations of the differences, that is found
  /// with the given power.
  ///
  /// - Parameters:
  ///   - pairs: number of pairs, at least two.
  ///   - power: the wanted probability of rejecting, significance < power < 1.
  ///   - significance: the two-sided level of the test, 0 < significance < 1.
  ///   - design: how the replicates come about.
  /// - Returns: dz; multiply by the standard deviation of the differences for the metric's unit.
  /// - Throws: ``StatisticsError``: too few pairs, a setting outside its range.
  public static func smallestDetectable(
    pairs: Int, power: Double = 0.8, significance: Double = 0.05,
    design: ReplicateDesign = .independentDraws
  ) throws(StatisticsError) -> Double {
    let factor = try standardErrorFactor(pairs: pairs, design: design)
    let critical = try criticalValue(pairs: pairs, significance: significance)
    guard power > significance, power < 1 else {
      throw .outOfRange(
        setting: "power", value: "\(power)",
        valid: "a number above the significance level \(significance) and below 1")
    }
    let freedom = Double(pairs - 1)
    var (low, high) = (0.0, 1.0)
    while try rejection(noncentrality: high, critical: critical, degreesOfFreedom: freedom) < power
    {
      (low, high) = (high, 2 * high)
    }
    // The power rises with the noncentrality: halve until neighbouring doubles, about 55 times.
    while true {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high, high - low > 1e-14 * high else { return high * factor }
      if try rejection(noncentrality: middle, critical: critical, degreesOfFreedom: freedom) < power
      {
        low = middle
      } else {
        high = middle
      }
    }
  }

  /// Standard error of the mean difference over the standard deviation of one difference.
  private static func standardErrorFactor(
    pairs: Int, design: ReplicateDesign
  ) throws(StatisticsError) -> Double {
    guard pairs >= 2 else { throw .tooFew(statistic: "power", count: pairs, needed: 2) }
    switch design {
    case .independentDraws: return (1 / Double(pairs)).squareRoot()
    // On normal differences the signed-rank test needs π/3 as many pairs (Hodges and Lehmann 1956).
    case .manyDataSets: return (Double.pi / 3 / Double(pairs)).squareRoot()
    case .resampledSplits(let ratio):
      try CorrectedResampledTTest.requireRatio(ratio)
      return (1 / Double(pairs) + ratio).squareRoot()
    }
  }

  private static func criticalValue(
    pairs: Int, significance: Double
  ) throws(StatisticsError) -> Double {
    try StatisticsError.requireOpenUnit(significance, "significance level")
    return try GSL.studentQuantile(
      upperTail: significance / 2, degreesOfFreedom: Double(pairs - 1))
  }

  /// P(|T| > critical) for noncentral T.
  ///
  /// T = (Z + δ)/S with S² = χ²(ν)/ν. Given S the probability is normal; over u = log S the density
  /// is ∝ exp(ν(u − e^{2u}/2)) and the trapezoidal rule, whose weights are normalised by their own
  /// sum, converges faster than any power of its step because the integrand is entire.
  private static func rejection(
    noncentrality: Double, critical: Double, degreesOfFreedom: Double
  ) throws(StatisticsError) -> Double {
    // A quarter of the narrower of the density's width and that of the step at S = δ/critical.
    let step = min(1 / (2 * degreesOfFreedom).squareRoot(), 1 / max(noncentrality, 1)) / 4
    func logDensity(_ u: Double) -> Double {
      degreesOfFreedom * (u - Double.exponential(2 * u) / 2 + 0.5)
    }
    var (sum, weights) = (0.0, 0.0)
    for direction in [-1.0, 1.0] {
      var index = direction < 0 ? 1 : 0
      while true {
        let u = direction * Double(index) * step
        let weight = Double.exponential(logDensity(u))
        guard weight > 1e-20 else { break }
        let threshold = critical * Double.exponential(u)
        let tails =
          try GSL.normalUpperTail(threshold - noncentrality)
          + GSL.normalUpperTail(threshold + noncentrality)
        sum += weight * tails
        weights += weight
        index += 1
      }
    }
    return min(1, sum / weights)
  }
}

extension PairedComparison {
  /// The smallest true difference that this many pairs find with the given power, in the metric's
  /// unit, if the differences truly vary as much as they were seen to.
  ///
  /// - Parameters:
  ///   - power: the wanted probability of finding it, significance < power < 1.
  ///   - significance: the two-sided level; for the first step of Holm's procedure over m
  ///     comparisons, the level divided by m. 1 − ``level`` when absent.
  /// - Returns: the difference; `nil` when the differences do not vary beyond rounding.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public func smallestDetectableDifference(
    power: Double = 0.8, significance: Double? = nil
  ) throws(StatisticsError) -> Double? {
    smallestDetectableDifference(
      standardized: try PairedPower.smallestDetectable(
        pairs: pairs, power: power, significance: significance ?? 1 - level, design: design))
  }

  /// A smallest detectable difference in the metric's unit.
  ///
  /// - Parameter standardized: of as many pairs, in standard deviations; see
  ///   ``PairedPower/smallestDetectable(pairs:power:significance:design:)``.
  /// - Returns: the difference; `nil` when the differences do not vary beyond rounding.
  public func smallestDetectableDifference(standardized: Double) -> Double? {
    effectSize == nil ? nil : standardized * standardDeviation
  }
}
