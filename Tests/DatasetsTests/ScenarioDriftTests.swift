import CounterRandom
import Testing

@testable import Datasets

@Suite("Drift changes as it says, and knows its law at every time")
struct ScenarioDriftTests {
  @Test("Shares: pocket fades, flip appears at 0.6, and all add up")
  func shares() throws {
    let drift = try Drift()
    let (start, onset, end) = (
      drift.typologyShares(at: 0), drift.typologyShares(at: 0.6), drift.typologyShares(at: 1)
    )
    for (share, weight) in zip(start, [0.5, 0.15, 0.1, 0, 0.1]) {
      #expect(abs(share - weight / 0.85) < 1e-9)
    }
    for (share, weight) in zip(onset, [0.5, 0.105, 0.1, 0.075, 0.1]) {
      #expect(abs(share - weight / 0.88) < 1e-9)
    }
    for (share, weight) in zip(end, [0.5, 0.075, 0.1, 0.15, 0.1]) {
      #expect(abs(share - weight / 0.925) < 1e-8)
    }
  }

  @Test("Rows: no flip early, blatant fraud turns, and times cover the period")
  func rows() throws {
    let plan = try DrawPlan(
      scenario: Drift(), rows: 4000, positives: 4000, seed: 51, purpose: .training)
    let data = plan.generate()
    let typology = try #require(data.oracle).typology
    #expect(typology[..<1800].count { $0 == 3 } == 0)
    #expect(typology[2800...].count { $0 == 3 } > 100)
    /// Coordinates of blatant fraud along a direction of columns 0–3.
    func along(_ signs: [Double], _ rows: Range<Int>) -> [Double] {
      var coordinates: [Double] = []
      for row in rows where typology[row] == 0 {
        var sum = 0.0
        for column in 0..<4 { sum += signs[column] * Double(data.features[row * 28 + column]) }
        coordinates.append(sum / 2)
      }
      return coordinates
    }
    // At the middle of the last tenth t = 0.95: 0.76 quarters of a circle.
    let angle = 0.8 * 0.95 * Double.pi / 2
    #expect(abs(zScore(along([1, 1, 1, 1], 3600..<4000), mean: 5.5 * PortableMath.cos(angle))) < 5)
    #expect(
      abs(zScore(along([1, 1, -1, -1], 3600..<4000), mean: 5.5 * PortableMath.sin(angle))) < 5)
    #expect(abs(zScore(along([1, 1, -1, -1], 0..<40))) < 4)
    let times = try #require(data.attributes.times)
    for (row, days) in times.enumerated() {
      #expect(abs(days - (Double(row) + 0.5) * 0.045) < 1e-9)
    }
  }

  @Test("Without any change the ratios are those of typologies, bit for bit")
  func still() throws {
    let drift = try Drift(replacing: [
      ScenarioParameter("blatant-turn", 0), ScenarioParameter("pocket-decline", 0),
      ScenarioParameter("flip-onset", -1), ScenarioParameter("flip-onset-width", 0.001),
    ])
    let typologies = try Typologies()
    let data = try DrawPlan(
      scenario: typologies, rows: 500, positives: 250, seed: 52, purpose: .test
    ).generate()
    #expect(
      data.logLikelihoodRatios(under: drift) == data.logLikelihoodRatios(under: typologies))
  }

  @Test("A stale oracle is right at its own time, and worse later")
  func staleness() throws {
    let plan = try DrawPlan(
      scenario: Drift(preset: "rising", prevalence: 0.1), rows: 4096, seed: 53, purpose: .test)
    let data = plan.generate()
    let exact = try #require(data.oracle).posterior
    for row in [0, 1000, 4095] {
      let stale = plan.stalePosterior(
        of: row..<row + 1, frozenAt: (Double(row) + 0.5) / 4096)
      #expect(stale == [exact[row]])
    }
    let stale = plan.stalePosterior(of: 0..<4096, frozenAt: 0.2, jobs: 2)
    #expect(stale == plan.stalePosterior(of: data.features.span, frozenAt: 0.2))
    /// Expected log-loss of `guess`, less that of the posterior, in each row.
    func regret(_ rows: Range<Int>) -> Double {
      var sum = 0.0
      for row in rows {
        let (p, q) = (exact[row], stale[row])
        if p > 0 { sum += p * (PortableMath.log(p) - PortableMath.log(q)) }
        if p < 1 { sum += (1 - p) * (PortableMath.log(1 - p) - PortableMath.log(1 - q)) }
      }
      return sum / Double(rows.count)
    }
    // Rows 615…1024 are those around t = 0.2.
    #expect(regret(615..<1024) >= 0)
    #expect(regret(3686..<4096) > 10 * regret(615..<1024))
    #expect(regret(3686..<4096) > 0.01)
  }

  @Test("A warp does not change what a stale oracle says")
  func warpedStaleness() throws {
    let drift = try Drift(prevalence: 0.1)
    let plan = try DrawPlan(scenario: drift, rows: 100, seed: 54, purpose: .test)
    let warped = try DrawPlan(
      scenario: drift, rows: 100, seed: 54, purpose: .test, warp: Rotation(columnCount: 28))
    #expect(
      warped.stalePosterior(of: 0..<100, frozenAt: 0.1)
        == plan.stalePosterior(of: 0..<100, frozenAt: 0.1))
  }
}

@Suite("A prevalence that changes keeps the number of positives exact")
struct ScenarioPrevalenceTests {
  private func plan(
    rows: Int, positives: Int, seed: UInt64 = 61, preset: String = "rising"
  ) throws -> DrawPlan {
    try DrawPlan(
      scenario: Drift(preset: preset), rows: rows, positives: positives, seed: seed,
      purpose: .training)
  }

  @Test(
    "Exactly as many as asked for, in any number of rows",
    arguments: [(1, 0), (1, 1), (5, 3), (127, 1), (128, 128), (129, 60), (1000, 1), (5003, 999)])
  func counts(rows: Int, positives: Int) throws {
    let plan = try plan(rows: rows, positives: positives)
    #expect((0..<rows).count { plan.label(of: $0) == 1 } == positives)
  }

  @Test("Thirds of the period have the shares of a linear rise, to within one a slice")
  func shares() throws {
    let plan = try plan(rows: 384_000, positives: 3840)
    // m(t) = ½ + t: a third each of 2/9, 3/9 and 4/9, moved a little as odds are not shares.
    for (third, share) in [2.0 / 9, 3.0 / 9, 4.0 / 9].enumerated() {
      let rows = third * 128_000..<(third + 1) * 128_000
      let count = rows.count { plan.label(of: $0) == 1 }
      #expect(abs(Double(count) - 3840 * share) < 12, "third \(third)")
    }
  }

  @Test("The log-odds of a slice are those of its mean number of positives over seeds")
  func marginals() throws {
    // 3.9 rows a slice, so that whole numbers are far from expectations.
    var early: [Double] = []
    var expected = 0.0
    for seed in 0..<400 as Range<UInt64> {
      let plan = try plan(rows: 500, positives: 40, seed: seed)
      early.append(Double((0..<37).count { plan.label(of: $0) == 1 }))
      let schedule = try #require(plan.schedule)
      expected = (0..<37).reduce(0) { $0 + PortableMath.sigmoid(schedule.logOdds(of: $1)) }
    }
    #expect(abs(zScore(early, mean: expected)) < 4)
  }

  @Test("Without a rise the positives are where they always were")
  func unchanged() throws {
    #expect(try plan(rows: 100, positives: 10, preset: "default").schedule == nil)
  }
}
