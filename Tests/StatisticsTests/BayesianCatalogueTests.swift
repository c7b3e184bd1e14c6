import Testing

@testable import Statistics

@Suite("Bayesian comparisons agree with baycomp")
struct BayesianCatalogueTests {
  private struct Case {
    let name: String
    let reference: ReferenceValue
    let sample: PairedSample
    let region: Double
  }

  private static func cases() throws -> [Case] {
    var cases: [Case] = []
    for matrix in try #require(ReferenceValue.file("statistics")["matrices"]).items {
      let rows = try #require(matrix["matrix"]).items.map(\.numbers)
      for entry in matrix["bayes"]?.items ?? [] {
        let i = Int(try #require(entry["i"]?.number))
        let j = Int(try #require(entry["j"]?.number))
        cases.append(
          Case(
            name: "\(matrix["name"]?.text ?? ""), columns \(i) and \(j)", reference: entry,
            sample: try PairedSample(rows.map { $0[i] }, rows.map { $0[j] }),
            region: try #require(entry["rope"]?.number)))
      }
    }
    return cases
  }

  @Test("the correlated t test, to the last digits")
  func correlated() throws {
    var compared = 0
    for entry in try Self.cases() {
      guard case .object(let members) = entry.reference else { continue }
      for (key, expected) in members
      where key.hasPrefix("correlated_t") || key == "plain_t_rho0" {
        let test = try CorrelatedBayesianTTest(
          entry.sample, correlation: expected["rho"]?.number ?? 0,
          practicalEquivalence: entry.region)
        // baycomp's difference is second − first: its left is our above.
        compared += expectAll(
          expected,
          [
            "rho": expected["rho"]?.number, "location": -test.location, "scale": test.scale,
            "df": Double(test.degreesOfFreedom), "p_left": test.probabilities.above,
            "p_rope": test.probabilities.within, "p_right": test.probabilities.below,
          ], place: "\(entry.name), \(key)",
          tolerance: { $0.hasPrefix("p_") ? Tolerance(relative: 1e-9, absolute: 1e-14) : .init() })
      }
    }
    #expect(compared > 100, "\(compared)")
  }

  @Test("the signed-rank test's shares for given weights")
  func kernel() throws {
    var compared = 0
    for entry in try Self.cases() {
      // baycomp's order: the prior's zero, then the differences second − first.
      let kernel = SignedRankKernel(
        [0] + entry.sample.differences.map { -$0 }, practicalEquivalence: entry.region)
      for (index, draw) in (entry.reference["signed_rank_kernel"]?.items ?? []).enumerated() {
        let weights = try #require(draw["weights"]).numbers
        var sums = kernel.makeSums(width: 1)
        var (low, high) = ([0.0], [0.0])
        kernel.shares(weights, &sums, below: &low, above: &high)
        let shares = (below: low[0], above: high[0])
        compared += expectAll(
          draw,
          [
            "theta_left": shares.below, "theta_right": shares.above,
            "theta_rope": 1 - shares.below - shares.above,
          ], place: "\(entry.name), draw \(index)",
          leavingOut: { $0.hasPrefix("weights") },
          tolerance: { _ in Tolerance(relative: 1e-11, absolute: 1e-14) })
      }
    }
    #expect(compared >= 24, "\(compared)")
  }

  @Test("the signed-rank test's probabilities, within both Monte Carlo errors")
  func signedRank() throws {
    let draws = 8_000
    for entry in try Self.cases() {
      let expected = try #require(entry.reference["signed_rank_mc"])
      let test = try BayesianSignedRankTest(
        entry.sample.differences, practicalEquivalence: entry.region,
        priorStrength: try #require(expected["prior_strength"]?.number), draws: draws)
      let errors = try #require(expected["mc_standard_error"]).numbers
      for (index, (key, value)) in [
        ("p_left", test.probabilities.above), ("p_rope", test.probabilities.within),
        ("p_right", test.probabilities.below),
      ].enumerated() {
        let p = try #require(expected[key]?.number)
        let own = (p * (1 - p) / Double(draws)).squareRoot()
        #expect(
          (value - p).magnitude <= 5 * errors[index] + 5 * own + 2e-4,
          "\(entry.name), \(key): \(value), expected \(p)")
      }
    }
  }

  @Test("series that share draws have the probabilities that each has alone")
  func shared() throws {
    let series = try Self.cases().prefix(3).map(\.sample.differences)
    let together = try BayesianSignedRankTest.probabilities(
      of: series, practicalEquivalence: 0.01, draws: 500)
    for (differences, probabilities) in zip(series, together) {
      let alone = try BayesianSignedRankTest(differences, practicalEquivalence: 0.01, draws: 500)
      #expect(alone.probabilities == probabilities)
    }
    #expect(throws: StatisticsError.self) {
      try BayesianSignedRankTest.probabilities(of: [[1, 2], [1]], practicalEquivalence: 0)
    }
  }

  @Test("learners that never differ are practically equal, whichever the region")
  func equal() throws {
    let sample = try PairedSample([0.5, 0.25, 0.75], [0.5, 0.25, 0.75])
    for region in [0, 0.01] {
      let t = try CorrelatedBayesianTTest(
        sample, correlation: 0.25, practicalEquivalence: region)
      #expect(t.probabilities.within == 1)
      let rank = try BayesianSignedRankTest(
        sample.differences, practicalEquivalence: region, draws: 100)
      #expect(rank.probabilities.within == 1)
    }
  }
}
