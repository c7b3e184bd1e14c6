import Evaluation
import Results
import Statistics
import Testing

@testable import Reporting

@Suite("What remains of a loss's advantage after calibration")
struct RemainingAdvantageTests {
  private func clean() -> SyntheticSuite {
    var suite = SyntheticSuite()
    suite.failing = []
    return suite
  }

  private func section(_ results: SuiteResults) throws -> String? {
    try RemainingAdvantageSection().body(of: Study(results))
  }

  @Test("Each score and way is a family over losses and panels")
  func families() throws {
    let study = try Study(SyntheticSuite().results)
    let evidence = try CalibratedComparisons(study)
    #expect(evidence.places.count == 4)
    #expect(evidence.largestFamily == 12)
    for way in CalibratedComparisons.ways {
      let comparisons = evidence.places.flatMap { $0.comparisons(.logLoss, way) }
      #expect(comparisons.count == 12)
      let raw = try comparisons.map { try #require($0.paired).p }
      #expect(comparisons.map(\.adjustedP) == (try MultiplicityCorrection.holm.adjust(raw)))
    }
  }

  @Test("Both losses are taken after the same calibration")
  func alike() throws {
    let study = try Study(clean().results)
    let place = try CalibratedComparisons(study).places[0]
    let comparison = place.comparisons(.logLoss, .platt)[0]
    let panel = study.panels[0]
    let (ours, theirs) = (
      panel.learners[1].values("log-loss/platt"), panel.learners[0].values("log-loss/platt")
    )
    let mean = ours.keys.reduce(0) { $0 + ours[$1]! - theirs[$1]! } / Double(ours.count)
    #expect(abs(try #require(comparison.paired).meanDifference - mean) < 1e-15)
  }

  @Test("A loss that only bends probabilities leaves nothing once they are straightened")
  func bent() throws {
    var results = clean().results
    for index in results.trials.indices {
      guard case .scored(var scores) = results.trials[index].outcome else { continue }
      // After calibration every loss scores the same, but for the replicate.
      let value = 0.004 + 0.000_1 * Double(results.trials[index].replicate)
      for key in ["log-loss/platt", "log-loss/isotonic"] { scores.tuned.metrics[key] = value }
      results.trials[index].outcome = .scored(scores)
    }
    let text = try #require(try section(results))
    #expect(text.contains("log-loss by which weighted cross-entropy is worse than cross-entropy"))
    #expect(text.contains("Platt's calibration leaves 0.00000 (0.00000 to 0.00000)"))
    #expect(text.contains("neither is told from none"))
  }

  @Test("A gain in training outlasts calibration, and is said to")
  func lasting() throws {
    var results = clean().results
    for index in results.trials.indices where results.trials[index].loss == "mse" {
      guard case .scored(var scores) = results.trials[index].outcome else { continue }
      for way in ["raw", "platt", "isotonic"] {
        scores.tuned.metrics["log-loss/\(way)", default: 0] *= 1.5
      }
      results.trials[index].outcome = .scored(scores)
    }
    let text = try #require(try section(results))
    #expect(text.contains("both are shown"))
  }

  @Test("Results without calibration have no such section, nor have suites of one loss")
  func absent() throws {
    var suite = SyntheticSuite()
    suite.isCalibrated = false
    #expect(try section(suite.results) == nil)
    suite.isCalibrated = true
    suite.losses = Array(suite.losses.prefix(1))
    #expect(try section(suite.results) == nil)
    #expect(!(try Report(results: suite.results).markdown.contains("calibrated-alike")))
  }
}
