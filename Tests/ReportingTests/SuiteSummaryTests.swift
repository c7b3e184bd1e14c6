import Foundation
import Reporting
import Results
import Testing

@Suite("A suite summed up for the terminal")
struct SuiteSummaryTests {
  @Test("State, answer and panels are those of the report")
  func agrees() throws {
    let results = SyntheticSuite().results
    let summary = try SuiteSummary(results: results)
    let report = try Report(results: results).markdown
    #expect(summary.trials.planned == 160)
    #expect(summary.trials.scored == 157)
    #expect(summary.trials.failed == 3)
    #expect(summary.trials.missing == 0)
    // The headline without its marks is the report's.
    #expect(report.replacing("**", with: "").contains(summary.answer))
    #expect(summary.panels.count == 4)
    for panel in summary.panels {
      let means = panel.rows.compactMap(\.value?.mean)
      #expect(means == means.sorted(by: >))
      #expect(panel.rows.count { $0.standing == "best" } == 1)
      #expect(panel.rows.first { $0.loss == "cross-entropy" }?.difference == nil)
      #expect(panel.rows.count { $0.difference != nil } == 3)
    }
    #expect(
      summary.failures.map { "\($0.dataset)/\($0.model)/\($0.loss) \($0.trials)" } == [
        "typologies/mlp/mse 2", "mammography/logistic/focal 1",
      ])
  }

  @Test("A suite that was not run, and one that only failed, say so")
  func empty() throws {
    var suite = SyntheticSuite()
    let nothing = try SuiteSummary(results: SuiteResults(suite: suite.suite, trials: []))
    #expect(nothing.trials.missing == 160)
    #expect(nothing.answer == "There is no answer yet: no trial has been run.")
    #expect(nothing.panels.allSatisfy { $0.rows.allSatisfy { $0.value == nil } })
    suite.datasets = [SyntheticSuite.scenario]
    suite.models = [SyntheticSuite.models[1]]
    suite.losses = [SyntheticSuite.losses[3]]
    suite.reference = "mse"
    suite.replicates = 1
    suite.failing = ["typologies/mlp/mse/0"]
    let failed = try SuiteSummary(results: suite.results)
    #expect(failed.answer == "There is no answer: all 1 trial run so far failed.")
    #expect(failed.failures.count == 1)
  }

  @Test("It is JSON with sorted keys that reads back")
  func json() throws {
    let summary = try SuiteSummary(results: SyntheticSuite().results)
    let data = try JSONEncoder().encode(summary)
    let object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(object["name"] as? String == "synthetic")
    #expect((object["panels"] as? [Any])?.count == 4)
  }
}
