import Foundation
import Results
import Statistics
import Testing

@testable import Reporting

@Suite("Runs that end when comparisons are decided")
struct SequentialReportTests {
  private func suite(
    replicates: Int = 5, cap: Int = 40, gains: [Double] = [], seed: UInt64 = 1
  ) -> AliasSuite {
    var suite = AliasSuite(
      replicates: replicates, losses: 3, gains: gains, practicalEquivalence: 0.001,
      errorRates: nil, seed: seed)
    suite.sequential = SequentialRecord(
      maximumReplicates: cap,
      panels: [.init(dataset: "typologies", model: "logistic", replicates: replicates)])
    return suite
  }

  /// Rounds as `lopsided run --until-decided` does them.
  private func run(_ start: AliasSuite) throws -> (suite: AliasSuite, standing: SequentialStanding)
  {
    var suite = start
    while true {
      let standing = try SequentialStanding(suite.results)
      guard let next = suite.sequential?.extended(where: { standing.isOpen($0) }) else {
        return (suite, standing)
      }
      suite.sequential = next
    }
  }

  @Test("Where nothing differs, few runs ever say that something does")
  func errorRate() throws {
    let runs = 80
    var wrong = 0
    for seed in 0..<UInt64(runs) {
      let (_, standing) = try run(suite(seed: seed + 1))
      if standing.comparisons.contains(where: { ["better", "worse"].contains($0.finding) }) {
        wrong += 1
      }
    }
    #expect(try RejectionRate(rejections: wrong, trials: runs).finding != .liberal)
  }

  @Test("What differs is found, long before the cap, and then nothing is added")
  func found() throws {
    let (end, standing) = try run(suite(cap: 400, gains: [0, 0.03, -0.03]))
    #expect(standing.open.isEmpty)
    #expect(standing.comparisons.map(\.finding) == ["better", "worse"])
    let replicates = try #require(end.sequential?.panels.first?.replicates)
    #expect((6...30).contains(replicates))
    for comparison in standing.comparisons {
      #expect(try #require(comparison.decidedAfter) <= replicates)
    }
  }

  @Test("A loss that always fails does not keep a run going")
  func failing() throws {
    var start = suite(gains: [0, 0.03, 0])
    start.failing = ["name-2"]
    let (end, standing) = try run(start)
    #expect(standing.open.isEmpty)
    #expect(standing.comparisons.map(\.finding) == ["better", "not comparable"])
    #expect(try #require(end.sequential?.panels.first?.replicates) < 40)
  }

  @Test("The report decides by confidence sequences, and says so")
  func report() throws {
    let (end, standing) = try run(suite(gains: [0, 0.03, 0.0005]))
    let results = end.results
    let study = try Study(results)
    #expect(study.missing == 0)
    #expect(study.tested.map(\.comparison.finding.rawValue) == standing.comparisons.map(\.finding))
    for comparison in study.tested.map(\.comparison) {
      let sequence = try #require(comparison.sequential?.interval)
      #expect(comparison.interval == sequence)
      #expect(sequence.width > (try #require(comparison.paired?.interval.width)))
      #expect(comparison.detectable == nil)
    }
    let report = try Report(results: results).markdown
    for text in [
      "in brackets confidence sequences", "The number of replicates was not fixed beforehand",
      "[decided after](#confidence-sequences)", "<a id=\"confidence-sequences\"></a>",
      "--until-decided --max-replicates 40", "added until decided, at most 40",
    ] {
      #expect(report.contains(text), "\(text)")
    }
    for text in ["Holm", "(#families)", "(#wilcoxon)", "(#detectable)"] {
      #expect(!report.contains(text), "\(text)")
    }
  }
}
