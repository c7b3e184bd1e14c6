import Foundation
import Results
import Statistics
import Testing

@testable import Reporting

@Suite("Average ranks and critical differences")
struct LossRankingTests {
  private let losses = Array(SyntheticSuite.losses.prefix(3))

  private func ranking(
    _ rows: [[Double?]], blocks: LossRanking.Blocks = .replicates,
    preference: Preference = .higherIsBetter
  ) throws -> LossRanking {
    try #require(
      try LossRanking(
        title: "a", slug: "ranks-a", blocks: blocks, losses: losses, rows: rows, dropped: 0,
        preference: preference))
  }

  @Test("Six blocks of one order: ranks, critical difference and groups by hand")
  func byHand() throws {
    let ranking = try ranking([[Double?]](repeating: [0.9, 0.8, 0.7], count: 6))
    #expect(ranking.ranks.averages == [1, 2, 3])
    let test = try #require(ranking.test)
    // q = 2.3437 for three losses (Demšar 2006, table 5), times √(3·4/(6·6)).
    #expect(abs(test.criticalDifference - 2.3437 * (12.0 / 36).squareRoot()) < 2e-4)
    #expect(abs(test.friedman.pOfF - pow(6, -5)) < 1e-15)
    #expect(test.groups == [[0, 1], [1, 2]])
  }

  @Test("Where lower is better the order turns round")
  func lower() throws {
    let rows = [[Double?]](repeating: [0.9, 0.8, 0.7], count: 6)
    #expect(try ranking(rows, preference: .lowerIsBetter).order == [2, 1, 0])
  }

  @Test("A failure stands last in its block, two failures share the last ranks")
  func failures() throws {
    let ranking = try ranking([[nil, 0.1, 0.2], [nil, nil, 0.2]])
    #expect(ranking.ranks.ranks == [[3, 2, 1], [2.5, 2.5, 1]])
    let lower = try self.ranking(
      [[nil, 0.1, 0.2]] + [[0.1, 0.2, 0.3]], preference: .lowerIsBetter)
    #expect(lower.ranks.ranks[0] == [3, 1, 2])
  }

  @Test("Too few blocks, and blocks that overlap, are described without a test")
  func untested() throws {
    let rows = [[Double?]](repeating: [0.9, 0.8, 0.7], count: 5)
    #expect(try ranking(rows).test == nil)
    #expect(try ranking(rows + rows, blocks: .overlapping).test == nil)
    #expect(try ranking(rows + rows).test != nil)
  }

  @Test("Ranks without agreement join all losses under one bar")
  func noDifference() throws {
    let cycle: [[Double?]] = [[1, 2, 3], [2, 3, 1], [3, 1, 2]]
    let ranking = try ranking(cycle + cycle)
    let test = try #require(ranking.test)
    #expect(!test.hasDifference)
    #expect(test.groups.isEmpty)
    let study = try Study(SyntheticSuite().results)
    let svg = CriticalDifferenceFigure(ranking: ranking, test: test, study: study).svg
    #expect(svg.contains("one bar over all"))
    #expect(svg.split(separator: "\n").count { $0.contains("stroke-width=\"5\"") } == 1)
  }

  @Test("Few data sets are ranked over replicates, six over data sets, one block each")
  func rule() throws {
    var suite = SyntheticSuite()
    suite.failing = ["typologies/mlp/mse/3"]
    let few = try LossRanking.all(of: Study(suite.results))
    #expect(few.map(\.blocks) == [.replicates, .replicates, .overlapping, .overlapping])
    #expect(few.map(\.ranks.blocks) == [10, 10, 10, 10])
    // The failed trial is last of four.
    #expect(few[1].ranks.ranks[3][3] == 4)

    suite.datasets = (0..<6).map { index in
      var dataset = SyntheticSuite.scenario
      dataset.id = "scenario-\(index)"
      dataset.title = "scenario \(index)"
      return dataset
    }
    suite.failing = ["scenario-0/logistic/focal/0"]
    let many = try LossRanking.all(of: Study(suite.results))
    #expect(many.map(\.blocks) == [.datasets, .datasets])
    #expect(many.map(\.ranks.blocks) == [6, 6])
    #expect(many[0].ranks.ranks[0][2] == 4)
    let text = try Report(results: suite.results).markdown
    #expect(text.contains("over 6 data sets"))
    #expect(text.contains("figures/ranks-logistic.svg"))
  }

  @Test("Text in the diagram stays text, on a ground of its own")
  func figure() throws {
    let study = try Study(SyntheticSuite().results)
    let ranking = try #require(try LossRanking.all(of: study).first)
    let test = try #require(ranking.test)
    let svg = CriticalDifferenceFigure(ranking: ranking, test: test, study: study).svg
    for loss in ranking.losses { #expect(svg.contains(loss.title)) }
    #expect(!svg.contains("<path"))
    #expect(svg.contains("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"))
    #expect(svg.contains("critical difference 1.48"))
  }
}
