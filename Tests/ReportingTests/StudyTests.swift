import Results
import Statistics
import Testing

@testable import Reporting

@Suite("The study does every test once, in the right family")
struct StudyTests {
  @Test("Comparisons with the reference are one family over data sets and models")
  func family() throws {
    let study = try Study(SyntheticSuite().results)
    let comparisons = study.panels.flatMap(\.withReference)
    #expect(comparisons.count == 12)
    let raw = try comparisons.map { try #require($0.paired).p }
    let adjusted = try MultiplicityCorrection.holm.adjust(raw)
    #expect(comparisons.map(\.adjustedP) == adjusted.map { $0 })
  }

  @Test("Draws are compared by the paired t test, splits by the corrected one")
  func designs() throws {
    let study = try Study(SyntheticSuite().results)
    let tests = try study.panels.map { try #require($0.withReference[0].paired).test }
    #expect(tests == [.pairedT, .pairedT, .correctedResampledT, .correctedResampledT])
    let splits = study.panels[2].design
    #expect(splits == .resampledSplits(testToTrainingRatio: 2_236.0 / 6_710.0))
    #expect(study.panels[2].withReference.allSatisfy { $0.paired?.signedRank == nil })
  }

  @Test("A split in time is compared by seeds, windows of time as splits are, and both are told")
  func time() throws {
    var results = SyntheticSuite().results
    results.suite.datasets[0].design = .fixedSplit
    results.suite.datasets[1].design = .rollingOrigins
    let study = try Study(results)
    let tests = try study.panels.map { try #require($0.withReference[0].paired).test }
    #expect(tests == [.pairedT, .pairedT, .correctedResampledT, .correctedResampledT])
    let text = try Report(results: results).markdown
    #expect(text.contains("one split in time, so intervals and tests are about initial weights"))
    #expect(text.contains("seeds on one split in time"))
    #expect(text.contains("windows of one period that overlap"))
    #expect(text.contains("an approximation here"))
    #expect(!text.contains("independent draws"))
    #expect(!text.contains("resampled splits of one data set"))
  }

  @Test("Intervals of means widen for overlapping splits")
  func means() throws {
    let values = [0: 0.5, 1: 0.6, 2: 0.7]
    let draws = try #require(try Estimate(values, design: .independentDraws))
    let splits = try #require(
      try Estimate(values, design: .resampledSplits(testToTrainingRatio: 1)))
    #expect(draws.mean == splits.mean)
    // Half-widths are as √(1/3) to √(1/3 + 1).
    let ratio = try #require(splits.halfWidth) / #require(draws.halfWidth)
    #expect(abs(ratio - 2) < 1e-12)
  }

  @Test("A loss with failed trials is neither best, nor better, nor equal")
  func failures() throws {
    var suite = SyntheticSuite()
    suite.noise = 0.0005
    suite.gains = ["focal": 0.05, "mse": 0]
    suite.failing = ["typologies/logistic/focal/0", "typologies/logistic/mse/1"]
    let panel = try Study(suite.results).panels[0]
    #expect(panel.bestLearner?.loss.id != "focal")
    let focal = panel.withReference[1]
    #expect(focal.paired?.verdict(adjustedP: 0) == .better)
    #expect(focal.finding == .undecided)
    // Nine victories and a defeat.
    #expect(focal.probabilityOfBeingBetter == 0.9)
    let squared = panel.withReference[2]
    #expect(squared.paired?.verdict(adjustedP: 0) == .practicallyEqual)
    #expect(squared.finding == .undecided)
  }

  @Test("A failing reference cannot make others look worse")
  func failingReference() throws {
    var suite = SyntheticSuite()
    suite.noise = 0.0005
    suite.gains = ["mse": -0.05]
    suite.failing = ["typologies/logistic/cross-entropy/0"]
    let panel = try Study(suite.results).panels[0]
    #expect(panel.withReference[2].paired?.verdict(adjustedP: 0) == .worse)
    #expect(panel.withReference[2].finding == .undecided)
    #expect(panel.withReference[2].probabilityOfBeingBetter == 0.1)
  }

  @Test("Standings against the best agree with the comparison with the reference")
  func consistent() throws {
    for panel in try Study(SyntheticSuite().results).panels {
      let best = try #require(panel.bestLearner).loss.id
      for comparison in panel.withBest where comparison.first.id == "cross-entropy" {
        let known = try #require(panel.withReference.first { $0.first.id == best })
        #expect(comparison.adjustedP == known.adjustedP)
      }
    }
  }
}
