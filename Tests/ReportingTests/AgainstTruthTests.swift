import Foundation
import PageReading
import Results
import Testing

@testable import Reporting

@Suite("The section on the truth")
struct AgainstTruthTests {
  /// The synthetic suite with metrics against the truth in every scored trial of the scenario.
  private func results(isStale: Bool = false, hasAmounts: Bool = true) -> SuiteResults {
    var results = SyntheticSuite().results
    for index in results.trials.indices {
      guard results.trials[index].dataset == "typologies",
        var scores = results.trials[index].outcome.scores
      else { continue }
      let trial = Double(index % 7)
      var metrics = scores.tuned.metrics
      metrics["case-control-average-precision"] = 0.41 + 0.001 * trial
      metrics["case-control-average-precision-regret"] = 0.11 - 0.001 * trial
      metrics["case-control-recall-at-fpr-0.001"] = 0.6 + 0.01 * trial
      for (place, kind) in ["card-testing", "account-takeover", "mule"].enumerated() {
        metrics["case-control-recall-at-fpr-0.001/\(kind)"] = 0.2 * Double(place) + 0.01 * trial
        scores.oracle["case-control-recall-at-fpr-0.001/\(kind)"] = 0.9
      }
      for variant in ["raw", "recovered"] {
        metrics["calibration-loss/\(variant)"] = 1e-6 * (1 + trial)
        metrics["grouping-loss/\(variant)"] = 2e-5 * (1 + trial)
        metrics["true-calibration-error/\(variant)"] = 1e-4 * (1 + trial)
        if hasAmounts { metrics["cost-regret/\(variant)"] = 0.01 * (1 + trial) }
        if isStale {
          metrics["log-loss-regret-beyond-staleness/\(variant)"] = 0.001 * (1 + trial)
        }
      }
      scores.oracle["case-control-average-precision"] = 0.52 + 0.0001 * trial
      scores.oracle["case-control-recall-at-fpr-0.001"] = 0.88
      if isStale {
        metrics["average-precision-regret-beyond-staleness"] = 0.05
        scores.oracle["staleness-average-precision-regret"] = 0.06 + 0.001 * trial
        scores.oracle["staleness-log-loss-regret"] = 0.0004
      }
      scores.tuned.metrics = metrics
      results.trials[index].outcome = .scored(scores)
    }
    return results
  }

  @Test("Without its metrics it is not there")
  func absent() throws {
    let report = try Report(results: SyntheticSuite().results).markdown
    #expect(!report.contains("Against the truth"))
    #expect(!report.contains("case-control"))
  }

  @Test("With them it stands after regret, a perfect learner first, every number explained")
  func present() throws {
    let made = try Report(results: results())
    let report = made.markdown
    #expect(try PageReader(made.page()).danglingAnchors.isEmpty)
    let titles = report.split(separator: "\n").filter { $0.hasPrefix("## ") }
    let place = try #require(titles.firstIndex(of: "## Against the truth"))
    #expect(titles[place - 1] == "## Regret to Bayes")
    #expect(report.contains("| *perfect learner* | 0.5203 ± 0.0"))
    #expect(report.contains("### Probabilities against the truth: typologies, 0.1 % fraud"))
    #expect(!report.contains("against the truth: mammography"))
    for family in [
      "case-control-average-precision", "case-control-average-precision-regret",
      "case-control-recall-at-fpr-0-001", "calibration-loss", "grouping-loss",
      "true-calibration-error", "cost-regret",
    ] {
      #expect(report.contains("](#metric-\(family))"), "\(family) is not linked")
      let entries = report.components(separatedBy: "<a id=\"metric-\(family)\"></a>").count - 1
      #expect(entries == 1, "\(family)")
    }
    #expect(report.contains("card-testing](#metric-case-control-recall-at-fpr-0-001)"))
    #expect(!report.contains("staleness"))
  }

  @Test("Staleness is told apart from the model where the law has changed")
  func stale() throws {
    let made = try Report(results: results(isStale: true, hasAmounts: false))
    let report = made.markdown
    #expect(try PageReader(made.page()).danglingAnchors.isEmpty)
    #expect(report.contains("Knowing it exactly as it was then would cost: "))
    #expect(report.contains("[average-precision regret of staleness](#metric-staleness-average"))
    #expect(report.contains("[AP regret beyond staleness](#metric-average-precision-regret-beyond"))
    #expect(report.contains("<a id=\"metric-log-loss-regret-beyond-staleness\"></a>"))
    #expect(!report.contains("Cost regret"))
  }

  @Test("The table of results carries the metrics, known ones first")
  func table() throws {
    let head = try #require(Report(results: results()).csv.split(separator: "\r\n").first)
    let columns = head.split(separator: ",").map { String($0) }
    let known = try #require(columns.firstIndex(of: "brier-regret/recovered"))
    let added = try #require(columns.firstIndex(of: "case-control-average-precision"))
    #expect(known < added)
    #expect(columns.contains("case-control-recall-at-fpr-0.001/mule"))
  }
}
