import Statistics
import Testing

@Suite("Statistics refuse what has no answer")
struct ErrorTests {
  @Test("a single value has a mean, and no spread or interval")
  func singleValue() throws {
    let summary = try Summary([0.25])
    #expect(summary.mean == 0.25 && summary.median == 0.25)
    #expect(summary.standardDeviation == nil && summary.standardError == nil)
    #expect(try summary.meanInterval() == nil)
  }

  @Test("too few values are named with the number needed")
  func tooFew() throws {
    #expect(throws: StatisticsError.tooFew(statistic: "summary", count: 0, needed: 1)) {
      try Summary([])
    }
    let single = try PairedSample([0.5, nil], [0.4, 0.3])
    #expect(throws: StatisticsError.tooFew(statistic: "paired t test", count: 1, needed: 2)) {
      try PairedTTest(single)
    }
    #expect(
      throws: StatisticsError.tooFew(statistic: "corrected resampled t test", count: 1, needed: 2)
    ) { try CorrectedResampledTTest(single, testToTrainingRatio: 0.2) }
    #expect(throws: StatisticsError.tooFew(statistic: "sign test", count: 0, needed: 1)) {
      try SignTest([])
    }
    #expect(throws: StatisticsError.tooFew(statistic: "power", count: 1, needed: 2)) {
      try PairedPower.smallestDetectable(pairs: 1)
    }
    let none = try PairedSample([nil], [1])
    #expect(
      throws: StatisticsError.tooFew(
        statistic: "probability of being better", count: 0, needed: 1)
    ) { try Dominance(none) }
  }

  @Test("a value that is not finite is named with its place")
  func notFinite() {
    #expect(throws: StatisticsError.notFinite(what: "value", index: 1, value: "nan")) {
      try Summary([1, .nan])
    }
    #expect(
      throws: StatisticsError.notFinite(what: "second sample's value", index: 0, value: "-inf")
    ) { try PairedSample([1], [-.infinity]) }
    #expect(
      throws: StatisticsError.notFinite(what: "first sample's value", index: 4, value: "nan")
    ) { try PairedSample(byReplicate: [4: .nan], [4: 1]) }
  }

  @Test("settings outside their range are named with what is valid")
  func outOfRange() throws {
    let sample = try PairedSample([1, 2, 4], [0, 0, 0])
    for level in [0, 1, -0.5, .nan] {
      #expect(throws: StatisticsError.self) { try PairedTTest(sample, level: level) }
      #expect(throws: StatisticsError.self) { try Summary([1, 2]).meanInterval(level: level) }
    }
    for ratio in [0, -1, .nan, .infinity] {
      #expect(throws: StatisticsError.self) {
        try CorrectedResampledTTest(sample, testToTrainingRatio: ratio)
      }
    }
    #expect(throws: StatisticsError.unequalCounts(first: 1, second: 2)) {
      try PairedSample([1], [1, 2])
    }
    #expect(throws: StatisticsError.self) { try Summary([1]).quantile(1.5) }
    #expect(throws: StatisticsError.self) { try MultiplicityCorrection.holm.adjust([0.1, 1.1]) }
    #expect(throws: StatisticsError.self) { try MultiplicityCorrection.holm.adjust([.nan]) }
    #expect(throws: StatisticsError.self) {
      try PairedComparison.compare(
        sample, design: .independentDraws, practicalEquivalence: -1)
    }
    #expect(throws: StatisticsError.self) {
      try PairedPower.smallestDetectable(pairs: 5, power: 0.01)
    }
    #expect(try MultiplicityCorrection.holm.adjust([]) == [])
  }

  @Test("descriptions are sentences with the value and what would be valid")
  func descriptions() {
    #expect(
      StatisticsError.unequalCounts(first: 3, second: 4).description
        == "Paired samples must have the same length, but the first has 3 values "
        + "and the second 4.")
    #expect(
      StatisticsError.outOfRange(
        setting: "confidence level", value: "1.0", valid: "between 0 and 1"
      ).description == "The confidence level is 1.0, but it must be between 0 and 1.")
    #expect(
      StatisticsError.tooFew(statistic: "paired t test", count: 1, needed: 2).description
        == "The paired t test needs at least 2 values, but got 1.")
    #expect(
      StatisticsError.notFinite(what: "value", index: 2, value: "nan").description
        == "The value at index 2 is nan; values must be finite numbers, "
        + "and a missing value must be nil.")
  }
}
