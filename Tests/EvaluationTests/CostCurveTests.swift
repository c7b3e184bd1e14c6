import Foundation
import Testing

@testable import Evaluation

@Suite("Cost curves")
struct CostCurveTests {
  /// Three positives and four negatives, two of which share a score.
  private static let scores: [Float] = [5, 4, 3, 2, 2, 1, 0]
  private static let labels: [UInt8] = [1, 0, 1, 0, 0, 1, 0]

  private static func curve(
    _ test: (scores: [Float], labels: [UInt8]), validation: (scores: [Float], labels: [UInt8])
  ) throws -> CostCurve {
    var evaluator = Evaluator()
    return try evaluator.evaluate(
      EvaluationInput(
        logits: test.scores, labels: test.labels, validationLogits: validation.scores,
        validationLabels: validation.labels)
    ).costCurve
  }

  @Test("Ratios run from 1 to 10,000 in preferred numbers, ten a decade")
  func ratios() {
    let ratios = CostCurve.standardRatios
    #expect(ratios.count == 41)
    #expect(ratios.prefix(4) == [1, 1.25, 1.6, 2])
    #expect(ratios[15] == 31.5)
    #expect(ratios[20] == 100)
    #expect(ratios.last == 10_000)
    #expect(zip(ratios, ratios.dropFirst()).allSatisfy { 1.2...1.31 ~= $1 / $0 })
  }

  @Test("The cheapest thresholds of seven rows, worked by hand")
  func cheapest() throws {
    let ranking = try RankedScores(scores: Self.scores, labels: Self.labels)
    // Missed and alarms: none 3, 0; from 5 on 2, 0; from 3 on 1, 1; from 1 on 0, 3.
    let found = ranking.cheapestThresholds(at: [0.5, 1, 1.25, 2, 2.5, 100])
    #expect(found.map(\.threshold) == [5, 5, 3, 3, 1, 1])
    #expect(found.map(\.missed) == [2, 2, 1, 1, 0, 0])
    #expect(found.map(\.alarms) == [0, 0, 1, 1, 3, 3])
  }

  @Test("Thresholds of validation are counted on test, worked by hand")
  func chosen() throws {
    // The cheapest on validation: from 4.5 on at a ratio of 1, from 1.5 on above.
    let curve = try Self.curve(
      (Self.scores, Self.labels), validation: ([4.5, 3.5, 1.5, 1], [1, 0, 1, 0]))
    let chosen = try #require(curve.chosen)
    #expect(chosen.missed.prefix(3) == [2, 1, 1])
    #expect(chosen.alarms.prefix(3) == [0, 3, 3])
    #expect(curve.trusting.missed.allSatisfy { $0 == 0 })
    #expect(curve.trusting.alarms.allSatisfy { $0 == 4 })
    #expect((curve.positives, curve.negatives) == (3, 4))
    // At a ratio of 2, flagging all costs 4: chosen 2 · 1 + 3 = 5, the best 2 · 1 + 1 = 3.
    #expect(curve.ratios[3] == 2)
    #expect(curve.savings(chosen)?[3] == -0.25)
    #expect(curve.savings(curve.best)?[3] == 0.25)
    #expect(curve.savings(curve.trusting)?[3] == 0)
  }

  @Test("The probability is trusted from 1 / (1 + ratio) on")
  func trusting() throws {
    // Logits that lie just beside −ln ratio for ratios of 10 and 100.
    let logits = [-log(10.0) + 1e-5, -log(10.0) - 1e-5, -log(100.0) + 1e-5].map { Float($0) }
    let curve = try Self.curve((logits, [1, 1, 0]), validation: (logits, [1, 1, 1]))
    #expect(curve.chosen == nil)
    #expect(curve.trusting.missed[9...11] == [2, 1, 0])
    #expect(curve.trusting.alarms[19...20] == [0, 1])
  }

  @Test(
    "The envelope is below every threshold, rises and is concave",
    arguments: RankingLawTests.Kind.allCases)
  func envelope(_ kind: RankingLawTests.Kind) throws {
    for (seed, prevalence) in [0.01, 0.3].enumerated() {
      let test = RankingLawTests.rows(kind, count: 700, prevalence: prevalence, seed: UInt64(seed))
      let validation = RankingLawTests.rows(
        kind, count: 500, prevalence: prevalence, seed: UInt64(seed + 7))
      let curve = try Self.curve(test, validation: validation)
      let chosen = try #require(curve.chosen)
      let thresholds = Set(test.scores.map { Double($0) }).union([.infinity])
      let all = try thresholds.map {
        try Confusion(scores: test.scores, labels: test.labels, threshold: $0)
      }
      var costs: [Double] = []
      for (index, ratio) in curve.ratios.enumerated() {
        let least = all.map { ratio * Double($0.falseNegatives) + Double($0.falsePositives) }.min()
        let cost = curve.best.cost(at: index, ratio: ratio)
        #expect(cost == least)
        #expect(cost <= chosen.cost(at: index, ratio: ratio))
        #expect(cost <= curve.trusting.cost(at: index, ratio: ratio))
        #expect((curve.savings(curve.best)?[index] ?? -1) >= 0)
        costs.append(cost)
      }
      for index in 1..<costs.count - 1 {
        let (left, middle, right) = (
          curve.ratios[index - 1], curve.ratios[index], curve.ratios[index + 1]
        )
        let share = (middle - left) / (right - left)
        let line = costs[index - 1] + share * (costs[index + 1] - costs[index - 1])
        #expect(costs[index] >= line * (1 - 1e-12))
      }
      for errors in [chosen, curve.best, curve.trusting] {
        #expect(zip(errors.missed, errors.missed.dropFirst()).allSatisfy { $0 >= $1 })
        #expect(zip(errors.alarms, errors.alarms.dropFirst()).allSatisfy { $0 <= $1 })
      }
    }
  }

  @Test(
    "Errors at any thresholds are those of one threshold at a time",
    arguments: RankingLawTests.Kind.allCases)
  func counts(_ kind: RankingLawTests.Kind) throws {
    let (scores, labels) = RankingLawTests.rows(kind, count: 600, prevalence: 0.05, seed: 31)
    let thresholds: [Double] = [0.5, .infinity, -0.0, 2, 0.5, Double(scores[5]), -1e9]
    for method in [RankingScratch.Method.byCounting, .bySorting] {
      var scratch = RankingScratch()
      try scratch.update(scores.span, labels: labels.span, method: method)
      let errors = scratch.errors(atThresholds: thresholds, of: scores.span)
      let expected = try thresholds.map {
        try Confusion(scores: scores, labels: labels, threshold: $0)
      }
      #expect(errors.missed == expected.map(\.falseNegatives))
      #expect(errors.alarms == expected.map(\.falsePositives))
    }
  }

  @Test("Thresholds that span more than a number can hold are counted too")
  func wide() throws {
    let (scores, labels): ([Double], [UInt8]) = ([-1.7e308, 0, 1.7e308], [0, 1, 0])
    var scratch = RankingScratch()
    try scratch.update(scores.span, labels: labels.span)
    let errors = scratch.errors(atThresholds: [-1.6e308, 1.7e308, -1.7e308], of: scores.span)
    #expect(errors == CostCurve.Errors(missed: [0, 1, 0], alarms: [1, 1, 2]))
  }

  @Test("The truth is the cheapest on average, and without both classes nothing is saved")
  func oracle() throws {
    var evaluator = Evaluator()
    let curve = try evaluator.oracleCostCurve(
      posterior: [0.9, 0.4, 0.4, 0.05], labels: [1, 0, 1, 0])
    #expect(curve.chosen == nil)
    // From 1 / 2 on: one missed; from 1 / 2.25 on the same; from 1 / 2.6 = 0.385 on one alarm.
    #expect(curve.trusting.missed.prefix(3) == [1, 1, 0])
    #expect(curve.trusting.alarms.prefix(3) == [0, 0, 1])
    let empty = try Self.curve(([1, 2], [0, 0]), validation: ([1, 2], [0, 1]))
    #expect(empty.savings(empty.best) == nil)
    #expect(empty.best.alarms.allSatisfy { $0 == 0 })
  }
}
