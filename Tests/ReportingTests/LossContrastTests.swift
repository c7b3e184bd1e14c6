import Reporting
import Results
import Testing

@Suite("Two losses against each other")
struct LossContrastTests {
  @Test("Against the reference it is what the report compares, Holm's family aside")
  func reference() throws {
    let results = SyntheticSuite().results
    let contrast = try LossContrast("mse", "cross-entropy", in: results)
    let summary = try SuiteSummary(results: results)
    #expect(contrast.panels.count == 4)
    #expect(contrast.practicalEquivalence == 0.01)
    for (panel, shown) in zip(contrast.panels, summary.panels) {
      let row = try #require(shown.rows.first { $0.loss == "mse" }?.difference)
      let difference = try #require(panel.primary.difference)
      #expect(difference.mean == row.mean)
      #expect(difference.lower == row.lower)
      #expect(difference.upper == row.upper)
      // A family of 4 comparisons is corrected by less than one of 12.
      #expect(difference.p <= row.p)
      #expect(panel.others.contains { $0.metric.key == "auroc" })
      #expect(!panel.others.contains { $0.metric.key == "average-precision" })
    }
    #expect(contrast.panels[0].primary.difference?.finding == "worse")
    #expect(contrast.panels[1].failures == [2, 0])
  }

  @Test("Exchanging the losses turns every sign")
  func antisymmetric() throws {
    let results = SyntheticSuite().results
    let one = try LossContrast("focal", "mse", in: results, metric: "auroc")
    let other = try LossContrast("mse", "focal", in: results, metric: "auroc")
    #expect(one.metric.key == "auroc")
    #expect(one.practicalEquivalence == 0)
    for (first, second) in zip(one.panels, other.panels) {
      let (a, b) = (first.primary.difference, second.primary.difference)
      #expect(a?.mean == b.map { -$0.mean })
      #expect(a?.p == b?.p)
      #expect(a?.lower == b.map { -$0.upper })
    }
  }

  @Test("A metric may be named without its variant")
  func variant() throws {
    let contrast = try LossContrast(
      "focal", "mse", in: SyntheticSuite().results, metric: "log-loss")
    #expect(contrast.metric.key == "log-loss/raw")
    #expect(!contrast.metric.higherIsBetter)
  }

  @Test("What does not exist is named with what does")
  func errors() throws {
    let results = SyntheticSuite().results
    let loss = try #require(throws: ReportingError.self) {
      try LossContrast("focl", "mse", in: results)
    }
    #expect(loss.description.contains("Did you mean focal?"))
    let metric = try #require(throws: ReportingError.self) {
      try LossContrast("focal", "mse", in: results, metric: "aurok")
    }
    #expect(metric.description.contains("Did you mean auroc?"))
    #expect(throws: ReportingError.self) { try LossContrast("mse", "mse", in: results) }
    let blank = SuiteResults(suite: results.suite, trials: [])
    let nothing = try #require(throws: ReportingError.self) {
      try LossContrast("focal", "mse", in: blank)
    }
    #expect(nothing.description.contains("no scored trial yet"))
  }
}
