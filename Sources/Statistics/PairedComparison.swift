/// One learner compared with another on the same replicates, by the tests its design allows.
///
/// Differences are first − second in the metric's own unit, whichever direction is better.
/// ``p`` is unadjusted; adjust the p values of a family with ``MultiplicityCorrection`` and hand
/// each back to ``verdict(adjustedP:)``.
public struct PairedComparison: Equatable, Sendable {
  /// Number of complete pairs used.
  public let pairs: Int
  /// Number of replicates set aside because a value was missing on either side.
  public let missing: Int
  /// How the replicates came about.
  public let design: ReplicateDesign
  /// Which direction of the metric is better.
  public let preference: Preference
  /// Mean of first − second.
  public let meanDifference: Double
  /// Standard deviation of the differences, divisor n − 1.
  public let standardDeviation: Double
  /// Standard error of the mean difference under the design.
  public let standardError: Double
  /// What the primary test is about: the mean difference, or across data sets the pseudo-median.
  public let location: Double
  /// Confidence interval of ``location``; not adjusted for multiplicity.
  public let interval: ConfidenceInterval
  /// Whether the interval has its level; across fewer than six data sets no 95 % interval has.
  public let reachesLevel: Bool
  /// The primary test's two-sided p value, unadjusted.
  public let p: Double
  /// The signed-rank test (zeros dropped); absent where the design makes it invalid.
  public let signedRank: SignedRankTest?
  /// Cohen's dz and Hedges' g; absent when the differences do not vary beyond rounding.
  public let effectSize: StandardizedDifference?
  /// The sign-free shares of first above second; ``probabilityOfBeingBetter`` is oriented.
  public let dominance: Dominance
  /// Half-width of the region of practical equivalence around zero, in the metric's unit.
  public let practicalEquivalence: Double

  /// The test behind ``p`` and ``interval``.
  public var test: PrimaryTest { design.primaryTest }

  /// Confidence level of ``interval``; 1 − level is the significance level of the verdict.
  public var level: Double { interval.level }

  /// Share of replicates on which the first learner is better, plus half the ties.
  public var probabilityOfBeingBetter: Double {
    let better = preference == .higherIsBetter ? dominance.above : dominance.below
    return Double(2 * better + dominance.ties) / Double(2 * pairs)
  }

  /// Compares two learners' values, paired by position; `nil` marks a missing value.
  ///
  /// - Parameters:
  ///   - first: values of the learner under test, one a replicate.
  ///   - second: values of the reference, parallel to `first`.
  ///   - design: how the replicates came about.
  ///   - preference: which direction of the metric is better.
  ///   - level: confidence level, 0 < level < 1.
  ///   - practicalEquivalence: mean differences up to this size count as practically none; ≥ 0.
  /// - Returns: the comparison, its verdict still to be asked for with an adjusted p value.
  /// - Throws: ``StatisticsError``: fewer than two complete pairs, unequal lengths, a value that is
  ///   not finite, a setting outside its range.
  public static func compare(
    _ first: [Double?], _ second: [Double?], design: ReplicateDesign,
    preference: Preference = .higherIsBetter, level: Double = 0.95,
    practicalEquivalence: Double = 0
  ) throws(StatisticsError) -> PairedComparison {
    try compare(
      PairedSample(first, second), design: design, preference: preference, level: level,
      practicalEquivalence: practicalEquivalence)
  }

  /// Compares two learners on a paired sample; see
  /// ``compare(_:_:design:preference:level:practicalEquivalence:)``.
  public static func compare(
    _ sample: PairedSample, design: ReplicateDesign,
    preference: Preference = .higherIsBetter, level: Double = 0.95,
    practicalEquivalence: Double = 0
  ) throws(StatisticsError) -> PairedComparison {
    guard practicalEquivalence >= 0, practicalEquivalence.isFinite else {
      throw .outOfRange(
        setting: "region of practical equivalence", value: "\(practicalEquivalence)",
        valid: "zero or a positive finite number")
    }
    switch design {
    case .independentDraws:
      let test = try PairedTTest(sample, level: level)
      return try PairedComparison(
        sample, design, preference, practicalEquivalence,
        Tested(
          mean: test.meanDifference, deviation: test.standardDeviation, error: test.standardError,
          location: test.meanDifference, interval: test.interval, p: test.p))
    case .resampledSplits(let ratio):
      let test = try CorrectedResampledTTest(
        sample, testToTrainingRatio: ratio, level: level)
      return try PairedComparison(
        sample, design, preference, practicalEquivalence,
        Tested(
          mean: test.meanDifference, deviation: test.standardDeviation, error: test.standardError,
          location: test.meanDifference, interval: test.interval, p: test.p))
    case .manyDataSets:
      let test = try PairedTTest(sample, level: level)
      let centre = try HodgesLehmann(sample.differences, level: level)
      let ranks = try SignedRankTest(
        sample.differences, zeros: .pratt, resolution: sample.rankResolution)
      return try PairedComparison(
        sample, design, preference, practicalEquivalence,
        Tested(
          mean: test.meanDifference, deviation: test.standardDeviation, error: test.standardError,
          location: centre.estimate, interval: centre.interval, p: ranks.p,
          reachesLevel: centre.reachesLevel))
    }
  }

  private struct Tested {
    var mean: Double
    var deviation: Double
    var error: Double
    var location: Double
    var interval: ConfidenceInterval
    var p: Double
    var reachesLevel = true
  }

  private init(
    _ sample: PairedSample, _ design: ReplicateDesign, _ preference: Preference,
    _ practicalEquivalence: Double, _ tested: Tested
  ) throws(StatisticsError) {
    pairs = sample.count
    missing = sample.missing
    self.design = design
    self.preference = preference
    self.practicalEquivalence = practicalEquivalence
    meanDifference = tested.mean
    standardDeviation = tested.deviation
    standardError = tested.error
    location = tested.location
    interval = tested.interval
    reachesLevel = tested.reachesLevel
    p = tested.p
    signedRank =
      design.admitsSignedRank
      ? try SignedRankTest(sample.differences, resolution: sample.rankResolution) : nil
    effectSize = try StandardizedDifference(sample)
    dominance = try Dominance(sample)
  }
}
