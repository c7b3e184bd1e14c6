import Results
import Testing

@testable import Reporting

@Suite("Learning curves by number of positives")
struct LearningBySizeTests {
  /// One model on three sizes of a scenario and on one of another; squared error is far behind,
  /// focal loss ahead with few positives.
  private static func results() -> SuiteResults {
    var suite = SyntheticSuite()
    suite.failing = []
    suite.models = [SyntheticSuite.models[0]]
    let family = DatasetFamily(hash: "ff", title: "typologies (0.1 % fraud)")
    suite.datasets = [600, 20, 60].map { positives in
      var record = SyntheticSuite.scenario
      record.id = "size-\(positives)"
      record.title = "typologies, \(positives) frauds"
      record.trainingRows = 1_000 * positives
      record.trainingPositives = positives
      record.validationPositives = positives / 2
      record.family = family
      return record
    }
    var other = SyntheticSuite.scenario
    other.family = DatasetFamily(hash: "00", title: "another")
    suite.datasets.append(other)
    var results = suite.results
    let levels: [String: [String: Double]] = [
      "size-20": ["cross-entropy": 0.2, "focal": 0.25, "mse": 0.19],
      "size-60": ["cross-entropy": 0.3, "focal": 0.28, "mse": 0.2],
      "size-600": ["cross-entropy": 0.5, "focal": 0.46, "mse": 0.4],
    ]
    for index in results.trials.indices {
      let trial = results.trials[index]
      guard case .scored(var scores) = trial.outcome, let level = levels[trial.dataset] else {
        continue
      }
      let wobble = 0.001 * Double(trial.replicate * (trial.loss.count % 3 + 1) % 5)
      scores.tuned.metrics["average-precision"] =
        (level[trial.loss] ?? level["cross-entropy"] ?? 0) + wobble
      results.trials[index].outcome = .scored(scores)
    }
    return results
  }

  @Test("Sizes are put in order; a data set without others of its kind is no series")
  func series() throws {
    let series = try Study(Self.results()).sizeSeries
    #expect(series.map(\.positives) == [[20, 60, 600]])
    #expect(series[0].leads.map(\.loss.id).first == "focal")
    #expect(series[0].leads.first?.positives == [20])
    #expect(series[0].leads.flatMap(\.positives).sorted() == [20, 60, 600])
  }

  @Test("The words say where the lead changes and what more positives are worth")
  func findings() throws {
    let study = try Study(Self.results())
    let series = try #require(study.sizeSeries.first)
    let text = try LearningBySizeSection.findings(series, study)
    #expect(text.contains("Mean average precision is best for focal loss with 20 and "))
    #expect(
      text.contains(
        "The lead does change: losses that lead at another size are shown to be worse with 20, 60 "
          + "and 600."), "\(text)")
    #expect(text.contains("squared error at every size"), "\(text)")
    #expect(text.contains("focal loss from 60 positives on"), "\(text)")
    #expect(text.contains("With 20 positives cross-entropy reaches 0.2"))
    #expect(series.worse(from: 3) == 20)
    #expect(series.worse(from: 2) == 60)
  }

  @Test("The section has a row a size and one figure")
  func section() throws {
    let study = try Study(Self.results())
    let body = try #require(try LearningBySizeSection().body(of: study))
    #expect(body.contains("\n| 20 | 10 | 1,000 | focal loss |"))
    let figures = try LearningBySizeSection().figures(of: study)
    #expect(figures.map(\.name) == ["sizes-size-20-logistic"])
    #expect(figures[0].svg.contains(">positives in training</text>"))
    #expect(body.contains(figures[0].path))
    #expect(try LearningBySizeSection().body(of: Study(SyntheticSuite().results)) == nil)
  }

  @Test("Two data sets of one size and family make no series")
  func twins() throws {
    var results = Self.results()
    results.suite.datasets[1].trainingPositives = 600
    #expect(try Study(results).sizeSeries.isEmpty)
  }
}
