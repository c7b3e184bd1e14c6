/// The Bayesian t test for replicates that may share training rows.
///
/// Under a flat prior the mean difference has a Student posterior with n − 1 degrees of freedom,
/// located at the mean and scaled by √((1/n + ρ) s²); ρ is zero for independent draws. Sources:
/// Corani and Benavoli 2015; Benavoli, Corani, Demšar and Zaffalon 2017.
public struct CorrelatedBayesianTTest: Equatable, Sendable {
  /// Number of complete pairs.
  public let pairs: Int
  /// The posterior's centre: the mean of first − second.
  public let location: Double
  /// The posterior's scale.
  public let scale: Double
  /// Degrees of freedom of the posterior, n − 1.
  public var degreesOfFreedom: Int { pairs - 1 }
  /// What the posterior says about practical equivalence.
  public let probabilities: PracticalProbabilities

  /// The posterior of a mean difference.
  ///
  /// - Parameters:
  ///   - sample: at least two complete pairs.
  ///   - correlation: of two differences, by baycomp's convention the ratio of test to training
  ///     rows; 0 for independent draws.
  ///   - practicalEquivalence: half-width of the region around zero, in the metric's unit.
  /// - Throws: ``StatisticsError``.
  public init(
    _ sample: PairedSample, correlation: Double, practicalEquivalence: Double
  ) throws(StatisticsError) {
    try PracticalProbabilities.requireRegion(practicalEquivalence)
    guard correlation >= 0, correlation.isFinite else {
      throw .outOfRange(
        setting: "correlation of differences", value: "\(correlation)",
        valid: "zero or a positive finite number")
    }
    let factor = 1 / Double(max(sample.count, 1)) + correlation
    let difference = try MeanDifference(
      sample, statistic: "Bayesian t test", varianceFactor: factor, level: 0.95, constantP: 1)
    pairs = difference.pairs
    location = difference.mean
    scale = difference.standardError
    guard difference.t != nil else {
      // No variation: all of the posterior is at the mean.
      let isBelow = location < -practicalEquivalence
      let isAbove = location > practicalEquivalence
      probabilities = PracticalProbabilities(
        below: isBelow ? 1 : 0, within: isBelow || isAbove ? 0 : 1, above: isAbove ? 1 : 0)
      return
    }
    let freedom = Double(pairs - 1)
    let below = try GSL.studentUpperTail(
      (location + practicalEquivalence) / scale, degreesOfFreedom: freedom)
    let above = try GSL.studentUpperTail(
      (practicalEquivalence - location) / scale, degreesOfFreedom: freedom)
    probabilities = PracticalProbabilities(
      below: below, within: max(0, 1 - below - above), above: above)
  }
}
