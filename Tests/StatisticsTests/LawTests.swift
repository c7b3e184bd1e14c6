import Statistics
import Testing

@Suite("Laws that statistics obey on random data")
struct LawTests {
  private static func sample(_ seed: Int, count: Int = 12) -> (first: [Double], second: [Double]) {
    var random = SplitMix(seed: UInt64(seed))
    // Multiples of 1/1024, so that differences and shifts are exact.
    func draw() -> Double { (random.nextBellShaped() * 128).rounded() / 1024 }
    return ((0..<count).map { _ in draw() + 0.0625 }, (0..<count).map { _ in draw() })
  }

  @Test("swapping the learners mirrors the comparison", arguments: 0..<20)
  func antisymmetry(seed: Int) throws {
    let (first, second) = Self.sample(seed)
    for design in [.independentDraws, ReplicateDesign.resampledSplits(testToTrainingRatio: 0.25)] {
      let one = try PairedComparison.compare(
        first, second, design: design, practicalEquivalence: 0.01)
      let other = try PairedComparison.compare(
        second, first, design: design, practicalEquivalence: 0.01)
      #expect(one.meanDifference == -other.meanDifference)
      #expect(one.interval.lower == -other.interval.upper)
      #expect(one.p == other.p)
      #expect(one.signedRank?.p == other.signedRank?.p)
      #expect(one.signedRank?.pGreater == other.signedRank?.pLess)
      #expect(one.effectSize?.hedgesG == other.effectSize.map { -$0.hedgesG })
      #expect(one.dominance.above == other.dominance.below)
      #expect(one.dominance.ties == other.dominance.ties)
      let reversed = try PairedComparison.compare(
        second, first, design: design, preference: .lowerIsBetter)
      #expect(one.probabilityOfBeingBetter == reversed.probabilityOfBeingBetter)
      #expect(one.dominance.cliffsDelta == -other.dominance.cliffsDelta)
      let mirrored: [Verdict: Verdict] = [.better: .worse, .worse: .better]
      let verdict = other.verdict(adjustedP: other.p)
      #expect(one.verdict(adjustedP: one.p) == mirrored[verdict, default: verdict])
    }
  }

  @Test("adding the same to both learners of a replicate changes nothing", arguments: 0..<20)
  func shift(seed: Int) throws {
    let (first, second) = Self.sample(seed)
    let shifts = first.indices.map { Double($0 * 3 % 7) / 8 }
    let plain = try PairedTTest(PairedSample(first, second))
    let shifted = try PairedTTest(
      PairedSample(zip(first, shifts).map { $0 + $1 }, zip(second, shifts).map { $0 + $1 }))
    #expect(plain == shifted)
  }

  @Test("the order of the replicates changes no bit", arguments: 0..<20)
  func permutation(seed: Int) throws {
    let (first, second) = Self.sample(seed)
    var random = SplitMix(seed: UInt64(seed + 1000))
    let order = first.indices.shuffled(using: &random)
    let scaled = (first.map { $0 / 3 }, second.map { $0 / 3 })
    for design in [.independentDraws, ReplicateDesign.resampledSplits(testToTrainingRatio: 0.25)] {
      let plain = try PairedComparison.compare(scaled.0, scaled.1, design: design)
      let mixed = try PairedComparison.compare(
        order.map { scaled.0[$0] }, order.map { scaled.1[$0] }, design: design)
      #expect(plain == mixed)
    }
    #expect(try Summary(scaled.0) == Summary(order.map { scaled.0[$0] }))
  }

  @Test("adjusted p values keep order and ties, and never fall below the raw", arguments: 0..<20)
  func adjustment(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let p = (0..<15).map { _ in Double(random.next() % 40) / 400 }
    let order = p.indices.shuffled(using: &random)
    var adjusted: [MultiplicityCorrection: [Double]] = [:]
    for method in MultiplicityCorrection.allCases {
      let values = try method.adjust(p)
      adjusted[method] = values
      for i in p.indices {
        #expect(values[i] >= p[i] && values[i] <= 1)
        for j in p.indices where p[i] <= p[j] { #expect(values[i] <= values[j]) }
      }
      #expect(try method.adjust(order.map { p[$0] }) == order.map { values[$0] })
    }
    let bonferroni = try #require(adjusted[.bonferroni])
    let holm = try #require(adjusted[.holm])
    let hochberg = try #require(adjusted[.hochberg])
    let falseDiscovery = try #require(adjusted[.benjaminiHochberg])
    for i in p.indices {
      #expect(falseDiscovery[i] <= hochberg[i])
      #expect(hochberg[i] <= holm[i])
      #expect(holm[i] <= bonferroni[i])
    }
  }

  @Test("p values are uniform when nothing differs")
  func uniformity() throws {
    var random = SplitMix(seed: 20_261)
    let trials = 2000
    var (tTest, signedRank) = ([Double](), [Double]())
    for _ in 0..<trials {
      let first = (0..<10).map { _ in random.nextBellShaped() }
      let second = (0..<10).map { _ in random.nextBellShaped() }
      let sample = try PairedSample(first, second)
      tTest.append(try PairedTTest(sample).p)
      signedRank.append(try SignedRankTest(sample.differences).p)
    }
    // Kolmogorov's distance stays below 1.95/√trials with probability 0.999.
    let distance = tTest.sorted().enumerated().map { index, p in
      max((p - Double(index) / Double(trials)).magnitude, (Double(index + 1) / Double(trials) - p))
    }.max()
    #expect(try #require(distance) < 1.95 / Double(trials).squareRoot())
    // The exact test is discrete: with ten pairs, P(p ≤ 50/1024) = 50/1024.
    let rejected = Double(signedRank.count { $0 <= 50.0 / 1024 }) / Double(trials)
    let expected = 50.0 / 1024
    let error = (expected * (1 - expected) / Double(trials)).squareRoot()
    #expect((rejected - expected).magnitude < 3.3 * error)
  }

  @Test("the corrected test rejects no more often than the plain one", arguments: 0..<20)
  func correctionIsConservative(seed: Int) throws {
    let (first, second) = Self.sample(seed)
    let sample = try PairedSample(first, second)
    let plain = try PairedTTest(sample)
    var previous = plain.p
    for ratio in [0.1, 0.25, 1, 4] {
      let test = try CorrectedResampledTTest(sample, testToTrainingRatio: ratio)
      #expect(test.p > previous)
      #expect(test.interval.width > plain.interval.width)
      previous = test.p
    }
  }

  @Test("an interval excludes zero exactly when p is below one minus its level", arguments: 0..<40)
  func duality(seed: Int) throws {
    let (first, second) = Self.sample(seed)
    let sample = try PairedSample(first, second)
    for level in [0.5, 0.9, 0.95, 0.99] {
      let test = try PairedTTest(sample, level: level)
      #expect(test.interval.contains(0) == (test.p >= 1 - level))
    }
  }

  @Test("power rises with pairs and effect, starts at the level, and inverts")
  func power() throws {
    #expect(
      isClose(
        try PairedPower.power(standardizedDifference: 0, pairs: 7), 0.05, relative: 1e-12))
    var previous = Double.infinity
    for pairs in [2, 3, 5, 10, 40, 400] {
      let detectable = try PairedPower.smallestDetectable(pairs: pairs, power: 0.9)
      #expect(detectable < previous)
      previous = detectable
      let power = try PairedPower.power(standardizedDifference: detectable, pairs: pairs)
      #expect(isClose(power, 0.9, relative: 1e-12))
      #expect(
        try PairedPower.power(standardizedDifference: -detectable, pairs: pairs) == power)
      #expect(
        try PairedPower.smallestDetectable(
          pairs: pairs, power: 0.9, design: .resampledSplits(testToTrainingRatio: 0.25))
          > detectable)
    }
  }
}
