import CounterRandom
import Foundation
import Testing

@testable import Datasets

@Suite("Levels are drawn by integers, with exactly the shares that the posterior uses")
struct TransactionsDrawTests {
  @Test("Every level gets at least one word, and the words add up to 2³²")
  func limits() {
    for shares in [[1, 0, 0, 1e-300], [0.5, 0.5], [1e-12, 1], [0, 0, 0, 0, 1], [3, 2, 1]] {
      let limits = levelLimits(shares)
      #expect(limits.last == 1 << 32)
      #expect(wordShares(limits).allSatisfy { $0 >= 0x1p-32 })
      #expect(wordShares(limits).reduce(0, +) == 1)
      let total = shares.reduce(0, +)
      for (share, realised) in zip(shares, wordShares(limits)) {
        #expect(abs(share / total - realised) < 6 * 0x1p-32)
      }
    }
  }

  @Test("Cells give every level exactly its words", arguments: [1, 2, 3, 5, 7])
  func cells(bits: Int) {
    for levels in Set([2, 1 << bits - 1, 1 << bits]) where levels >= 2 && levels <= 1 << bits {
      for power in [0, 1, 6] {
        let shares = (1...levels).map { pow(Double($0 * 37 % 101), Double(power)) + 1e-9 }
        let limits = levelLimits(shares)
        let cells = LevelCells(limits: limits, bits: bits)
        let size = UInt64(1) << UInt64(32 - bits)
        var words = [UInt64](repeating: 0, count: levels)
        for (cell, entry) in cells.cells.enumerated() {
          let kept = entry >> 8
          if kept > 0 { words[cell] += kept }
          if kept < size { words[Int(entry & 0xFF)] += size - kept }
        }
        #expect(words == zip(limits, [0] + limits.dropLast()).map { $0 - $1 })
      }
    }
  }

  @Test("A word's level is that of its cell, at every border")
  func borders() {
    let cells = LevelCells(limits: levelLimits([0.7, 0.2, 0.1]), bits: 2)
    for (cell, entry) in cells.cells.enumerated() {
      let (start, kept) = (UInt64(cell) << 30, entry >> 8)
      func level(_ word: UInt64) -> UInt64 {
        unsafe cells.cells.withUnsafeBufferPointer { pointer in
          guard let base = pointer.baseAddress else { return 99 }
          return unsafe LevelCells.level(of: word, bits: 2, cells: base)
        }
      }
      if kept > 0 {
        #expect(level(start) == UInt64(cell) && level(start + kept - 1) == UInt64(cell))
      }
      if kept < 1 << 30 {
        #expect(level(start + kept) == entry & 0xFF)
        #expect(level(start + (1 << 30) - 1) == entry & 0xFF)
      }
    }
  }

  @Test("Moved by 0 a law is its host's, by 1 itself")
  func moving() {
    let laws = ComponentLaw.components(kappa: 1, weights: [1, 1, 1, 1, 1, 1])
    for (fraud, host) in [(6, 5), (7, 2), (8, 2), (9, 3), (10, 0)] {
      for (kappa, target) in [(0.0, host), (1.0, fraud)] {
        let moved = laws[fraud].moved(
          by: kappa, from: laws[host], scalingDeviations: fraud == 8)
        for (moved, target) in zip(moved.logNormals, laws[target].logNormals) {
          #expect(abs(moved.mean - target.mean) < 1e-12)
          if fraud == 8 { #expect(abs(moved.deviation - target.deviation) < 1e-12) }
        }
        for (moved, target) in zip(moved.levelShares, laws[target].levelShares) {
          let total = target.reduce(0, +)
          #expect(zip(moved, target).allSatisfy { abs($0 - $1 / total) < 1e-12 })
        }
      }
    }
  }

  @Test("Single rows in any order are the rows of the whole", arguments: ["transactions", "noisy"])
  func lists(name: String) throws {
    let scenario = try ScenarioCatalogue.scenario(named: name, prevalence: 0.1)
    let plan = try DrawPlan(scenario: scenario, rows: 1000, seed: 46, purpose: .validation)
    let whole = plan.generate(jobs: 2)
    let list: [UInt64] = [999, 0, 3, 3, 64, 63, 500]
    var block = RowBlock(for: plan, capacity: list.count)
    plan.fill(&block, rows: list.span)
    let picked = whole.rows(at: list.map { Int($0) })
    #expect(block.features.map(\.bitPattern) == picked.features.map(\.bitPattern))
    #expect(block.labels == picked.labels)
    #expect(block.posterior == picked.oracle?.posterior)
    #expect(block.typology == picked.oracle?.typology)
    #expect(block.amounts == picked.amounts)
    if name == "noisy" {
      #expect(block.times == picked.attributes.times)
      #expect(block.trueLabels == picked.oracle?.observation?.trueLabels)
      #expect(block.observedPosterior == picked.oracle?.observation?.posterior)
    }
    let part = plan.generate(rows: 60..<130)
    #expect(
      part.features.map(\.bitPattern) == whole.rows(at: Array(60..<130)).features.map(\.bitPattern))
  }

  @Test("Parameters outside of their ranges are refused")
  func refusals() throws {
    for parameter in [
      ScenarioParameter("kappa", -0.1), ScenarioParameter("kappa", 3.1),
      ScenarioParameter(name: "typology-weights", values: [1, 1, 1, 1, 1]),
      ScenarioParameter(name: "typology-weights", values: [1, 1, 1, 1, 1, 0]),
    ] {
      #expect(throws: DatasetError.self) { try Transactions(replacing: [parameter]) }
      #expect(throws: DatasetError.self) { try Noisy(replacing: [parameter]) }
    }
    for parameter in [
      ScenarioParameter("false-report-rate", 1.5), ScenarioParameter("delay-median-days", 0),
      ScenarioParameter("delay-cap-days", -1), ScenarioParameter("period-days", 0),
      ScenarioParameter(name: "unreported-rates", values: [0, 0, 0, 0, 0, 2]),
      ScenarioParameter("late", 1),
    ] {
      #expect(throws: DatasetError.self) { try Noisy(replacing: [parameter]) }
    }
  }
}
