import Statistics
import Testing

@Suite("DeLong's variance, and intervals of areas and precisions")
struct DeLongTests {
  private static let positives = [0.25, -0.25, 0.75, 1.5, 2.25, 1, 0.5]
  private static let negatives = [
    -0.75, 0.75, 1.75, 0.25, -1.25, -1, 1.5, 0.25, -1.75, 0, -1.25,
  ]
  private static let otherPositives = [-0.5, -0.75, 0, 2, 2.25, 0.5, 1]
  private static let otherNegatives = [
    0, -1, 1.5, -0.75, -1.5, -2.25, 1.5, 0.25, -2, -1, -1.75,
  ]

  @Test("agree with the definition over all pairs, evaluated in NumPy")
  func reference() throws {
    let first = try ROCPlacements(
      positiveScores: Self.positives, negativeScores: Self.negatives)
    let second = try ROCPlacements(
      positiveScores: Self.otherPositives, negativeScores: Self.otherNegatives)
    let test = try DeLongTest(first, second)
    #expect(isClose(test.first.area, 0.7532467532467532, relative: 1e-14))
    #expect(isClose(test.second.area, 0.7922077922077922, relative: 1e-14))
    let (error, otherError) = (test.first.standardError, test.second.standardError)
    #expect(isClose(try #require(error), 0.11751871436597935, relative: 1e-13))
    #expect(isClose(try #require(otherError), 0.10842405955710027, relative: 1e-13))
    #expect(isClose(try #require(test.z), -0.5338168432745357, relative: 1e-12))
    #expect(isClose(test.p, 0.5934682593692107, relative: 1e-12))
    #expect(test.interval.contains(0))
  }

  @Test("rows counted by score give what the rows give", arguments: 0..<10)
  func groups(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    func draw(_ shift: Double) -> Double { ((random.nextBellShaped() + shift) * 4).rounded() }
    let positives = (0..<23).map { _ in draw(0.75) }
    let negatives = (0..<57).map { _ in draw(0) }
    let scores = Set(positives + negatives).sorted(by: >)
    let groups = scores.map { score in
      (
        positives: positives.count { $0 == score }, negatives: negatives.count { $0 == score }
      )
    }
    let counted = try AUROCEstimate(groups: groups)
    let ranked = AUROCEstimate(
      try ROCPlacements(positiveScores: positives, negativeScores: negatives))
    #expect(isClose(counted.area, ranked.area, relative: 1e-13))
    let (one, other) = (try #require(counted.standardError), try #require(ranked.standardError))
    #expect(isClose(one, other, relative: 1e-12))
    let reversed = try AUROCEstimate(groups: groups.reversed())
    #expect(isClose(reversed.area, 1 - counted.area, relative: 1e-13))
  }

  @Test("single precision gives the same placements, and sorting rows changes nothing")
  func precision() throws {
    let single = try ROCPlacements(
      positiveScores: Self.positives.map { Float($0) },
      negativeScores: Self.negatives.map { Float($0) })
    let double = try ROCPlacements(
      positiveScores: Self.positives, negativeScores: Self.negatives)
    #expect(single == double)
    #expect(try ROCPlacements(positives: double.positives, negatives: double.negatives) == double)
  }

  @Test("a model against itself has no z; one row of a class has no standard error")
  func degenerate() throws {
    let placements = try ROCPlacements(
      positiveScores: Self.positives, negativeScores: Self.negatives)
    let test = try DeLongTest(placements, placements)
    #expect(test.z == nil)
    #expect(test.p == 1)
    let single = try ROCPlacements(positiveScores: [0.5], negativeScores: [0, 1])
    #expect(AUROCEstimate(single).standardError == nil)
    #expect(try AUROCEstimate(single).interval() == nil)
    #expect(throws: StatisticsError.self) { try DeLongTest(single, single) }
    #expect(throws: StatisticsError.self) { try DeLongTest(placements, single) }
    #expect(throws: StatisticsError.self) {
      try ROCPlacements(positiveScores: [Double](), negativeScores: [0])
    }
    #expect(throws: StatisticsError.self) {
      try ROCPlacements(positiveScores: [Double.nan], negativeScores: [0])
    }
    #expect(throws: StatisticsError.self) { try AUROCEstimate(groups: [(0, 3)]) }
    #expect(throws: StatisticsError.self) {
      try ROCPlacements(positives: [1.5], negatives: [0.5])
    }
  }

  @Test("the intervals of a perfect ranking stay in range")
  func perfect() throws {
    let perfect = AUROCEstimate(try ROCPlacements(positiveScores: [2, 3], negativeScores: [0, 1]))
    #expect(perfect.area == 1)
    #expect(try perfect.interval() == ConfidenceInterval(lower: 1, upper: 1, level: 0.95))
    #expect(try perfect.logitInterval() == nil)
    let good = AUROCEstimate(
      try ROCPlacements(positiveScores: Self.positives, negativeScores: Self.negatives))
    let (plain, logit) = (try #require(try good.interval()), try #require(try good.logitInterval()))
    #expect(plain.upper <= 1)
    #expect(logit.upper < 1)
    #expect(logit.contains(good.area))
  }

  @Test("the intervals cover about as often as they say")
  func coverage() throws {
    // Scores N(1, 1) and N(0, 1): the true area is Φ(1/√2).
    let truth = 0.760_249_938_906_523_7
    var random = SplitMix(seed: 11)
    var (plain, logit) = (0, 0)
    let trials = 400
    for _ in 0..<trials {
      let estimate = AUROCEstimate(
        try ROCPlacements(
          positiveScores: (0..<30).map { _ in random.nextBellShaped() + 1 },
          negativeScores: (0..<60).map { _ in random.nextBellShaped() }))
      if try estimate.interval()?.contains(truth) == true { plain += 1 }
      if try estimate.logitInterval()?.contains(truth) == true { logit += 1 }
    }
    #expect(Double(plain) / Double(trials) > 0.91)
    #expect(Double(logit) / Double(trials) > 0.92)
    #expect(Double(plain) / Double(trials) < 0.98)
  }

  @Test("the logit interval of an average precision is Boyd's formula")
  func averagePrecision() throws {
    let interval = try #require(try AveragePrecisionInterval.logit(0.42, positives: 37))
    #expect(isClose(interval.lower, 0.27376250191269114, relative: 1e-13))
    #expect(isClose(interval.upper, 0.5817762530974285, relative: 1e-13))
    #expect(try AveragePrecisionInterval.logit(1, positives: 37) == nil)
    #expect(throws: StatisticsError.self) { try AveragePrecisionInterval.logit(1.1, positives: 3) }
    #expect(throws: StatisticsError.self) { try AveragePrecisionInterval.logit(0.5, positives: 0) }
  }

  @Test(
    "binomial intervals agree with SciPy",
    arguments: [
      (0, 20, 0.95, 0, 0.16843347098308548),
      (5, 100, 0.95, 0.016431879181728278, 0.11283491110546288),
      (5, 100, 0.99, 0.010940333584747605, 0.13514468253562387),
      (20, 20, 0.99, 0.7672704990114109, 1),
      (117, 2000, 0.99, 0.04579834442266539, 0.07335181428055351),
    ] as [(Int, Int, Double, Double, Double)])
  func binomial(
    successes: Int, trials: Int, level: Double, lower: Double, upper: Double
  ) throws {
    let interval = try BinomialInterval.exact(successes: successes, trials: trials, level: level)
    #expect(isClose(interval.lower, lower, relative: 1e-10))
    #expect(isClose(interval.upper, upper, relative: 1e-10))
  }
}
