import CounterRandom
import Foundation
import Testing

@testable import Statistics

@Suite("Comparisons that may be looked at after every replicate")
struct SequentialTests {
  @Test("the evidence is the ratio of marginal likelihoods, integrated over the spread")
  func evidence() throws {
    let differences = [0.3, -0.1, 0.45, 0.2, 0.05, 0.6]
    for g in [0.25, 1.0, 3.0] {
      var comparison = try SequentialComparison(effectVariance: g)
      for difference in differences { try comparison.add(difference, 0) }
      for mean in [0, 0.1, -0.4] {
        let shifted = differences.map { $0 - mean }
        let n = Double(shifted.count)
        let sum = shifted.reduce(0, +)
        let squares = shifted.reduce(0) { $0 + $1 * $1 }
        // d ~ N(0, σ²(I + g 11ᵀ)): the inverse by Sherman and Morrison, dσ/σ over u = log σ.
        let explained = squares - g / (1 + n * g) * sum * sum
        var (with, without) = (0.0, 0.0)
        for step in -600...600 {
          let u = Double(step) / 60
          let precision = exp(-2 * u)
          with += exp(-n * u - explained * precision / 2) / (1 + n * g).squareRoot()
          without += exp(-n * u - squares * precision / 2)
        }
        #expect(isClose(comparison.evidence(against: mean), with / without, relative: 1e-9))
      }
    }
  }

  @Test("at the interval's ends the evidence is one over the level's complement")
  func ends() throws {
    var random = CounterGenerator(seed: 3, stream: 0)
    var comparison = try SequentialComparison(comparisons: 3)
    var widths: [Double] = []
    for _ in 0..<40 {
      try comparison.add(0.7 + random.normal() / 8, 0.5 + random.normal() / 8)
      guard let interval = comparison.interval else { continue }
      widths.append(interval.width)
      for end in [interval.lower, interval.upper] {
        #expect(isClose(comparison.evidence(against: end), 3 / 0.05, relative: 1e-9))
      }
    }
    #expect(widths.count >= 34)
    #expect(try #require(widths.last) < #require(widths.first) / 4)
    #expect(isClose(comparison.level, 1 - 0.05 / 3, relative: 1e-15))
  }

  @Test("the sequence is ever wrong in at most 5 % of runs, and decides when there is much to see")
  func coverage() throws {
    let trials = 2_000
    var (wrong, decided, pairs) = (0, 0, 0)
    for trial in 0..<trials {
      var random = CounterGenerator(seed: 20, stream: UInt64(trial))
      var comparison = try SequentialComparison()
      var isEverWrong = false
      for _ in 0..<60 {
        try comparison.add(random.normal() + 1, 0)
        if let interval = comparison.interval, !interval.contains(1) { isEverWrong = true }
      }
      if isEverWrong { wrong += 1 }
      if comparison.verdict == .better {
        decided += 1
        pairs += try #require(comparison.decision).pairs
      }
    }
    let rate = try RejectionRate(rejections: wrong, trials: trials)
    #expect(rate.finding != .liberal, "\(rate)")
    #expect(decided > trials * 98 / 100)
    #expect(pairs < 22 * decided, "one standard deviation is found after \(pairs / decided) pairs")
  }

  @Test("a family of four that do not differ is ever wrong in at most 5 % of runs")
  func family() throws {
    let trials = 1_000
    var wrong = 0
    for trial in 0..<trials {
      var random = CounterGenerator(seed: 21, stream: UInt64(trial))
      var family = try SequentialFamily(learners: 4)
      for _ in 0..<40 {
        let reference = random.normal()
        try family.add((0..<4).map { _ in random.normal() }, reference: reference)
      }
      if family.comparisons.contains(where: { $0.decision != nil }) { wrong += 1 }
    }
    #expect(try RejectionRate(rejections: wrong, trials: trials).finding != .liberal)
  }

  @Test("verdicts follow the direction, and a decision stands")
  func verdicts() throws {
    for (preference, verdict) in [
      (Preference.higherIsBetter, Verdict.better), (.lowerIsBetter, .worse),
    ] {
      var comparison = try SequentialComparison(preference: preference)
      var random = CounterGenerator(seed: 4, stream: 0)
      for _ in 0..<20 { try comparison.add(1 + random.normal() / 16, 0) }
      #expect(comparison.verdict == verdict)
      #expect(comparison.p < 1e-6)
      let decision = comparison.decision
      for _ in 0..<100 { try comparison.add(-1 + random.normal() / 16, 0) }
      #expect(comparison.decision == decision)
    }
    var equal = try SequentialComparison(practicalEquivalence: 0.1)
    var random = CounterGenerator(seed: 5, stream: 0)
    for _ in 0..<30 { try equal.add(0.01 + random.normal() / 20, 0) }
    #expect(equal.verdict == .practicallyEqual)
  }

  @Test("differences that never vary are bets on a coin, not certainty")
  func constant() throws {
    var same = try SequentialComparison()
    var shifted = try SequentialComparison()
    for pair in 1...6 {
      #expect(same.decision == nil && shifted.decision == nil)
      try same.add(0.3, 0.3)
      try shifted.add(0.5, 0.25)
      #expect((same.interval == nil) == (pair < 6))
    }
    // 2^(1−6) is the first power below 5 %.
    #expect(same.decision == .init(verdict: .practicallyEqual, pairs: 6))
    #expect(shifted.decision == .init(verdict: .better, pairs: 6))
    #expect(same.p == 1)
    #expect(shifted.p == 1.0 / 32)
  }

  @Test("a family leaves failed trials out, and says what is undecided")
  func failures() throws {
    var family = try SequentialFamily(learners: 2)
    for _ in 0..<8 {
      try family.add([1, nil], reference: 0)
      try family.add([1, 1], reference: nil)
    }
    #expect(family.comparisons.map(\.pairs) == [8, 0])
    #expect(family.undecided == [1])
    #expect(!family.isDecided)
    #expect(throws: StatisticsError.self) { try family.add([1], reference: 0) }
    #expect(throws: StatisticsError.self) { try family.add([.nan, 1], reference: 0) }
    #expect(throws: StatisticsError.self) { try SequentialFamily(learners: 0) }
    #expect(throws: StatisticsError.self) { try SequentialComparison(significance: 1) }
    #expect(throws: StatisticsError.self) { try SequentialComparison(effectVariance: 0) }
  }
}
