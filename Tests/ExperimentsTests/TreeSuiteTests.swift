import Foundation
import Losses
import Results
import Testing

@testable import Experiments
@testable import Training

@Suite("Trees in suites")
struct TreeSuiteTests {
  static func suite(_ model: String) -> String {
    """
    name: grown
    replicates: 2
    configurations: 2
    losses: [cross-entropy, focal]
    models: [\(model)]
    datasets:
      - {scenario: typologies, prevalence: 0.05, rows: {training: 600, validation: 400, test: 400}}
    """
  }

  private func read(_ yaml: String) throws -> Suite {
    let folder = try TemporaryFolder()
    return try SuiteFile.read(try folder.write(yaml))
  }

  @Test("Every key arrives")
  func keys() throws {
    let suite = try read(
      Self.suite(
        """
        {name: trees, id: big, rounds: 50, depth: 3, min-child-weight: 2, lambda: 0.5, gamma: 0.25, \
        max-delta-step: 4, bins: 64, subsample: 0.5, colsample: 0.75, patience: 20, \
        evaluation-interval: 2, learning-rates: [0.1, 0.2]}
        """))
    guard case .trees(let method) = suite.models[0].method else {
      Issue.record("no trees: \(suite.models[0].method)")
      return
    }
    #expect(
      method.settings
        == TreeSettings(
          maximumRounds: 50, depth: 3, minimumChildWeight: 2, lambda: 0.5, gamma: 0.25,
          maximumStep: 4, bins: 64, rowShare: 0.5, columnShare: 0.75, patience: 20,
          evaluationInterval: 2))
    #expect(suite.models[0].ratesFromDefault == [0.1, 0.2])
    let record = suite.models[0].record
    #expect(record.name == "big")
    #expect(record.title == "gradient-boosted trees (depth 3, steps of at most 4)")
    #expect(
      record.training == """
        XGBoost by histograms of 64 bins, the loss as objective, at most 50 rounds, judged every 2, \
        stopped after 20 without a better validation value, best round kept (an epoch is a round); \
        minimum child weight 2, L2 penalty 0.5, minimum gain 0.25, steps of at most 4; each tree \
        sees a share 0.5 of the rows, a share 0.75 of the features
        """)
    let plain = try read(Self.suite("trees"))
    guard case .trees(let standard) = plain.models[0].method else {
      Issue.record("no trees")
      return
    }
    #expect(standard.settings == TreeSettings())
    #expect(plain.models[0].learningRates.count == 4)
  }

  @Test(
    "Wrong keys are refused",
    arguments: [
      ("{name: trees, hidden: [3]}", "\"hidden\" belongs to the model mlp"),
      ("{name: mlp, depth: 3}", "\"depth\" belongs to the model trees"),
      ("{name: trees, depth: 0}", "depth"), ("{name: trees, subsample: 1.5}", "subsample"),
      ("{name: trees, lambda: -1}", "lambda"), ("{name: trees, bins: 1}", "bins"),
    ])
  func wrong(model: String, part: String) throws {
    do {
      _ = try read(Self.suite(model))
      Issue.record("\(model) was taken")
    } catch let error as SuiteError {
      #expect("\(error)".contains(part), "\(error)")
      #expect("\(error)".contains("suite.yaml:5:"), "\(error)")
    }
  }

  @Test("A suite with trees runs, the same for any number of jobs")
  func endToEnd() async throws {
    let folder = try TemporaryFolder()
    let yaml = Self.suite(
      "{name: trees, rounds: 8, depth: 3, subsample: 0.8}, {name: logistic, epochs: 1}")
    var outcomes: [[TrialOutcome]] = []
    for jobs in [1, 3] {
      let (summary, results) = try await run(
        yaml, in: folder, store: "\(jobs).sqlite", jobs: jobs)
      #expect(summary.failed == 0)
      let trials = results.trials.sorted { $0.key < $1.key }
      outcomes.append(trials.map(\.outcome))
      let grown = trials.filter { $0.model == "trees" }
      #expect(grown.count == 4)
      for trial in grown {
        #expect(trial.arithmetic.hasPrefix("XGBoost "))
        let scores = try #require(trial.outcome.scores)
        #expect(scores.learningCurve.map(\.epoch).prefix(3) == [0, 5, 8])
        #expect(scores.configurations.count == 2)
        #expect(scores.tuned.metrics["average-precision"] ?? 0 > 0.05)
      }
    }
    #expect(outcomes[0] == outcomes[1])
  }

  @Test("Memory counts bins and derivatives")
  func memory() throws {
    let load = TrainingLoad(
      trainingRows: 1e6, otherRows: 0, storedRows: 1e6, features: 30, inputs: 30, learners: 4)
    let bytes = TreeMethod(settings: TreeSettings()).memory(of: load)
    #expect(bytes > 1e6 * (30 + 40))
    #expect(bytes < 1e6 * (30 + 40) * 2)
  }
}
