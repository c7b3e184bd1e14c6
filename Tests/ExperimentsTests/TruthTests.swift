import Datasets
import Foundation
import Results
import Testing

@testable import Experiments

@Suite("Evaluating trials against the truth")
struct TruthTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let yaml = tinySuite + "\ntruth: {positives: 300, negatives: 200}\n"

  @Test("The key adds metrics to every trial and takes none away")
  func metrics() async throws {
    let plain = try await run(tinySuite, in: folder, store: "plain.sqlite")
    let known = try await run(Self.yaml, in: folder, store: "one.sqlite")
    let again = try await run(Self.yaml, in: folder, store: "two.sqlite", jobs: 2)
    #expect(known.results == again.results)
    #expect(known.summary.scored == 8)
    for (before, after) in zip(plain.results.trials, known.results.trials) {
      #expect(before.key != after.key)
      let (old, new) = try (
        #require(before.outcome.scores), #require(after.outcome.scores)
      )
      for (key, value) in old.tuned.metrics { #expect(new.tuned.metrics[key] == value, "\(key)") }
      for (key, value) in old.oracle { #expect(new.oracle[key] == value, "\(key)") }
      #expect(!old.tuned.metrics.keys.contains { $0.hasPrefix("case-control") })
      let metrics = new.tuned.metrics
      let precision = try #require(metrics["case-control-average-precision"])
      let regret = try #require(metrics["case-control-average-precision-regret"])
      let best = try #require(new.oracle["case-control-average-precision"])
      #expect(abs(best - precision - regret) < 1e-12)
      #expect(new.defaults?.metrics["case-control-auroc"] != nil)
      #expect(metrics["case-control-recall-at-fpr-0.001/shifted"] != nil)
      for variant in ["raw", "recovered"] {
        let parts = try (
          #require(metrics["calibration-loss/\(variant)"]),
          #require(metrics["grouping-loss/\(variant)"])
        )
        let brier = try #require(metrics["brier-regret/\(variant)"])
        #expect(abs(parts.0 + parts.1 - brier) < 1e-6 * brier + 1e-15)
        #expect(metrics["true-calibration-error/\(variant)"] != nil)
        #expect(metrics["cost-regret/\(variant)"] == nil)
      }
    }
    #expect(plain.results.suite.datasets[0].bayes.count == 4)
    #expect(known.results.suite.datasets[0].bayes.count == 7)
  }

  @Test("A scenario with amounts has a cost regret; a store without the values gets them")
  func costs() async throws {
    let yaml = tinySuite.replacingOccurrences(of: "gauss", with: "typologies")
    _ = try await run(yaml, in: folder)
    let known = try await run(yaml + "\ntruth: {positives: 100, negatives: 100}\n", in: folder)
    #expect(known.results.suite.datasets[0].bayes["expected-cost"] != nil)
    for trial in known.results.trials {
      let regret = try #require(trial.outcome.scores?.tuned.metrics["cost-regret/raw"])
      #expect(regret >= 0)
    }
  }

  @Test("Imported rows have no known law: the key is allowed and adds nothing")
  func imported() async throws {
    var csv = "a,b,fraud\n"
    for row in 0..<300 {
      csv += "\(row % 17),\(Double(row % 5) + (row % 10 == 0 ? 1.5 : 0)),\(row % 10 == 0 ? 1 : 0)\n"
    }
    _ = try folder.write(csv, to: "rows.csv")
    let head = tinySuite.components(separatedBy: "datasets:")[0]
    let outcome = try await run(
      head + "truth: {}\ndatasets: [{file: rows.csv, label: fraud}]", in: folder)
    #expect(outcome.summary.scored == 8)
    let metrics = try #require(outcome.results.trials[0].outcome.scores?.tuned.metrics)
    #expect(!metrics.keys.contains { $0.hasPrefix("case-control") })
  }

  @Test("Counts have defaults, and wrong ones are refused with their place")
  func parsing() throws {
    func truth(_ text: String) throws -> SuiteTruth? {
      try SuiteFile.read(try folder.write(tinySuite + "\ntruth: \(text)\n")).truth
    }
    #expect(try truth("{}") == .standard)
    #expect(
      try truth("{positives: 5_000}") == SuiteTruth(positives: 5000, negatives: 20_000))
    #expect(try SuiteFile.read(try folder.write(tinySuite)).truth == nil)
    for (text, part) in [
      ("{positives: 5}", "at least 100"), ("{positive: 500}", "Did you mean positives?"),
      ("20000", "a mapping with the keys positives, negatives"),
    ] {
      let error = #expect(throws: SuiteError.self) { try truth(text) }
      #expect(error?.description.contains(part) == true, "\(String(describing: error))")
      #expect(error?.description.contains("suite.yaml:20:") == true)
    }
  }

  @Test("Where the law changes, staleness is told apart from the model")
  func drift() async throws {
    let yaml = Self.yaml.replacingOccurrences(of: "scenario: gauss", with: "scenario: drift")
    let outcome = try await run(yaml, in: folder)
    #expect(outcome.summary.scored == 8)
    for trial in outcome.results.trials {
      let scores = try #require(trial.outcome.scores)
      let stale = try #require(scores.oracle["staleness-log-loss-regret"])
      #expect(stale > 0)
      let regret = try #require(scores.tuned.metrics["log-loss-regret/raw"])
      let beyond = try #require(scores.tuned.metrics["log-loss-regret-beyond-staleness/raw"])
      #expect(abs(regret - stale - beyond) < 1e-12)
      #expect(scores.oracle["staleness-average-precision-regret"] != nil)
      #expect(scores.tuned.metrics["average-precision-regret-beyond-staleness"] != nil)
    }
  }

  @Test("Likelihood ratios and posteriors scatter less than labels, the same for any jobs")
  func variance() throws {
    let study = EvaluationVariance(
      of: try Gauss(preset: nil, prevalence: 0.01), classRows: (400, 400), naturalRows: 4000,
      repetitions: 12, seed: 3)
    let comparisons = try study.comparisons()
    #expect(comparisons == (try study.comparisons(jobs: 2)))
    #expect(comparisons.count == 7)
    let truth = comparisons[0]
    #expect(truth.quantity == "average precision of the truth")
    #expect(truth.ratio > 2)
    let regret = comparisons[4]
    #expect(regret.quantity == "log-loss regret of the flattened")
    #expect(regret.ratio > 2)
    for comparison in comparisons.prefix(6) {
      // Both ways estimate the same.
      let spread = comparison.plain.deviation + comparison.informed.deviation
      #expect(abs(comparison.plain.mean - comparison.informed.mean) < 1.5 * spread)
    }
  }
}
