import CounterRandom
import Foundation
import Testing

@testable import Evaluation

@Suite("Rows drawn anew in groups")
struct ResamplingTests {
  @Test(
    "A binomial number has the chances of its law",
    arguments: [(5, 0.3), (40, 0.02), (30, 0.5), (25, 0.9), (60, 0.4), (200, 0.97)])
  func binomial(trials: Int, chance: Double) {
    var generator = CounterGenerator(seed: 11, stream: UInt64(trials))
    var counts = [Int](repeating: 0, count: trials + 1)
    let draws = 20_000
    for _ in 0..<draws { counts[Binomial.draw(trials, chance, from: &generator)] += 1 }
    // Pearson's statistic over numbers that are expected five times at least.
    var (statistic, cells, restExpected, restFound) = (0.0, 0, 0.0, 0.0)
    for k in 0...trials {
      let log =
        logGamma(trials) - logGamma(k) - logGamma(trials - k) + Double(k) * Foundation.log(chance)
        + Double(trials - k) * Foundation.log(1 - chance)
      let expected = Double(draws) * exp(log)
      if expected < 5 {
        restExpected += expected
        restFound += Double(counts[k])
      } else {
        statistic += (Double(counts[k]) - expected) * (Double(counts[k]) - expected) / expected
        cells += 1
      }
    }
    if restExpected > 1 {
      statistic += (restFound - restExpected) * (restFound - restExpected) / restExpected
      cells += 1
    }
    let freedom = Double(cells - 1)
    // Four standard deviations of chi-squared.
    #expect(statistic < freedom + 4 * (2 * freedom).squareRoot() + 4, "\(statistic), \(freedom)")
  }

  private func logGamma(_ n: Int) -> Double { (1...max(n, 1)).reduce(0) { $0 + log(Double($1)) } }

  @Test("Large numbers keep mean and variance")
  func largeBinomial() {
    var generator = CounterGenerator(seed: 3, stream: 0)
    let (trials, chance, draws) = (10_000_000, 0.37, 4_000)
    let values = (0..<draws).map { _ in
      Double(Binomial.draw(trials, chance, from: &generator)) - Double(trials) * chance
    }
    let variance = Double(trials) * chance * (1 - chance)
    let mean = values.reduce(0, +) / Double(draws)
    #expect(abs(mean) < 4 * (variance / Double(draws)).squareRoot())
    let spread = values.reduce(0) { $0 + $1 * $1 } / Double(draws)
    #expect(abs(spread / variance - 1) < 4 * (2 / Double(draws)).squareRoot())
  }

  @Test("Certain and impossible events, and no trials")
  func edges() {
    var generator = CounterGenerator(seed: 1, stream: 0)
    #expect(Binomial.draw(7, 0, from: &generator) == 0)
    #expect(Binomial.draw(7, 1, from: &generator) == 7)
    #expect(Binomial.draw(0, 0.5, from: &generator) == 0)
  }

  @Test("Groups drawn together are as many as there are")
  func groups() {
    let groups = ResampledGroups([3, 0, 50, 1, 400])
    var generator = CounterGenerator(seed: 5, stream: 0)
    var drawn: [Int] = []
    var sums = [Int](repeating: 0, count: 5)
    for _ in 0..<2_000 {
      groups.draw(from: &generator, into: &drawn)
      #expect(drawn.reduce(0, +) == 454)
      for index in drawn.indices { sums[index] += drawn[index] }
    }
    for (sum, size) in zip(sums, [3.0, 0, 50, 1, 400]) {
      #expect(abs(Double(sum) / 2_000 - size) <= 4 * (size / 2_000).squareRoot())
    }
  }

  @Test("Intervals are those of drawing row by row")
  func intervals() throws {
    let rows = RankingLawTests.rows(.continuous, count: 2_000, prevalence: 0.1, seed: 3)
    let probabilities = rows.scores.map { 1 / (1 + exp(2.5 - Double($0))) }
    let evaluation = try ScoreEvaluation(
      ScoredRows(
        scores: rows.scores.map { Double($0) }, labels: rows.labels, probabilities: probabilities))
    let byRow = try StratifiedBootstrap(
      EvaluationInput(
        logits: rows.scores, labels: rows.labels, recovered: probabilities,
        validationLogits: rows.scores, validationLabels: rows.labels), seed: 2)
    var room = evaluation.bootstrap.makeRoom()
    let grouped = StratifiedBootstrap.intervals(
      (0..<600).map { evaluation.bootstrap.metrics(ofResample: $0, room: &room) })
    var rowRoom = byRow.makeRoom()
    let expected = StratifiedBootstrap.intervals(
      (0..<600).map { byRow.metrics(ofResample: $0, room: &rowRoom) })
    for (own, key) in [
      ("average-precision", "average-precision"), ("auroc", "auroc"),
      ("recall-at-fpr-0.01", "recall-at-fpr-0.01"), ("log-loss/raw", "log-loss/recovered"),
      ("brier/raw", "brier/recovered"),
    ] {
      let (found, wanted) = (try #require(grouped[own]), try #require(expected[key]))
      let width = wanted.upperBound - wanted.lowerBound
      #expect(abs(found.lowerBound - wanted.lowerBound) < 0.15 * width, "\(own)")
      #expect(abs(found.upperBound - wanted.upperBound) < 0.15 * width, "\(own)")
      #expect(found.contains(try #require(evaluation.metrics[own])))
    }
  }

  @Test("Rows of weight two are as good as rows that stand there twice, but for fewer draws")
  func weights() throws {
    let rows = RankingLawTests.rows(.continuous, count: 500, prevalence: 0.2, seed: 9)
    let scores = rows.scores.map { Double(($0 * 4).rounded() / 4) }
    let probabilities = scores.map { 1 / (1 + exp(1.5 - $0)) }
    let amounts = scores.indices.map { Double($0 % 9) }
    let weights = scores.indices.map { Double(1 + $0 % 3) }
    let copies = scores.indices.flatMap { row in (0...row % 3).map { _ in row } }
    let weighted = try ScoreEvaluation(
      ScoredRows(
        scores: scores, labels: rows.labels, weights: weights, probabilities: probabilities,
        amounts: amounts), settings: .init(threshold: 1, reviewCost: 2))
    let repeated = try ScoreEvaluation(
      ScoredRows(
        scores: copies.map { scores[$0] }, labels: copies.map { rows.labels[$0] },
        probabilities: copies.map { probabilities[$0] }, amounts: copies.map { amounts[$0] }),
      settings: .init(threshold: 1, reviewCost: 2))
    let lost = Set(repeated.metrics.keys).subtracting(weighted.metrics.keys)
    #expect(lost == ["ece/raw", "ece-equal-width/raw"])
    for (key, value) in weighted.metrics {
      #expect(abs(value - (repeated.metrics[key] ?? .infinity)) < 1e-9, "\(key)")
    }
    #expect(weighted.metrics["cost/raw"] != nil && weighted.metrics["f2"] != nil)
    func width(_ evaluation: ScoreEvaluation, _ key: String) throws -> Double {
      var room = evaluation.bootstrap.makeRoom()
      let all = (0..<300).map { evaluation.bootstrap.metrics(ofResample: $0, room: &room) }
      let interval = try #require(StratifiedBootstrap.intervals(all)[key])
      return interval.upperBound - interval.lowerBound
    }
    for key in ["auroc", "log-loss/raw", "recall"] {
      let ratio = try width(weighted, key) / width(repeated, key)
      #expect((1.2...1.9).contains(ratio), "\(key): \(ratio)")
    }
  }
}

@Suite("Rows that were scored anywhere")
struct ScoreEvaluationTests {
  @Test("The metrics are those of the evaluation of a model with the same logits")
  func sameAsEvaluator() throws {
    let input = EvaluatorTests.input(rows: 800)
    var evaluator = Evaluator()
    let expected = try evaluator.evaluate(input).metrics
    func rows(_ logits: [Float], _ labels: [UInt8]) -> ScoredRows {
      ScoredRows(
        scores: logits.map { Double($0) }, labels: labels,
        probabilities: logits.map { 1 / (1 + exp(-Double($0))) })
    }
    let evaluation = try ScoreEvaluation(
      rows(input.logits, input.labels),
      validation: rows(input.validationLogits, input.validationLabels))
    let shared = expected.filter { key, _ in
      !key.contains("recovered") && !key.contains("regret") && !key.contains("/card")
        && !key.contains("/mule")
    }
    #expect(Set(evaluation.metrics.keys) == Set(shared.keys))
    for (key, value) in shared {
      let found = try #require(evaluation.metrics[key], "\(key)")
      #expect(abs(found - value) <= 1e-9 * max(1, abs(value)), "\(key)")
    }
  }

  @Test("A given threshold comes before those of validation; cards and times are counted")
  func threshold() throws {
    let input = EvaluatorTests.input(rows: 300)
    let scores = input.logits.map { Double($0) }
    var rows = ScoredRows(scores: scores, labels: input.labels)
    rows.times = scores.indices.map { Double($0) / 100 }
    rows.entities = scores.indices.map { UInt32($0 % 40) }
    let evaluation = try ScoreEvaluation(rows, settings: .init(threshold: 1.5))
    let confusion = try Confusion(scores: input.logits, labels: input.labels, threshold: 1.5)
    #expect(evaluation.metrics["precision"] == confusion.precision)
    #expect(evaluation.metrics["f2"] == WeightedConfusion(confusion).f(beta: 2))
    #expect(evaluation.metrics["card-precision-at-10"] != nil)
    #expect(evaluation.metrics["log-loss/raw"] == nil)
    #expect(evaluation.metrics["log-loss/platt"] == nil)
  }

  @Test("Scores alone are calibrated on validation")
  func calibration() throws {
    let input = EvaluatorTests.input(rows: 600)
    let evaluation = try ScoreEvaluation(
      ScoredRows(scores: input.logits.map { Double($0) }, labels: input.labels),
      validation: ScoredRows(
        scores: input.validationLogits.map { Double($0) }, labels: input.validationLabels))
    #expect(evaluation.metrics["log-loss/platt"] != nil)
    #expect(evaluation.metrics["log-loss/isotonic"] != nil)
    #expect(evaluation.metrics["log-loss/prior-corrected"] == nil)
    #expect(evaluation.metrics["log-loss/raw"] == nil)
  }

  @Test("Bad rows are refused with what is wrong")
  func errors() {
    #expect(throws: EvaluationError.noRows) {
      try ScoreEvaluation(ScoredRows(scores: [], labels: []))
    }
    #expect(throws: EvaluationError.invalidWeight(row: 1, value: 0)) {
      try ScoreEvaluation(ScoredRows(scores: [1, 2], labels: [0, 1], weights: [1, 0]))
    }
    #expect(throws: EvaluationError.notAProbability(what: "probability", row: 0, value: 2)) {
      try ScoreEvaluation(ScoredRows(scores: [1, 2], labels: [0, 1], probabilities: [2, 0]))
    }
    #expect(throws: EvaluationError.oneClass) {
      try PlattCalibration(scores: [1, 2], labels: [1, 1])
    }
  }
}
