import Foundation
import Testing

@testable import Evaluation

@Suite("The evaluation of a model")
struct EvaluatorTests {
  static func input(rows: Int = 3_000) -> EvaluationInput {
    let test = RankingLawTests.rows(.continuous, count: rows, prevalence: 0.05, seed: 21)
    let validation = RankingLawTests.rows(.continuous, count: rows, prevalence: 0.05, seed: 22)
    var fraud = 0
    let typology: [UInt8] = test.labels.map { label in
      guard label == 1 else { return EvaluationInput.legitimate }
      fraud += 1
      return UInt8(fraud % 3 == 0 ? 0 : 2)
    }
    return EvaluationInput(
      logits: test.scores, labels: test.labels,
      recovered: test.scores.map { 1 / (1 + exp(3 - Double($0))) },
      validationLogits: validation.scores, validationLabels: validation.labels,
      posterior: test.scores.map { 1 / (1 + exp(2.9 - Double($0))) }, typology: typology,
      typologyNames: ["card theft", "never seen", "mule account"])
  }

  @Test(
    "A full input yields every metric of the catalogue, and one for each kind of fraud there is")
  func allKeys() throws {
    var evaluator = Evaluator()
    let result = try evaluator.evaluate(Self.input())
    let typologies = ["recall-at-fpr-0.01/card theft", "recall-at-fpr-0.01/mule account"]
    #expect(Set(result.metrics.keys) == Set(MetricCatalogue.keys + typologies))
    for (key, value) in result.metrics {
      #expect(try MetricCatalogue.description(for: key).range.contains(value), "\(key) = \(value)")
    }
    #expect(result.precisionRecallCurve.count <= 200)
    #expect(result.precisionRecallCurve.last?.recall == 1)
    #expect(result == (try evaluator.evaluate(Self.input())))
  }

  @Test("What the input lacks is absent")
  func absent() throws {
    var input = Self.input(rows: 500)
    input.recovered = nil
    input.posterior = nil
    input.typology = nil
    input.validationLabels = [UInt8](repeating: 0, count: 500)
    var evaluator = Evaluator()
    let keys = try evaluator.evaluate(input).metrics.keys
    let expected = MetricCatalogue.all.filter {
      $0.variant != .recovered && !$0.needs.contains(.posterior)
        && !$0.needs.contains(.validation) && !$0.key.hasSuffix("-at-1000")
    }.map(\.key)
    let thresholded = [
      "f1", "mcc", "precision", "recall", "false-positive-rate", "accuracy", "f2", "f0.5", "g-mean",
      "balanced-accuracy", "cohen-kappa",
    ]
    #expect(Set(keys) == Set(expected).subtracting(thresholded))
  }

  @Test("Without a positive or a negative on test, no value is NaN or infinite")
  func oneClass() throws {
    for label: UInt8 in [0, 1] {
      var input = Self.input(rows: 200)
      input.labels = [UInt8](repeating: label, count: 200)
      input.typology = nil
      var evaluator = Evaluator()
      let metrics = try evaluator.evaluate(input).metrics
      #expect(metrics.values.allSatisfy { $0.isFinite })
      #expect(metrics["auroc"] == nil)
      #expect((metrics["average-precision"] == nil) == (label == 0))
      #expect(metrics["log-loss/raw"] != nil)
      #expect(metrics["brier-skill/raw"] == nil)
    }
  }

  @Test("Thresholds come from validation")
  func thresholds() throws {
    let input = Self.input()
    var evaluator = Evaluator()
    let metrics = try evaluator.evaluate(input).metrics
    let chosen = try #require(
      try RankedScores(scores: input.validationLogits, labels: input.validationLabels).bestF1)
    let confusion = try Confusion(
      scores: input.logits, labels: input.labels, threshold: chosen.threshold)
    #expect(metrics["f1"] == confusion.f1)
    #expect(metrics["precision"] == confusion.precision)
    #expect(metrics["recall"] == confusion.recall)
    #expect(metrics["false-positive-rate"] == confusion.falsePositiveRate)
    #expect(try #require(metrics["f1-test-optimal"]) >= (try #require(metrics["f1"])))
    #expect(try #require(metrics["mcc-test-optimal"]) >= (try #require(metrics["mcc"])))
  }

  @Test("Recall per typology adds up to recall at the same rate")
  func typologies() throws {
    let input = Self.input()
    var evaluator = Evaluator()
    let metrics = try evaluator.evaluate(input).metrics
    let typology = try #require(input.typology)
    let theft = Double(typology.count { $0 == 0 })
    let mules = Double(typology.count { $0 == 2 })
    let found =
      try #require(metrics["recall-at-fpr-0.01/card theft"]) * theft
      + (try #require(metrics["recall-at-fpr-0.01/mule account"])) * mules
    try expectClose(found / (theft + mules), try #require(metrics["recall-at-fpr-0.01"]))
  }

  @Test("The oracle is ranked by the posterior; a model that ranks alike has no regret")
  func oracle() throws {
    let input = Self.input()
    var evaluator = Evaluator()
    let metrics = try evaluator.evaluate(input).metrics
    let oracle = try evaluator.oracleMetrics(
      posterior: try #require(input.posterior), labels: input.labels, typology: input.typology,
      typologyNames: input.typologyNames)
    #expect(metrics["average-precision-regret"] == 0)
    #expect(metrics["auroc-regret"] == 0)
    for (key, value) in oracle where key != "f1-at-half" { #expect(metrics[key] == value) }
    #expect(oracle["recall-at-fpr-0.01/mule account"] != nil)
    #expect(oracle["f1-at-half"] != nil)
    #expect(oracle["f1-test-optimal"] != nil)
    #expect(oracle["f1"] == nil)
  }

  @Test("Thresholds under a cap come from validation, with the rate they come to on test")
  func chosenRates() throws {
    let input = Self.input()
    var evaluator = Evaluator()
    let metrics = try evaluator.evaluate(input).metrics
    let validation = try RankedScores(
      scores: input.validationLogits, labels: input.validationLabels)
    for cap in MetricKey.falsePositiveRateCaps {
      let threshold = validation.threshold(atFalsePositiveRate: cap) ?? .infinity
      var (found, alarms) = (0.0, 0.0)
      for (score, label) in zip(input.logits, input.labels) where Double(score) >= threshold {
        if label == 1 { found += 1 } else { alarms += 1 }
      }
      let positives = Double(input.labels.count { $0 == 1 })
      let negatives = Double(input.labels.count) - positives
      try expectClose(metrics["recall-at-chosen-fpr-\(cap)"], found / positives)
      try expectClose(metrics["realised-fpr-\(cap)"], alarms / negatives)
    }
  }

  @Test("Calibration on validation undoes what a line in the logit has spoilt")
  func recalibration() throws {
    var input = Self.input()
    var evaluator = Evaluator()
    let plain = try evaluator.evaluate(input).metrics
    let spoilt = { (logit: Float) in 3 * logit + 2 }
    input.logits = input.logits.map(spoilt)
    input.validationLogits = input.validationLogits.map(spoilt)
    let metrics = try evaluator.evaluate(input).metrics
    #expect(try #require(metrics["log-loss/raw"]) > 2 * (try #require(plain["log-loss/raw"])))
    for key in ["log-loss", "brier", "ece", "miscalibration", "log-loss-regret"] {
      for variant in ["platt", "isotonic"] {
        let (before, after) = (plain["\(key)/\(variant)"], metrics["\(key)/\(variant)"])
        #expect(abs(try #require(before) - (try #require(after))) < 1e-6, "\(key)/\(variant)")
      }
    }
    for variant in MetricKey.Variant.allCases {
      let parts = try ["miscalibration", "discrimination", "brier"].map {
        try #require(metrics["\($0)/\(variant.rawValue)"])
      }
      try expectClose(
        parts[0] - parts[1] + (try #require(metrics["uncertainty"])), parts[2])
    }
    #expect(try #require(metrics["observed-expected-ratio/raw"]) < 0.8)
    #expect(abs(try #require(metrics["observed-expected-ratio/prior-corrected"]) - 1) < 0.2)
    let slopes = try [plain, metrics].map { try #require($0["calibration-slope/raw"]) }
    #expect(abs(slopes[0] / slopes[1] - 3) < 1e-5)
  }

  @Test("A score that is upside down is turned by Platt's line; isotonic calibration gives it up")
  func upsideDown() throws {
    var input = Self.input()
    input.logits = input.logits.map { -$0 }
    input.validationLogits = input.validationLogits.map { -$0 }
    var evaluator = Evaluator()
    let metrics = try evaluator.evaluate(input).metrics
    #expect(try #require(metrics["calibration-slope/raw"]) < 0)
    #expect(try #require(metrics["log-loss-skill/platt"]) > 0)
    #expect(abs(try #require(metrics["log-loss-skill/isotonic"])) < 0.05)
    #expect(try #require(metrics["discrimination/platt"]) > 0.005)
  }

  @Test("Costs are those of deciding row by row")
  func costs() throws {
    var input = Self.input(rows: 400)
    let amounts = input.logits.indices.map { Double($0 % 17) * 3 }
    input.costs = try DecisionCosts.reviews(amounts: amounts, reviewCost: 4)
    var evaluator = Evaluator()
    let metrics = try evaluator.evaluate(input).metrics
    #expect(Set(metrics.keys).isSuperset(of: MetricCatalogue.costs.map(\.key)))
    let recovered = try #require(input.recovered)
    var (cost, none) = (0.0, 0.0)
    for row in amounts.indices {
      // With reviews the rule is: flag where q · amount exceeds the cost of the review.
      let isPositive = input.labels[row] == 1
      if recovered[row] * amounts[row] > 4 { cost += 4 } else if isPositive { cost += amounts[row] }
      if isPositive { none += amounts[row] }
    }
    try expectClose(metrics["cost/recovered"], cost / 400)
    try expectClose(metrics["savings/recovered"], 1 - cost / min(none, 1600))
    input.costs = try DecisionCosts(misses: [1], alarms: [1])
    #expect(throws: EvaluationError.lengthMismatch(what: "costs", count: 1, rows: 400)) {
      try evaluator.evaluate(input)
    }
    #expect(throws: EvaluationError.invalidCost(row: 1, value: -1)) {
      try DecisionCosts.reviews(amounts: [2, -1], reviewCost: 1)
    }
  }

  @Test("Bad input is refused with its name")
  func errors() {
    var evaluator = Evaluator()
    var input = Self.input(rows: 50)
    input.recovered?[3] = 1.5
    #expect(
      throws: EvaluationError.notAProbability(what: "recovered posterior", row: 3, value: 1.5)
    ) { try evaluator.evaluate(input) }
    input = Self.input(rows: 50)
    input.posterior = [0.5]
    #expect(throws: EvaluationError.lengthMismatch(what: "posteriors", count: 1, rows: 50)) {
      try evaluator.evaluate(input)
    }
    input = Self.input(rows: 50)
    input.typology?[9] = 7
    #expect(
      throws: EvaluationError.invalidTypology(row: 9, value: 7, names: input.typologyNames)
    ) { try evaluator.evaluate(input) }
    input.logits = []
    #expect(throws: EvaluationError.noRows) { try evaluator.evaluate(input) }
  }
}

@Suite("Choosing epochs by a metric")
struct SelectionMetricTests {
  @Test("Every selection metric is the metric of the evaluation", arguments: SelectionMetric.keys)
  func values(key: String) throws {
    var input = EvaluatorTests.input()
    input.validationLogits = input.logits
    input.validationLabels = input.labels
    var evaluator = Evaluator()
    let expected = try evaluator.evaluate(input).metrics[key]
    var scratch = RankingScratch()
    let metric = try SelectionMetric(key)
    let found = try metric.value(logits: input.logits, labels: input.labels, scratch: &scratch)
    #expect(found == expected)
    #expect(found != nil)
  }

  @Test("Metrics that need more, and unknown ones, are told apart")
  func errors() {
    let recovered = #expect(throws: EvaluationError.self) {
      try SelectionMetric("log-loss/recovered")
    }
    guard case .notForSelection("log-loss/recovered", let valid) = recovered else {
      Issue.record("\(String(describing: recovered))")
      return
    }
    #expect(valid.first == "log-loss/raw")
    let unknown = #expect(throws: EvaluationError.self) { try SelectionMetric("auc") }
    guard case .unknownMetric("auc", _) = unknown else {
      Issue.record("\(String(describing: unknown))")
      return
    }
  }

  @Test("Direction is the metric's own; diverged logits are an error")
  func direction() throws {
    #expect(try SelectionMetric("log-loss/raw").isBetter(0.1, than: 0.2))
    #expect(try SelectionMetric("average-precision").isBetter(0.2, than: 0.1))
    var scratch = RankingScratch()
    for key in SelectionMetric.keys {
      #expect(throws: EvaluationError.self) {
        try SelectionMetric(key).value(logits: [1, .nan], labels: [0, 1], scratch: &scratch)
      }
    }
  }
}
