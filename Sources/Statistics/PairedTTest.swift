/// Student's t test on the differences of independent pairs (Student 1908).
///
/// Two rules hold where t is not defined because the differences do not vary beyond rounding:
/// differences that are all zero give p = 1; differences that all equal another number give
/// p = 2^(1−n), the exact p value of the same statistic under random signs, instead of the limit 0,
/// which would claim certainty from two equal numbers.
public struct PairedTTest: Equatable, Sendable {
  /// Number of complete pairs.
  public let pairs: Int
  /// Mean of first − second.
  public let meanDifference: Double
  /// Standard deviation of the differences, divisor n − 1.
  public let standardDeviation: Double
  /// Standard error of the mean difference, sd / √n.
  public let standardError: Double
  /// The t statistic; absent when the differences do not vary beyond rounding.
  public let t: Double?
  /// The two-sided p value.
  public let p: Double
  /// The p value against a mean difference that is not above zero.
  public let pGreater: Double
  /// The confidence interval of the mean difference; of zero width without variation.
  public let interval: ConfidenceInterval

  /// Degrees of freedom, n − 1.
  public var degreesOfFreedom: Int { pairs - 1 }

  /// Cohen's dz, mean / sd of the differences; absent when t is.
  public var cohensDz: Double? { t == nil ? nil : meanDifference / standardDeviation }

  /// Tests whether the mean difference is zero.
  ///
  /// - Throws: ``StatisticsError/tooFew(statistic:count:needed:)`` below two pairs,
  ///   ``StatisticsError/outOfRange(setting:value:valid:)`` unless 0 < level < 1.
  public init(_ sample: PairedSample, level: Double = 0.95) throws(StatisticsError) {
    let test = try MeanDifference(
      sample, statistic: "paired t test", varianceFactor: 1 / Double(max(sample.count, 1)),
      level: level, constantP: fairTosses(sample.count))
    pairs = test.pairs
    meanDifference = test.mean
    standardDeviation = test.standardDeviation
    standardError = test.standardError
    t = test.t
    p = test.p
    pGreater = test.pGreater
    interval = test.interval
  }
}

/// The probability 2^(1−n) that n fair tosses all fall on the same side.
private func fairTosses(_ count: Int) -> Double {
  Double(sign: .plus, exponent: 1 - max(count, 1), significand: 1)
}
