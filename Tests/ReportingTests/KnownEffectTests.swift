import Foundation
import Results
import Statistics
import Testing

@testable import Reporting

@Suite("Known effects")
struct KnownEffectTests {
  /// A suite with one weight, one γ and two durations, whose overstatement is set by a test.
  private func results(
    weighted: Double = 0.1, ideal: Double = 0.1, isAsked: Bool = true
  ) -> SuiteResults {
    var synthetic = SyntheticSuite()
    synthetic.failing = []
    synthetic.datasets = [SyntheticSuite.scenario]
    for index in synthetic.losses.indices {
      switch synthetic.losses[index].id {
      case "weighted-cross-entropy": synthetic.losses[index].grid = [["positiveWeight": 10]]
      case "focal": synthetic.losses[index].grid = [["gamma": 2]]
      default: break
      }
    }
    for index in synthetic.models.indices {
      synthetic.models[index].kind = synthetic.models[index].name
      synthetic.models[index].epochs = 10
    }
    var short = synthetic.models[1]
    short.name = "mlp-1-epoch"
    short.epochs = 1
    synthetic.models.append(short)
    var results = synthetic.results
    results.suite.reportsKnownEffects = isAsked ? true : nil
    for index in results.trials.indices {
      guard var scores = results.trials[index].outcome.scores else { continue }
      let isWeighted = results.trials[index].loss == "weighted-cross-entropy"
      let jitter = 1 + 0.002 * Double(results.trials[index].replicate % 5)
      let isShort = results.trials[index].model == "mlp-1-epoch"
      scores.tuned.metrics["observed-expected-ratio/raw"] =
        jitter * (isWeighted ? (isShort ? weighted / 4 : weighted) : 1)
      scores.tuned.metrics["ideal-observed-expected-ratio"] = isWeighted ? ideal : 1
      results.trials[index].outcome = .scored(scores)
    }
    return results
  }

  private func checks(_ effect: any KnownEffect, _ results: SuiteResults) throws -> [EffectCheck] {
    try effect.checks(in: Study(results))
  }

  @Test("A verdict goes by where the interval lies")
  func verdicts() throws {
    let panel = try #require(try Study(results()).scoredPanels.first)
    func verdict(_ values: [Double], _ range: ClosedRange<Double>) throws -> EffectCheck.Verdict {
      let byReplicate = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($0, $1) })
      return EffectCheck(
        panel: panel, subject: "", predicted: range,
        estimate: try Estimate(byReplicate, design: panel.design), scale: .difference
      ).verdict
    }
    let values = [1.0, 1.1, 0.9, 1.05, 0.95]
    #expect(try verdict(values, 0.5...1.5) == .reproduced)
    #expect(try verdict(values, 1.0...1.5) == .undecided)
    #expect(try verdict(values, 1.5...2) == .contradicted)
    #expect(try verdict(values, -2...0.5) == .contradicted)
    #expect(try verdict([1], 0.5...1.5) == .undecided)
    #expect(try verdict([], 0.5...1.5) == .notMeasured)
  }

  @Test("Probabilities bent as the optimum says are reproduced, others contradicted")
  func bending() throws {
    let asClaimed = try checks(WeightingBendsProbabilities(), results())
    // Two usual models, each with the factor w and the optimum.
    #expect(asClaimed.map(\.verdict) == Array(repeating: .reproduced, count: 4))
    let straight = try checks(WeightingBendsProbabilities(), results(weighted: 1))
    #expect(straight.map(\.verdict) == Array(repeating: .contradicted, count: 4))
    let elsewhere = try checks(WeightingBendsProbabilities(), results(ideal: 0.2))
    #expect(elsewhere.map(\.verdict) == [.reproduced, .contradicted, .reproduced, .contradicted])
  }

  @Test("Fading compares the longest with the shortest training of the MLP")
  func fading() throws {
    let check = try #require(try checks(WeightingFadesWithEpochs(), results()).first)
    #expect(check.panel.model.name == "mlp")
    let estimate = try #require(check.estimate)
    #expect(abs(estimate.mean - 0.25) < 1e-12)
    #expect(check.verdict == .reproduced)
  }

  @Test("What the synthetic suite is made of is found: gains of average precision, F1 at one half")
  func synthetic() throws {
    let ranking = try checks(WeightingKeepsRanking(), results())
    #expect(ranking.filter { $0.subject.hasSuffix("AP") }.allSatisfy { $0.verdict == .reproduced })
    let squared = try checks(SquaredErrorNeedsAStart(), results())
    #expect(!squared.isEmpty && squared.allSatisfy { $0.verdict == .contradicted })
    let half = try checks(ThresholdOfOneHalf(), results())
    #expect(half.first { $0.subject.hasPrefix("best") }?.verdict == .reproduced)
    #expect(try checks(TreesIgnoreWeights(), results()).isEmpty)
    #expect(try checks(SmoothingSetsAFloor(), results()).isEmpty)
  }

  @Test("The section is there only for suites that ask for it, and names every claim it checks")
  func section() throws {
    #expect(try KnownEffectSection().body(of: Study(results(isAsked: false))) == nil)
    let text = try #require(try KnownEffectSection().body(of: Study(results())))
    for effect in KnownEffectCatalogue.all
    where !(try effect.checks(in: Study(results())).isEmpty) {
      #expect(text.contains("### \(Markdown.escaped(effect.title))"))
      #expect(text.contains("[\(Markdown.escaped(effect.title))](#"))
    }
    #expect(text.contains("**contradicted**"))
    #expect(try Report(results: results()).markdown.contains("## Known effects"))
    let titles = KnownEffectCatalogue.all.map(\.title)
    #expect(Set(titles).count == titles.count)
  }
}
