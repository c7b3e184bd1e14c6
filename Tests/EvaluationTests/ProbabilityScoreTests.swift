import Foundation
import Testing

@testable import Evaluation

@Suite("Probability metrics and regrets")
struct ProbabilityScoreTests {
  @Test("From logits and from their sigmoids the same scores follow")
  func logitsAndProbabilities() throws {
    let (logits, labels) = RankingLawTests.rows(.continuous, count: 3_000, prevalence: 0.1, seed: 6)
    let probabilities = logits.map { 1 / (1 + exp(-Double($0))) }
    let posterior = logits.map { 1 / (1 + exp(-Double($0) / 2)) }
    let one = try ProbabilityScores(logits: logits, labels: labels, posterior: posterior)
    let two = try ProbabilityScores(
      probabilities: probabilities, labels: labels, posterior: posterior)
    try expectClose(one.logLoss, two.logLoss)
    try expectClose(one.logLossSkill, try #require(two.logLossSkill))
    try expectClose(one.brier, two.brier)
    try expectClose(one.brierSkill, try #require(two.brierSkill))
    try expectClose(one.observedExpectedRatio, try #require(two.observedExpectedRatio))
    try expectClose(one.logLossRegret, try #require(two.logLossRegret))
    try expectClose(one.brierRegret, try #require(two.brierRegret))
    #expect(try #require(one.logLossRegret) > 0.01)
  }

  @Test("Regret is the mean divergence written out")
  func divergence() throws {
    let posterior = [0.001, 0.25, 0.9, 0.5]
    let probabilities = [0.002, 0.2, 0.95, 0.5]
    let found = try ProbabilityScores(
      probabilities: probabilities, labels: [0, 0, 1, 1], posterior: posterior)
    let terms = zip(posterior, probabilities).map { truth, guess in
      truth * log(truth / guess) + (1 - truth) * log((1 - truth) / (1 - guess))
    }
    try expectClose(found.logLossRegret, terms.reduce(0, +) / 4)
    let squares = zip(posterior, probabilities).map { ($0 - $1) * ($0 - $1) }
    try expectClose(found.brierRegret, squares.reduce(0, +) / 4)
  }

  @Test("Regret is never negative, and 0 for the posterior itself, 0 and 1 included")
  func regretSign() throws {
    let (logits, labels) = RankingLawTests.rows(.continuous, count: 500, prevalence: 0.2, seed: 9)
    for scale in [0.5, 0.999_999_999, 1, 1.000_000_001, 2] {
      let posterior = logits.map { 1 / (1 + exp(-Double($0) * scale)) }
      let found = try ProbabilityScores(logits: logits, labels: labels, posterior: posterior)
      let logLossRegret = try #require(found.logLossRegret)
      let brierRegret = try #require(found.brierRegret)
      #expect(logLossRegret >= 0)
      #expect(brierRegret >= 0)
      if scale == 1 {
        #expect(logLossRegret < 1e-15)
        #expect(brierRegret < 1e-30)
      }
    }
    let certain = [0.0, 1.0, 0.5]
    let found = try ProbabilityScores(
      probabilities: certain, labels: [0, 1, 1], posterior: certain)
    #expect(try #require(found.logLossRegret) < 1e-15)
  }

  @Test("Log-loss from logits is not clipped and keeps its digits far out")
  func extremeLogits() throws {
    let wrong = try ProbabilityScores(logits: [800, -800], labels: [0, 1])
    #expect(wrong.logLoss == 800)
    let right = try ProbabilityScores(logits: [60, -60], labels: [1, 0])
    #expect(abs(right.logLoss / exp(-60) - 1) < 1e-14)
    let clipped = try ProbabilityScores(probabilities: [1, 0], labels: [0, 1])
    try expectClose(clipped.logLoss, -log(Double.ulpOfOne))
    let never = try ProbabilityScores(probabilities: [0, 0], labels: [0, 1])
    #expect(never.observedExpectedRatio == nil)
  }

  @Test("The base rate has skill 0 and ratio 1, at one in a thousand as well")
  func baseRate() throws {
    let labels: [UInt8] = (0..<10_000).map { $0 % 1_000 == 500 ? 1 : 0 }
    let found = try ProbabilityScores(
      probabilities: [Double](repeating: 0.001, count: 10_000), labels: labels)
    try expectClose(found.logLossSkill, 0)
    try expectClose(found.brierSkill, 0)
    try expectClose(found.observedExpectedRatio, 1)
    try expectClose(found.brier, 0.000_999)
  }

  @Test("Equal-mass bins are those of a full stable sort, whatever the ties")
  func equalMassBySorting() throws {
    for kind in RankingLawTests.Kind.allCases where kind != .outlier && kind != .zerosAndDenormals {
      for count in [3, 15, 16, 1_000, 1_007] {
        let (scores, labels) = RankingLawTests.rows(
          kind, count: count, prevalence: 0.3, seed: UInt64(count))
        let probabilities = scores.map { 1 / (1 + exp(-30 * Double($0))) }
        let order = probabilities.indices.sorted {
          (probabilities[$0], $0) < (probabilities[$1], $1)
        }
        var expected: [(count: Int, positives: Int)] = []
        var first = 0
        for bin in 0..<15 {
          let size = count / 15 + (bin < count % 15 ? 1 : 0)
          let rows = order[first..<first + size]
          if size > 0 { expected.append((size, rows.count { labels[$0] == 1 })) }
          first += size
        }
        let found = try Reliability.equalMassBins(probabilities: probabilities, labels: labels)
        #expect(found.map(\.count) == expected.map(\.count))
        #expect(
          found.map { ($0.meanLabel * Double($0.count)).rounded() }
            == expected.map { Double($0.positives) })
        #expect(
          zip(found, found.dropFirst()).allSatisfy { $0.meanProbability <= $1.meanProbability })
      }
    }
  }

  @Test("Sums keep the digits that plain addition loses")
  func summation() {
    var sum = CompensatedSum()
    for term in [1, 1e100, 1, -1e100] { sum.add(term) }
    #expect(sum.value == 2)
    var tenths = CompensatedSum()
    for _ in 0..<1_000_000 { tenths.add(0.1) }
    #expect(tenths.value == 100_000)
  }
}
