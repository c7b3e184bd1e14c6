/// The t test for resampled splits, whose variance is corrected for the overlap of training sets.
///
/// t = mean / √((1/n + ρ) s²) with n − 1 degrees of freedom and ρ the ratio of test to training
/// rows. Source: Nadeau and Bengio 2003, "Inference for the generalization error".
///
/// Differences that do not vary beyond rounding leave t undefined; p is then 1, since splits of the
/// same rows agree by construction and agreement alone is no evidence.
public struct CorrectedResampledTTest: Equatable, Sendable {
  /// Number of complete pairs.
  public let pairs: Int
  /// The ratio ρ of test to training rows.
  public let testToTrainingRatio: Double
  /// Mean of first − second.
  public let meanDifference: Double
  /// Standard deviation of the differences, divisor n − 1.
  public let standardDeviation: Double
  /// Corrected standard error of the mean difference, sd · √(1/n + ρ).
  public let standardError: Double
  /// The t statistic; absent when the differences do not vary beyond rounding.
  public let t: Double?
  /// The two-sided p value.
  public let p: Double
  /// The p value against a mean difference that is not above zero.
  public let pGreater: Double
  /// The corrected confidence interval of the mean difference.
  public let interval: ConfidenceInterval

  /// Degrees of freedom, n − 1.
  public var degreesOfFreedom: Int { pairs - 1 }

  /// Tests whether the mean difference is zero.
  ///
  /// - Throws: ``StatisticsError/tooFew(statistic:count:needed:)`` below two pairs,
  ///   ``StatisticsError/outOfRange(setting:value:valid:)`` for a ratio that is not positive and
  ///   finite or a level outside (0, 1).
  public init(
    _ sample: PairedSample, testToTrainingRatio: Double, level: Double = 0.95
  ) throws(StatisticsError) {
    try Self.requireRatio(testToTrainingRatio)
    let test = try MeanDifference(
      sample, statistic: "corrected resampled t test",
      varianceFactor: 1 / Double(max(sample.count, 1)) + testToTrainingRatio, level: level,
      constantP: 1)
    pairs = test.pairs
    self.testToTrainingRatio = testToTrainingRatio
    meanDifference = test.mean
    standardDeviation = test.standardDeviation
    standardError = test.standardError
    t = test.t
    p = test.p
    pGreater = test.pGreater
    interval = test.interval
  }
}

extension CorrectedResampledTTest {
  /// Throws unless the ratio of test to training rows is positive and finite.
  static func requireRatio(_ ratio: Double) throws(StatisticsError) {
    guard ratio > 0, ratio.isFinite else {
      throw .outOfRange(
        setting: "ratio of test to training rows", value: "\(ratio)",
        valid: "a positive finite number")
    }
  }
}
