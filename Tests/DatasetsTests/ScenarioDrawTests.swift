import CounterRandom
import Datasets
import Foundation
import Testing

@Suite("A draw is exact in its counts and the same in any range, order and thread")
struct ScenarioDrawTests {
  @Test(
    "The number of positives is exactly round(prevalence × rows)",
    arguments: [
      (1, 0.001), (1, 0.9), (2, 0.5), (3, 0.5), (7, 0.1), (13, 0.3), (100, 0.001), (101, 0.011),
      (499, 0.001), (501, 0.001), (777, 0.0017), (999, 0.999), (1000, 0.0005), (1001, 0.0015),
      (1023, 0.25), (1025, 0.2), (1500, 0.001), (2047, 0.002), (2049, 0.01), (3001, 0.0333),
    ])
  func exactCounts(rows: Int, prevalence: Double) throws {
    let plan = try DrawPlan(
      scenario: Gauss(preset: "default", prevalence: prevalence), rows: rows, seed: 21,
      purpose: .training)
    let data = plan.generate()
    let expected = Int((prevalence * Double(rows)).rounded())
    #expect(plan.positiveCount == expected)
    #expect(data.positiveCount == expected)
    #expect(data.rowCount == rows)
  }

  @Test(
    "Any range, and any list of rows, is the same as in the whole, for any number of threads",
    arguments: ScenarioCase.varied)
  func ranges(name: ScenarioCase) throws {
    let plan = try DrawPlan(
      scenario: name.make(prevalence: 0.05), rows: 4501, seed: 22, purpose: .validation)
    let whole = plan.generate(jobs: 3)
    let labels = whole.oracle?.observation?.trueLabels ?? whole.labels
    #expect(labels.count { $0 == 1 } == 225)
    #expect(whole.hash == plan.generate().hash)
    for range in [0..<1, 0..<64, 63..<66, 4095..<4097, 2500..<2877, 4500..<4501, 17..<17] {
      let part = plan.generate(rows: range, jobs: 2)
      let picked = whole.rows(at: Array(range))
      #expect(part.hash == picked.hash, "rows \(range)")
      #expect(try part.oracleHash() == picked.oracleHash(), "rows \(range)")
    }
    let list = (0..<150).map { $0 * 1877 % 4501 }
    var block = RowBlock(for: plan, capacity: list.count)
    let numbers = list.map { UInt64($0) }
    plan.fill(&block, rows: numbers.span)
    let picked = whole.rows(at: list)
    // Bit patterns, as missing values are equal to nothing.
    #expect(block.features.map(\.bitPattern) == picked.features.map(\.bitPattern))
    #expect(block.labels == picked.labels)
    #expect(block.posterior == picked.oracle?.posterior)
    #expect(block.typology == picked.oracle?.typology)
  }

  @Test(
    "Rows do not change with the number of rows, except for labels and times",
    arguments: ScenarioCase.varied)
  func lawDoesNotDependOnSize(name: ScenarioCase) throws {
    let scenario = try name.make()
    let small = try DrawPlan(
      scenario: scenario, rows: 50, positives: 0, seed: 23, purpose: .training)
    let large = try DrawPlan(
      scenario: scenario, rows: 50_000_000_000, positives: 0, seed: 23, purpose: .training)
    #expect(
      small.generate().features.map(\.bitPattern)
        == large.generate(rows: 0..<50).features.map(\.bitPattern))
    // Far rows, beyond 32 bits, are reached as quickly as near ones.
    #expect(large.generate(rows: 49_999_999_990..<50_000_000_000).rowCount == 10)
  }

  @Test(
    "A prevalence of 10⁻⁵ or 10⁻⁹ moves the posterior's logit and nothing else",
    arguments: ScenarioCase.varied, [1e-5, 1e-9])
  func rarePositives(name: ScenarioCase, prevalence: Double) throws {
    let scenario = try name.make(prevalence: prevalence)
    let plan = try DrawPlan(
      scenario: scenario, rows: 20_000_000_000, seed: 25, purpose: .training)
    #expect(plan.positiveCount == Int((prevalence * 2e10).rounded()))
    let first = 10_000_000_000
    let rows = plan.generate(rows: first..<first + 100)
    let times = (0..<100).map { (Double(first + $0) + 0.5) / 2e10 }
    var ratios = [Double](repeating: 0, count: 100)
    var target = ratios.mutableSpan
    scenario.logLikelihoodRatios(of: rows.features.span, at: times.span, into: &target)
    for (posterior, ratio) in zip(try #require(rows.oracle).posterior, ratios) {
      let odds = posterior / (1 - posterior)
      // In the middle of the period a rising prevalence is its mean.
      #expect(abs(odds / (prevalence / (1 - prevalence)) / Foundation.exp(ratio) - 1) < 0.005)
    }
  }

  @Test("Seeds, purposes and scenarios give unrelated rows")
  func independence() throws {
    let gauss = try Gauss(preset: "default")
    func rows(_ scenario: any Scenario, _ seed: UInt64, _ purpose: Purpose) throws -> [Float] {
      try DrawPlan(scenario: scenario, rows: 3, positives: 0, seed: seed, purpose: purpose)
        .generate().features
    }
    let first = try rows(gauss, 1, .training)
    #expect(try rows(gauss, 1, .training) == first)
    for other in [
      try rows(gauss, 2, .training), try rows(gauss, 1, .test), try rows(gauss, 1 << 32, .training),
      try rows(Typologies(preset: "default"), 1, .training),
    ] {
      #expect(zip(first, other).allSatisfy { $0 != $1 })
    }
  }

  @Test(
    "Draws with all rows of one label have posteriors 0 or 1", arguments: ScenarioCase.varied)
  func oneClass(name: ScenarioCase) throws {
    let scenario = try name.make()
    for (positives, posterior) in [(0, 0.0), (20, 1.0)] {
      let data = try DrawPlan(
        scenario: scenario, rows: 20, positives: positives, seed: 24, purpose: .test
      ).generate()
      #expect(try #require(data.oracle).posterior.allSatisfy { $0 == posterior })
      let labels = data.oracle?.observation?.trueLabels ?? data.labels
      #expect(labels.count { $0 == 1 } == positives)
    }
  }

  @Test("Impossible draws are refused")
  func refusals() throws {
    let scenario = try Gauss(preset: "default")
    #expect(throws: DatasetError.invalidRowCount(0)) {
      try DrawPlan(scenario: scenario, rows: 0, seed: 1, purpose: .test)
    }
    #expect(throws: DatasetError.invalidPositiveCount(5, rows: 4)) {
      try DrawPlan(scenario: scenario, rows: 4, positives: 5, seed: 1, purpose: .test)
    }
    for prevalence in [0, 1, -0.1, 2, .infinity] {
      #expect(throws: DatasetError.invalidPrevalence(prevalence)) {
        try ScenarioCatalogue.scenario(named: "gauss", prevalence: prevalence)
      }
    }
    #expect(throws: DatasetError.self) {
      try ScenarioCatalogue.scenario(named: "gauss", prevalence: .nan)
    }
  }
}
