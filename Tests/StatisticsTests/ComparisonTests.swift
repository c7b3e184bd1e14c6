import Statistics
import Testing

@Suite("A paired comparison")
struct ComparisonTests {
  private let reference = [0.30, 0.32, 0.29, 0.35, 0.31, 0.33]
  private let better = [0.36, 0.37, 0.36, 0.40, 0.38, 0.39]

  @Test("takes its tests from the design")
  func design() throws {
    let independent = try PairedComparison.compare(better, reference, design: .independentDraws)
    let sample = try PairedSample(better, reference)
    #expect(independent.test == .pairedT)
    #expect(independent.p == (try PairedTTest(sample).p))
    #expect(independent.signedRank != nil)

    let splits = ReplicateDesign.resampledSplits(testToTrainingRatio: 0.25)
    let resampled = try PairedComparison.compare(better, reference, design: splits)
    #expect(resampled.test == .correctedResampledT)
    #expect(
      resampled.p == (try CorrectedResampledTTest(sample, testToTrainingRatio: 0.25).p))
    #expect(resampled.signedRank == nil)
    #expect(resampled.interval.width > independent.interval.width)
  }

  @Test("treats differences that only rounding tells apart as ties")
  func decimals() throws {
    let comparison = try PairedComparison.compare(
      [0.3, 0.5, 0.7, 0.2], [0.1, 0.3, 0.5, 0.3], design: .independentDraws)
    let signedRank = try #require(comparison.signedRank)
    #expect(signedRank.hasTies)
    #expect(signedRank.positiveRankSum == 9)
    #expect(signedRank.negativeRankSum == 1)
  }

  @Test("orients its verdict and its probability by the metric's direction")
  func direction() throws {
    let higher = try PairedComparison.compare(better, reference, design: .independentDraws)
    #expect(higher.verdict(adjustedP: higher.p) == .better)
    #expect(higher.probabilityOfBeingBetter == 1)
    let lower = try PairedComparison.compare(
      better, reference, design: .independentDraws, preference: .lowerIsBetter)
    #expect(lower.verdict(adjustedP: lower.p) == .worse)
    #expect(lower.probabilityOfBeingBetter == 0)
    #expect(lower.meanDifference == higher.meanDifference)
  }

  @Test("gives each verdict by its rule")
  func verdicts() throws {
    func compare(_ margin: Double) throws -> PairedComparison {
      try .compare(
        better, reference, design: .independentDraws, practicalEquivalence: margin)
    }
    let plain = try compare(0)
    #expect(plain.verdict(adjustedP: 0.049) == .better)
    #expect(plain.verdict(adjustedP: 0.06) == .undecided)
    // The mean is 0.06: significant, but not more than practical equivalence.
    #expect(plain.meanDifference < 0.061 && plain.interval.upper > 0.061)
    #expect(try compare(0.061).verdict(adjustedP: 0.001) == .undecided)
    #expect(try compare(0.1).verdict(adjustedP: 0.001) == .practicallyEqual)
    let same = try PairedComparison.compare(reference, reference, design: .independentDraws)
    #expect(same.verdict(adjustedP: same.p) == .practicallyEqual)
  }

  @Test("sets incomplete pairs aside and counts them")
  func missing() throws {
    let comparison = try PairedComparison.compare(
      [0.5, nil, 0.7, 0.9, nil], [0.4, 0.3, nil, 0.7, nil], design: .independentDraws)
    #expect(comparison.pairs == 2)
    #expect(comparison.missing == 3)
    #expect(isClose(comparison.meanDifference, 0.15, relative: 1e-12))

    let sample = try PairedSample(byReplicate: [7: 1, 2: 5, 3: 4], [3: 1, 9: 2, 2: 3])
    #expect(sample.first == [5, 4])
    #expect(sample.second == [3, 1])
    #expect(sample.missing == 2)
  }

  @Test("has no t and no effect size where the differences do not vary, and still a p value")
  func constantDifferences() throws {
    let design = ReplicateDesign.resampledSplits(testToTrainingRatio: 0.25)
    let first = [0.3, 0.5, 0.7, 0.9]
    let second = [0.1, 0.3, 0.5, 0.7]  // less 0.2, but not exactly in binary
    let sample = try PairedSample(first, second)
    #expect(Set(sample.differences).count > 1)
    #expect(try PairedTTest(sample).t == nil)
    #expect(try PairedTTest(sample).p == 0.125)
    #expect(try CorrectedResampledTTest(sample, testToTrainingRatio: 0.25).p == 1)
    #expect(try StandardizedDifference(sample) == nil)
    let comparison = try PairedComparison.compare(first, second, design: design)
    #expect(comparison.verdict(adjustedP: comparison.p) == .undecided)
    #expect(try comparison.smallestDetectableDifference() == nil)
    let zero = try PairedTTest(PairedSample(first, first))
    #expect(zero.t == nil && zero.p == 1 && zero.interval.width == 0)
  }

  @Test("states the smallest difference that it could have detected")
  func detectable() throws {
    let comparison = try PairedComparison.compare(better, reference, design: .independentDraws)
    let difference = try #require(try comparison.smallestDetectableDifference(power: 0.8))
    let stricter = try #require(
      try comparison.smallestDetectableDifference(power: 0.8, significance: 0.005))
    #expect(stricter > difference)
    let power = try PairedPower.power(
      standardizedDifference: difference / comparison.standardDeviation, pairs: 6)
    #expect(isClose(power, 0.8, relative: 1e-11))
  }
}
