import Testing

@testable import Evaluation

@Suite("The catalogue of metrics against the truth")
struct TruthCatalogueTests {
  @Test("Keys are the contract with stored results, and none is taken twice")
  func keys() {
    #expect(
      MetricCatalogue.truth.map(\.key) == [
        "case-control-average-precision", "case-control-average-precision-regret",
        "case-control-auroc", "case-control-auroc-regret",
        "case-control-recall-at-fpr-0.001", "case-control-recall-at-fpr-0.01",
        "case-control-recall-at-fpr-0.05", "expected-cost", "ideal-observed-expected-ratio",
        "calibration-loss/raw",
        "grouping-loss/raw", "true-calibration-error/raw", "cost-regret/raw",
        "calibration-loss/recovered", "grouping-loss/recovered",
        "true-calibration-error/recovered", "cost-regret/recovered",
        "staleness-average-precision-regret", "average-precision-regret-beyond-staleness",
        "staleness-log-loss-regret", "log-loss-regret-beyond-staleness/raw",
        "log-loss-regret-beyond-staleness/recovered",
      ])
    let all = MetricCatalogue.all + MetricCatalogue.truth
    #expect(Set(all.map(\.key)).count == all.count)
    #expect(Set(all.map(\.title)).count == all.count)
    #expect(Set(all.map(\.heading)).count == all.count)
  }

  @Test("Every description is complete")
  func complete() throws {
    for metric in MetricCatalogue.truth {
      #expect(try MetricCatalogue.description(for: metric.key) == metric)
      #expect(metric.definition.hasSuffix("."))
      #expect(metric.pitfall.hasSuffix("."))
      #expect(!metric.reference.isEmpty)
      #expect(metric.needs.contains(.posterior))
      #expect(metric.key.hasSuffix("/raw") == (metric.variant == .raw))
      #expect(metric.key.hasSuffix("/recovered") == (metric.variant == .recovered))
    }
    let kind = try MetricCatalogue.description(for: "case-control-recall-at-fpr-0.001/mule")
    #expect(kind.typology == "mule")
    #expect(kind.heading == "mule")
  }
}
