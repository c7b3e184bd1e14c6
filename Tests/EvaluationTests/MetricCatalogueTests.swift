import Testing

@testable import Evaluation

@Suite("The catalogue of metrics")
struct MetricCatalogueTests {
  @Test("Keys are the contract with stored results")
  func keys() {
    #expect(
      MetricCatalogue.keys == [
        "average-precision", "auroc", "recall-at-fpr-0.001", "recall-at-fpr-0.01",
        "recall-at-fpr-0.05", "precision-at-100", "precision-at-1000", "partial-auroc-0.001",
        "partial-auroc-mcclish-0.001", "partial-auroc-0.01", "partial-auroc-mcclish-0.01",
        "partial-auroc-0.05", "partial-auroc-mcclish-0.05", "ks", "h-measure", "recall-at-100",
        "lift-at-100", "recall-at-1000", "lift-at-1000", "f1", "mcc", "precision", "recall",
        "false-positive-rate", "f1-test-optimal", "mcc-test-optimal", "f1-at-half", "f2",
        "f2-test-optimal", "f0.5", "f0.5-test-optimal", "g-mean", "g-mean-test-optimal",
        "balanced-accuracy", "balanced-accuracy-test-optimal", "cohen-kappa",
        "cohen-kappa-test-optimal", "accuracy", "recall-at-chosen-fpr-0.001",
        "realised-fpr-0.001", "recall-at-chosen-fpr-0.01", "realised-fpr-0.01",
        "recall-at-chosen-fpr-0.05", "realised-fpr-0.05",
      ] + Self.ofVariants(MetricKey.Variant.allCases) + ["uncertainty"]
        + ["average-precision-regret", "auroc-regret"]
        + MetricKey.Variant.allCases.flatMap {
          ["log-loss-regret/\($0.rawValue)", "brier-regret/\($0.rawValue)"]
        })
    #expect(
      MetricKey.Variant.allCases.map(\.rawValue) == [
        "raw", "recovered", "platt", "isotonic", "prior-corrected",
      ])
    #expect(
      MetricKey.Variant.ofModel + MetricKey.Variant.recalibrated == MetricKey.Variant.allCases)
    #expect(Set(MetricCatalogue.every.map(\.key)).count == MetricCatalogue.every.count)
  }

  static func ofVariants(_ variants: [MetricKey.Variant]) -> [String] {
    variants.flatMap { variant in
      let families =
        [
          "log-loss", "log-loss-skill", "brier", "brier-skill", "ece", "observed-expected-ratio",
          "miscalibration", "discrimination",
        ]
        + (MetricKey.Variant.ofModel.contains(variant)
          ? ["ece-equal-width", "calibration-slope", "calibration-intercept"] : [])
      return families.map { "\($0)/\(variant.rawValue)" }
    }
  }

  @Test("Every description is complete, and titles and headings tell metrics apart")
  func complete() throws {
    for metric in MetricCatalogue.every {
      #expect(try MetricCatalogue.description(for: metric.key) == metric)
      #expect(metric.definition.hasSuffix("."))
      #expect(metric.pitfall.hasSuffix("."))
      #expect(!metric.reference.isEmpty)
      #expect(!metric.needs.isEmpty)
      #expect((0...7).contains(metric.decimals))
      for variant in MetricKey.Variant.allCases {
        #expect(metric.key.hasSuffix("/\(variant.rawValue)") == (metric.variant == variant))
        if metric.variant == variant {
          #expect(
            metric.needs.contains(.validation)
              == MetricKey.Variant.recalibrated.contains(variant))
        }
      }
    }
    #expect(Set(MetricCatalogue.every.map(\.title)).count == MetricCatalogue.every.count)
    #expect(Set(MetricCatalogue.every.map(\.heading)).count == MetricCatalogue.every.count)
  }

  @Test("Recall per typology is described by name")
  func typology() throws {
    let metric = try MetricCatalogue.description(for: "recall-at-fpr-0.01/mule account")
    #expect(metric.typology == "mule account")
    #expect(metric.heading == "mule account")
    #expect(metric.title == "recall of mule account at a false-positive rate of 1 %")
    #expect(metric.needs.contains(.typology))
  }

  @Test("Titles give rates as a reader writes them")
  func titles() throws {
    let titles = try MetricKey.falsePositiveRateCaps.map {
      try MetricCatalogue.description(for: MetricKey.recall(atFalsePositiveRate: $0)).title
    }
    #expect(
      titles == [
        "recall at a false-positive rate of 0.1 %", "recall at a false-positive rate of 1 %",
        "recall at a false-positive rate of 5 %",
      ])
  }

  @Test(
    "An unknown name is answered with the nearest",
    arguments: [
      ("avarage_precision", "average-precision"), ("AUROC ", "auroc"),
      ("logloss/raw", "log-loss/raw"),
      ("recall-at-fpr-0.1", "recall-at-fpr-0.01"), ("recall-at-fpr-0.01/", "recall-at-fpr-0.01"),
    ])
  func unknown(name: String, nearest: String) throws {
    let error = #expect(throws: EvaluationError.self) {
      try MetricCatalogue.description(for: name)
    }
    guard case .unknownMetric(name, let valid) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(valid.first == nearest)
    #expect(Set(valid).isSuperset(of: MetricCatalogue.keys))
  }

  @Test("Better means better in the metric's own direction; NaN is never better")
  func direction() throws {
    let higher = try MetricCatalogue.description(for: "auroc")
    #expect(higher.isBetter(0.9, than: 0.8))
    #expect(!higher.isBetter(0.8, than: 0.8))
    let lower = try MetricCatalogue.description(for: "brier/raw")
    #expect(lower.isBetter(0.8, than: 0.9))
    let target = try MetricCatalogue.description(for: "observed-expected-ratio/raw")
    #expect(target.isBetter(1.1, than: 0.5))
    for metric in [higher, lower, target] {
      #expect(!metric.isBetter(.nan, than: 0))
      #expect(metric.isBetter(0, than: .nan))
      #expect(!metric.isBetter(.nan, than: .nan))
    }
  }
}
