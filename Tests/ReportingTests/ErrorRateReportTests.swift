import Foundation
import Results
import Statistics
import Testing

@testable import Reporting

@Suite("Error rates between names of one loss")
struct ErrorRateReportTests {
  private func table(_ suite: AliasSuite) throws -> AliasTable {
    let study = try Study(suite.results)
    let panel = try #require(study.panels.first)
    return AliasTable(
      panel, try #require(suite.errorRates), replicates: suite.replicates, metric: study.metric)
  }

  @Test("No trial serves in two comparisons of a kind, and all whole blocks serve")
  func disjoint() throws {
    let table = try table(AliasSuite(replicates: 45, losses: 9))
    #expect(table.blocks(of: 10) == [0..<10, 10..<20, 20..<30, 30..<40])
    #expect(table.pairs.flatMap { [$0.0, $0.1] } == Array(0..<8))
    #expect(table.families == [0..<4, 4..<8])
    #expect(try table.samples(of: 10).count == 16)
    #expect(try table.samples(of: 20).count == 8)
  }

  @Test("Where nothing differs no test errs more often than it promises")
  func nothing() throws {
    let suite = AliasSuite(replicates: 600)
    let table = try table(suite)
    let pairs = try table.pairRates(practicalEquivalence: 0.001)
    #expect(pairs.count == 8)
    #expect(pairs.allSatisfy { $0.rate.trials == 120 })
    #expect(pairs.allSatisfy { $0.finding != .tooOften || $0.name.hasPrefix("BCa") })
    let sign = try #require(pairs.first { $0.name == "sign test" })
    guard case .exactly(let level) = sign.promise else {
      Issue.record("The sign test's level is known.")
      return
    }
    #expect(abs(level - 22.0 / 1024) < 1e-12)
    let families = try table.familyRates(of: suite.suite)
    #expect(families.allSatisfy { $0.rate.trials == 60 && $0.finding != .tooOften })
    let runs = try table.sequentialRates(of: suite.suite)
    #expect(runs.allSatisfy { $0.finding != .tooOften })
    let peeking = try #require(runs.last)
    #expect(peeking.finding == .warning)
    #expect(peeking.rate.interval.lower > 0.05)
  }

  @Test("A name that is better than the others is noticed by every procedure")
  func broken() throws {
    let suite = AliasSuite(replicates: 400, gains: [0, 0.03])
    let table = try table(suite)
    let all =
      try table.pairRates(practicalEquivalence: 0.001) + table.familyRates(of: suite.suite)
      + table.sequentialRates(of: suite.suite)
    #expect(all.count == 20)
    for item in all where item.finding != .warning {
      #expect(item.finding == .tooOften, "\(item.name)")
    }
  }

  @Test("Splits of one file are tested by what is made for them")
  func splits() throws {
    let suite = AliasSuite(replicates: 600, design: .resampledSplits)
    let table = try table(suite)
    let pairs = try table.pairRates(practicalEquivalence: 0.001)
    #expect(pairs.map(\.name.count).count == 3)
    guard case .exactly(let level) = pairs[0].promise else {
      Issue.record("The level of the corrected test is known.")
      return
    }
    #expect(abs(level - 0.0011059811533719738) < 1e-12)
    #expect(pairs.allSatisfy { $0.finding != .tooOften })
    #expect(try table.sequentialRates(of: suite.suite).isEmpty)
  }

  @Test("The report holds the rates, and a table of values instead of every trial")
  func report() throws {
    let report = try Report(results: AliasSuite(replicates: 40).results)
    #expect(report.markdown.contains("## How often the procedures err"))
    #expect(report.markdown.contains("| sign test | 8 |"))
    #expect(!report.markdown.contains("## The answer"))
    #expect(report.figures.isEmpty)
    let lines = report.csv.split(separator: "\r\n")
    #expect(lines.count == 41)
    #expect(lines[0] == "dataset,model,replicate,name-0,name-1,name-2,name-3")
  }
}
