import CounterRandom
import Datasets
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

  @Test("Any range is the same as in the whole, for any number of threads")
  func ranges() throws {
    let plan = try DrawPlan(
      scenario: Typologies(preset: "default", prevalence: 0.05), rows: 9001, seed: 22,
      purpose: .validation)
    let whole = plan.generate(jobs: 3)
    #expect(whole.hash == plan.generate().hash)
    for range in [0..<1, 0..<64, 63..<66, 4095..<4097, 5000..<5777, 9000..<9001, 17..<17] {
      let part = plan.generate(rows: range, jobs: 2)
      let picked = whole.rows(at: Array(range))
      #expect(part.hash == picked.hash, "rows \(range)")
      #expect(try part.oracleHash() == picked.oracleHash(), "rows \(range)")
    }
  }

  @Test("Rows do not change with the number of rows, except for labels")
  func lawDoesNotDependOnSize() throws {
    let scenario = try Gauss(preset: "default")
    let small = try DrawPlan(
      scenario: scenario, rows: 50, positives: 0, seed: 23, purpose: .training)
    let large = try DrawPlan(
      scenario: scenario, rows: 50_000_000_000, positives: 0, seed: 23, purpose: .training)
    #expect(small.generate().features == large.generate(rows: 0..<50).features)
    // Far rows, beyond 32 bits, are reached as quickly as near ones.
    #expect(large.generate(rows: 49_999_999_990..<50_000_000_000).rowCount == 10)
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

  @Test("Draws with all rows of one label have posteriors 0 or 1")
  func oneClass() throws {
    let scenario = try Typologies(preset: "hard")
    for (positives, posterior) in [(0, 0.0), (20, 1.0)] {
      let data = try DrawPlan(
        scenario: scenario, rows: 20, positives: positives, seed: 24, purpose: .test
      ).generate()
      #expect(try #require(data.oracle).posterior.allSatisfy { $0 == posterior })
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
