import Statistics
import Testing

@Suite("Every statistic of a whole table agrees with SciPy, R and scikit-posthocs")
struct OmnibusCatalogueTests {
  @Test("all values of all tables")
  func tables() throws {
    var compared = 0
    for matrix in try #require(ReferenceValue.file("statistics")["matrices"]).items {
      let name = try #require(matrix["name"]?.text)
      let omnibus = try #require(matrix["omnibus"])
      let ranks = try BlockRanks(try #require(matrix["matrix"]).items.map(\.numbers))
      var computed = try Self.computed(ranks)
      for (index, pair) in (omnibus["nemenyi_pairwise_p"]?.items ?? []).enumerated() {
        let columns = pair.numbers.prefix(2).map { Int($0) }
        for (place, value) in [
          Double(columns[0]), Double(columns[1]), try NemenyiTest(ranks).p(columns[0], columns[1]),
        ].enumerated() {
          computed["nemenyi_pairwise_p/\(index)/\(place)"] = value
        }
      }
      compared += expectAll(
        omnibus, computed, place: name,
        tolerance: { path in
          if path.hasPrefix("nemenyi_pairwise") { return Tolerance(relative: 0, absolute: 1e-9) }
          if path.hasPrefix("nemenyi_cd") { return Tolerance(relative: 1e-8) }
          return path.contains("/p") ? Tolerance(relative: 1e-9, absolute: 1e-14) : Tolerance()
        })
    }
    #expect(compared > 200, "\(compared)")
  }

  private static func computed(_ ranks: BlockRanks) throws -> ComputedValues {
    var computed: ComputedValues = [:]
    for (index, rank) in ranks.averages.enumerated() { computed["average_ranks/\(index)"] = rank }
    for (name, davenport, suffix, isCorrected) in [
      ("friedman_tie_corrected", "iman_davenport_tie_corrected", "tie_corrected", true),
      ("friedman_uncorrected_demsar", "iman_davenport_uncorrected", "uncorrected", false),
    ] {
      let test = try FriedmanTest(ranks, tieCorrection: isCorrected)
      computed["\(name)/chi2"] = test.chiSquared
      computed["\(name)/df"] = Double(test.degreesOfFreedom)
      computed["\(name)/p"] = test.p
      computed["\(davenport)/F"] = test.f
      computed["\(davenport)/df1"] = Double(test.degreesOfFreedom)
      computed["\(davenport)/df2"] = Double(test.denominatorDegreesOfFreedom)
      computed["\(davenport)/p"] = test.pOfF
      computed["kendall_W_\(suffix)"] = test.kendallsW
    }
    let dunn = try BonferroniDunnTest(ranks, control: 0)
    for level in [0.05, 0.1] {
      computed["nemenyi_cd/\(level)"] = try NemenyiTest(ranks)
        .criticalDifference(significance: level)
      computed["bonferroni_dunn_control0/cd/\(level)"] = try dunn.criticalDifference(
        significance: level)
    }
    for (key, values) in [
      ("z", dunn.z), ("p_raw", dunn.p), ("p_bonferroni", try dunn.adjusted()),
      ("p_holm", try dunn.adjusted(.holm)), ("p_hochberg", try dunn.adjusted(.hochberg)),
    ] {
      for (index, value) in values.enumerated() {
        computed["bonferroni_dunn_control0/\(key)/\(index)"] = value
      }
    }
    return computed
  }

  @Test("critical values of the studentised range agree with mpmath")
  func studentizedRange() throws {
    let rows = try #require(ReferenceValue.file("statistics_tables")["studentized_range_inf_df"])
    #expect(rows.items.count == 57)
    for row in rows.items {
      let k = Int(try #require(row["k"]?.number))
      let alpha = try #require(row["alpha"]?.number)
      let range = try StudentizedRange(groups: k)
      let q = try range.quantile(upperTail: alpha)
      #expect(isClose(q, try #require(row["q"]?.number), relative: 1e-10), "k = \(k), \(alpha)")
      let halved = try #require(row["q_over_sqrt2"]?.number)
      #expect(isClose(q / 2.squareRoot(), halved, relative: 1e-10))
      #expect(isClose(try range.upperTail(q), alpha, relative: 1e-9))
    }
  }
}
