import Foundation
import Testing

@testable import Evaluation

@Suite("Rows drawn by class stand for the population")
struct CaseControlTests {
  private static let gauss = NormalPair(distance: 3.5)

  private func ranking(
    _ scores: [Double], of ratios: [Double], positives: Int, prevalence: Double = 0.001
  ) throws -> CaseControlRanking {
    try CaseControlRanking(
      scores: scores,
      weights: CaseControlWeights(logLikelihoodRatios: ratios, positives: positives),
      prevalence: prevalence)
  }

  @Test("gauss: the truth has its analytic average precision, AUROC and recalls")
  func analytic() throws {
    let ratios = Self.gauss.byClass(positives: 2000, negatives: 2000)
    let truth = try ranking(ratios, of: ratios, positives: 2000)
    #expect(abs(truth.averagePrecision - 0.594353294) < 1e-4)
    #expect(abs(truth.areaUnderROC - 0.993335836) < 1e-5)
    for (cap, recall) in [(0.001, 0.659011817), (0.01, 0.879732803), (0.05, 0.968212336)] {
      #expect(abs(truth.recall(atFalsePositiveRate: cap) - recall) < 1e-3)
    }
    // The law, not the draw: more negatives than positives change little, another prevalence much.
    let uneven = Self.gauss.byClass(positives: 500, negatives: 3000)
    let same = try ranking(uneven, of: uneven, positives: 500)
    #expect(abs(same.averagePrecision - 0.594353294) < 1e-3)
    let common = try ranking(ratios, of: ratios, positives: 2000, prevalence: 0.1)
    #expect(common.averagePrecision > 0.9)
    #expect(common.areaUnderROC == truth.areaUnderROC)
  }

  @Test("A score that knows half of the evidence gets what half of the evidence is worth")
  func weakScore() throws {
    // Two independent normals, each a share of the whole distance; the score sees the first only.
    let half = NormalPair(distance: 3.5 / 2.0.squareRoot())
    var (scores, ratios): ([Double], [Double]) = ([], [])
    for shift in [half.distance, 0] {
      for (first, second) in NormalPair.pairs(3000) {
        scores.append(half.ratio(first + shift))
        ratios.append(half.ratio(first + shift) + half.ratio(second + shift))
      }
    }
    let weak = try ranking(scores, of: ratios, positives: 3000)
    #expect(abs(weak.areaUnderROC - 0.959940844) < 2e-3)
    #expect(abs(weak.averagePrecision - 0.174311675) < 0.02)
    let truth = try ranking(ratios, of: ratios, positives: 3000)
    #expect(truth.averagePrecision - weak.averagePrecision > 0.35)
  }

  @Test("Any increasing function of a score ranks alike, in single and double precision")
  func monotone() throws {
    let ratios = Self.gauss.byClass(positives: 300, negatives: 300)
    let truth = try ranking(ratios, of: ratios, positives: 300)
    let bent = try ranking(ratios.map { 3 * $0 - 100 }, of: ratios, positives: 300)
    #expect(bent.averagePrecision == truth.averagePrecision)
    #expect(bent.areaUnderROC == truth.areaUnderROC)
    let single = try CaseControlRanking(
      scores: ratios.map { Float($0) },
      weights: CaseControlWeights(logLikelihoodRatios: ratios, positives: 300), prevalence: 0.001)
    #expect(abs(single.averagePrecision - truth.averagePrecision) < 1e-6)
  }

  @Test("With weights by label and tied rows, the metrics are those of the rows themselves")
  func plainMetrics() throws {
    var generator = SeededGenerator(state: 4)
    let labels = (0..<400).map { _ in UInt8(Int.random(in: 0..<4, using: &generator) == 0 ? 1 : 0) }
    // Twelve levels, each held by many rows.
    let scores = labels.map {
      Float(Int.random(in: 0..<8, using: &generator) + 4 * Int($0))
    }
    let ranked = try RankedScores(scores: scores, labels: labels)
    let byClass = try CaseControlRanking(
      scores: scores, weights: CaseControlWeights(labels: labels),
      prevalence: Double(ranked.positiveCount) / 400)
    #expect(abs(byClass.averagePrecision - (try #require(ranked.averagePrecision))) < 1e-12)
    #expect(abs(byClass.areaUnderROC - (try #require(ranked.areaUnderROC))) < 1e-12)
    for cap in [0.0, 0.01, 0.05, 0.3, 1] {
      let recall = try #require(ranked.recall(atFalsePositiveRate: cap))
      #expect(abs(byClass.recall(atFalsePositiveRate: cap + 1e-12) - recall) < 1e-12)
    }
  }

  @Test("Eight rows by hand: ties enter together, a row alone at the middle of its step")
  func byHand() throws {
    let labels: [UInt8] = [1, 1, 1, 0, 1, 0, 0, 0]
    let scores: [Double] = [5, 5, 5, 5, 3, 3, 2, 1]
    // Of the positive law 3/4 at 5 and 1/4 at 3; of the negative law 1/4 at each score.
    let ranking = try CaseControlRanking(
      scores: scores, weights: CaseControlWeights(labels: labels), prevalence: 0.5)
    #expect(ranking.steps.map(\.isSingle) == [false, false, true, true])
    // Precision 3/4 at 5, and at 3: 1 of 1 positives, 1/2 of negatives.
    let precision: Double = 0.75 * 0.75 + 0.25 / 1.5
    #expect(abs(ranking.averagePrecision - precision) < 1e-12)
    let area: Double = 0.25 * 0.375 + 0.25 * 0.875 + 0.5
    #expect(abs(ranking.areaUnderROC - area) < 1e-12)
    #expect(ranking.recall(atFalsePositiveRate: 0.2) == 0)
    #expect(ranking.recall(atFalsePositiveRate: 0.3) == 0.75)
    #expect(ranking.threshold(atFalsePositiveRate: 0.3) == 5)
    #expect(ranking.threshold(atFalsePositiveRate: 0.2) == .infinity)
    #expect(ranking.recall(atFalsePositiveRate: 1) == 1)
  }

  @Test("Weights are shares of each law, and none exceeds what its class size allows by much")
  func weights() throws {
    let ratios = Self.gauss.byClass(positives: 400, negatives: 900)
    let weights = try CaseControlWeights(logLikelihoodRatios: ratios, positives: 400)
    #expect(abs(weights.positive.reduce(0, +) - 1) < 1e-12)
    #expect(abs(weights.negative.reduce(0, +) - 1) < 1e-12)
    #expect(try #require(weights.positive.max()) < 1.1 / 400)
    #expect(try #require(weights.negative.max()) < 1.1 / 900)
    // Each row tells of both laws in the ratio of their densities.
    for (row, ratio) in ratios.enumerated().filter({ abs($0.element) < 20 }) {
      let found = log(weights.positive[row] / weights.negative[row])
      #expect(abs(found - ratio) < 0.02)
    }
  }

  @Test("The evaluator ranks truth, stale truth and model on the same rows")
  func evaluator() throws {
    let ratios = Self.gauss.byClass(positives: 400, negatives: 400)
    let typology = (0..<800).map { $0 < 400 ? UInt8($0 % 2) : EvaluationInput.legitimate }
    let stale = ratios.enumerated().map { $1 + ($0 % 3 == 0 ? 1.0 : -1) }
    let evaluator = try CaseControlEvaluator(
      CaseControlInput(
        ratios: ratios, staleRatios: stale, positives: 400, prevalence: 0.001,
        typology: typology, typologyNames: ["odd", "even", "never"]))
    let oracle = evaluator.oracleMetrics
    let model = ratios.enumerated().map { Float($1 + ($0 % 5 == 0 ? 4.0 : 0)) }
    let metrics = try evaluator.metrics(logits: model)
    func value(_ metrics: [String: Double], _ key: String) throws -> Double {
      try #require(metrics[key], "\(key)")
    }
    let own = try value(metrics, "case-control-average-precision")
    let best = try value(oracle, "case-control-average-precision")
    let lost = try value(oracle, "staleness-average-precision-regret")
    #expect(try value(metrics, "case-control-average-precision-regret") == best - own)
    #expect(lost > 0)
    let beyond = try value(metrics, "average-precision-regret-beyond-staleness")
    #expect(abs(beyond - (best - lost - own)) < 1e-12)
    #expect(try value(metrics, "case-control-auroc-regret") > 0)
    #expect(oracle["case-control-recall-at-fpr-0.001/even"] != nil)
    #expect(metrics["case-control-recall-at-fpr-0.001/never"] == nil)
    for (key, value) in metrics {
      #expect(try MetricCatalogue.description(for: key).range.contains(value), "\(key) = \(value)")
    }
    // The truth as a model has no regret but for single precision.
    let perfect = try evaluator.metrics(logits: ratios.map { Float($0) })
    #expect(abs(try value(perfect, "case-control-average-precision-regret")) < 1e-6)
  }

  @Test("Bad input is refused with its name")
  func errors() throws {
    #expect(throws: EvaluationError.noRows) {
      try CaseControlWeights(logLikelihoodRatios: [1, 2], positives: 2)
    }
    #expect(throws: EvaluationError.noRows) { try CaseControlWeights(labels: [0, 0]) }
    #expect(throws: EvaluationError.self) {
      try CaseControlWeights(logLikelihoodRatios: [1, .nan], positives: 1)
    }
    let weights = try CaseControlWeights(logLikelihoodRatios: [1, -1], positives: 1)
    #expect(throws: EvaluationError.lengthMismatch(what: "weights", count: 2, rows: 1)) {
      try CaseControlRanking(scores: [1.0], weights: weights, prevalence: 0.1)
    }
    #expect(throws: EvaluationError.self) {
      try CaseControlRanking(scores: [1, Float.nan], weights: weights, prevalence: 0.1)
    }
  }
}
