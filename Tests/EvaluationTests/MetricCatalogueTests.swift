import Testing

@testable import Evaluation

@Suite("The catalogue of metrics")
struct MetricCatalogueTests {
  @Test("Keys are the contract with stored results")
  func keys() {
    #expect(
      MetricCatalogue.keys == [
        "average-precision", "auroc", "recall-at-fpr-0.001", "recall-at-fpr-0.01",
        "recall-at-fpr-0.05", "precision-at-100", "precision-at-1000", "f1", "mcc", "precision",
        "recall", "false-positive-rate", "f1-test-optimal", "mcc-test-optimal", "f1-at-half",
        "log-loss/raw", "log-loss-skill/raw", "brier/raw", "brier-skill/raw", "ece/raw",
        "observed-expected-ratio/raw", "log-loss/recovered", "log-loss-skill/recovered",
        "brier/recovered", "brier-skill/recovered", "ece/recovered",
        "observed-expected-ratio/recovered", "average-precision-regret", "auroc-regret",
        "log-loss-regret/raw", "brier-regret/raw", "log-loss-regret/recovered",
        "brier-regret/recovered",
      ])
  }

  @Test("Every description is complete, and titles and headings tell metrics apart")
  func complete() throws {
    for metric in MetricCatalogue.all {
      #expect(try MetricCatalogue.description(for: metric.key) == metric)
      #expect(metric.definition.hasSuffix("."))
      #expect(metric.pitfall.hasSuffix("."))
      #expect(!metric.reference.isEmpty)
      #expect(!metric.needs.isEmpty)
      #expect((0...6).contains(metric.decimals))
      #expect(metric.key.hasSuffix("/raw") == (metric.variant == .raw))
      #expect(metric.key.hasSuffix("/recovered") == (metric.variant == .recovered))
    }
    #expect(Set(MetricCatalogue.all.map(\.title)).count == MetricCatalogue.all.count)
    #expect(Set(MetricCatalogue.all.map(\.heading)).count == MetricCatalogue.all.count)
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
