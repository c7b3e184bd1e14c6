import Statistics
import Testing

@Suite("Every statistic of a pair of columns agrees with SciPy, R and coin")
struct PairCatalogueTests {
  /// Left out where a variance is zero: SciPy divides by it, this library has stated rules, which
  /// `ReferenceTests` holds t tests to and `UnpairedTests` the others.
  private static let hasNoVariance = "constant_8x3"

  @Test("all values of all pairs")
  func pairs() throws {
    var compared = 0
    for matrix in try #require(ReferenceValue.file("statistics")["matrices"]).items {
      let rows = try #require(matrix["matrix"]).items.map(\.numbers)
      let name = try #require(matrix["name"]?.text)
      for pair in try #require(matrix["pairs"]).items {
        let i = Int(try #require(pair["i"]?.number))
        let j = Int(try #require(pair["j"]?.number))
        let (first, second) = (rows.map { $0[i] }, rows.map { $0[j] })
        var computed = try Self.computed(first, second)
        for (index, test) in (pair["nadeau_bengio_t"]?.items ?? []).enumerated() {
          let ratio = try #require(test["rho"]?.number)
          let sample = try PairedSample(first, second)
          let result = try CorrectedResampledTTest(sample, testToTrainingRatio: ratio)
          let place = "nadeau_bengio_t/\(index)"
          computed["\(place)/rho"] = result.testToTrainingRatio
          computed["\(place)/t"] = result.t
          computed["\(place)/df"] = Double(result.degreesOfFreedom)
          computed["\(place)/se"] = result.standardError
          computed["\(place)/p_two_sided"] = result.p
          computed["\(place)/p_greater"] = result.pGreater
        }
        compared += expectAll(
          pair, computed, place: "\(name), columns \(i) and \(j)",
          leavingOut: { path in
            ["i", "j"].contains(path)
              || name == Self.hasNoVariance
                && ["paired_t", "welch_t"].contains { path.hasPrefix($0) }
                && !["mean", "ci95", "df"].contains { path.contains($0) }
              || name == Self.hasNoVariance && path == "welch_t/df"
          }, tolerance: Self.tolerance)
      }
    }
    #expect(compared > 3_000, "\(compared)")
  }

  private static func tolerance(_ path: String) -> Tolerance {
    if path.contains("exact/p") || path.contains("exact_conditional") || path.contains("p_exact")
      || path.hasPrefix("sign_test")
    {
      return Tolerance(relative: 1e-13)
    }
    return path.contains("/p_") ? Tolerance(relative: 1e-9, absolute: 1e-14) : Tolerance()
  }

  private static func computed(_ first: [Double], _ second: [Double]) throws -> ComputedValues {
    let sample = try PairedSample(first, second)
    let paired = try PairedTTest(sample)
    let welch = try WelchTTest(first, second)
    let sign = try SignTest(sample.differences)
    let dominance = try Dominance(sample)
    let pooled = try PooledDifference(first, second)
    let standardized = try StandardizedDifference(sample)
    let rankSum = try MannWhitneyTest(first, second)
    var computed: ComputedValues = [
      "mean_diff": paired.meanDifference, "sd_diff": paired.standardDeviation,
      "paired_t/t": paired.t, "paired_t/df": Double(paired.degreesOfFreedom),
      "paired_t/p_two_sided": paired.p, "paired_t/p_greater": paired.pGreater,
      "paired_t/ci95/0": paired.interval.lower, "paired_t/ci95/1": paired.interval.upper,
      "welch_t/t": welch.t, "welch_t/df": welch.degreesOfFreedom,
      "welch_t/p_two_sided": welch.p, "welch_t/p_greater": welch.pGreater,
      "welch_t/ci95/0": welch.interval.lower, "welch_t/ci95/1": welch.interval.upper,
      "sign_test/n_plus": Double(sign.positive), "sign_test/n_minus": Double(sign.negative),
      "sign_test/n_zero": Double(sign.zero), "sign_test/p_two_sided": sign.p,
      "sign_test/p_greater": sign.pGreater,
      "effect_size/cliffs_delta": dominance.cliffsDelta, "effect_size/A12": dominance.a12,
      "effect_size/cohen_d_pooled": pooled?.cohensD,
      "effect_size/hedges_g_exact": pooled?.hedgesG,
      "effect_size/hedges_g_approx": pooled?.approximateHedgesG,
      "effect_size/cohen_dz": standardized?.cohensDz,
      "effect_size/hedges_gz_exact": standardized?.hedgesG,
      "effect_size/hedges_gz_approx": standardized?.approximateHedgesG,
      "effect_size/rank_biserial_paired": try SignedRankTest(sample.differences).rankBiserial,
      "mann_whitney/U": rankSum.u, "mann_whitney/p_asymptotic_cc": rankSum.p,
      "mann_whitney/p_exact": rankSum.exactP,
    ]
    // SciPy has no number where all values are equal; here nothing speaks against equality.
    let varies = Set(first + second).count > 1
    let asymptotic: Double? = varies ? rankSum.pWithoutContinuityCorrection : nil
    computed["mann_whitney/p_asymptotic_nocc"] = .some(asymptotic)
    for (key, resolution) in [("wilcoxon", nil), ("wilcoxon_rounded", 1e-10)] {
      for (path, value) in try Self.signedRank(sample.differences, resolution) {
        computed["\(key)/\(path)"] = value
      }
    }
    return computed
  }

  private static func signedRank(
    _ differences: [Double], _ resolution: Double?
  ) throws -> ComputedValues {
    let dropped = try SignedRankTest(differences, resolution: resolution)
    let pratt = try SignedRankTest(differences, zeros: .pratt, resolution: resolution)
    var computed: ComputedValues = [
      "n_nonzero": Double(dropped.nonzero), "W_plus": dropped.positiveRankSum,
      "W_minus": dropped.negativeRankSum, "W_plus_pratt": pratt.positiveRankSum,
      "W_minus_pratt": pratt.negativeRankSum, "has_ties": dropped.hasTies.asNumber,
      "has_zeros": (dropped.zeros > 0).asNumber,
    ]
    typealias Zeros = SignedRankTest.ZeroHandling
    for (name, zeros) in [("wilcox", Zeros.drop), ("pratt", .pratt), ("zsplit", .split)] {
      for (suffix, isCorrected) in [("nocc", false), ("cc", true)] {
        let test = try SignedRankTest(
          differences, zeros: zeros, method: .normal(continuityCorrected: isCorrected),
          resolution: resolution)
        let place = "asymptotic_\(name)_\(suffix)"
        computed["\(place)/abs_z"] = test.z
        computed["\(place)/p_two_sided"] = test.p
        computed["\(place)/p_greater"] = test.pGreater
        computed["\(place)/p_less"] = test.pLess
      }
      let exact = try SignedRankTest(
        differences, zeros: zeros, method: .exact, resolution: resolution)
      let places =
        name == "wilcox" ? ["exact", "exact_conditional_wilcox"] : ["exact_conditional_\(name)"]
      for place in places {
        computed["\(place)/p_two_sided"] = exact.p
        computed["\(place)/p_greater"] = exact.pGreater
        computed["\(place)/p_less"] = exact.pLess
      }
    }
    return computed
  }
}
