import Statistics
import Testing

@Suite("Bootstrap intervals agree with SciPy on the same resamples")
struct BootstrapCatalogueTests {
  @Test("all values of all cases")
  func cases() throws {
    let file = try ReferenceValue.file("statistics_bootstrap")
    var compared = 0
    for entry in try #require(file["cases"]).items {
      let name = try #require(entry["index_set"]?.text)
      let draws = try #require(file["index_sets"]?[name]).items.map { $0.numbers.map { Int($0) } }
      let resamples = try Resamples(draws: draws)
      let data = try #require(entry["data"]).numbers
      let statistic = try #require(entry["statistic"]?.text)
      let distribution =
        switch statistic {
        case "mean": try resamples.distributionOfMean(data)
        case "median": try resamples.distribution(of: MedianStatistic(), data)
        default: try resamples.distribution(of: TrimmedMeanStatistic(share: 0.25), data)
        }
      var computed = try Self.computed(distribution)
      for (index, row) in (entry["ci"]?.items ?? []).enumerated() {
        let level = try #require(row["level"]?.number)
        for (path, value) in try Self.intervals(distribution, level) {
          computed["ci/\(index)/\(path)"] = value
        }
      }
      compared += expectAll(
        entry, computed, place: "\(entry["name"]?.text ?? ""), \(statistic)",
        leavingOut: { $0.hasPrefix("data/") },
        tolerance: {
          Tolerance(relative: $0.hasPrefix("boot_replicates") ? 1e-12 : 1e-10, absolute: 1e-17)
        })
    }
    #expect(compared > 1_700, "\(compared)")
  }

  private static func computed(_ distribution: BootstrapDistribution) throws -> ComputedValues {
    var computed: ComputedValues = [
      "theta_hat": distribution.estimate, "boot_se_ddof1": distribution.standardError,
      "acceleration_a": distribution.acceleration,
      "count_less": Double(distribution.replicates.count { $0 < distribution.estimate }),
      "count_less_equal": Double(distribution.replicates.count { $0 <= distribution.estimate }),
      "z0_scipy_midrank": try distribution.bias(),
      "z0_strict_less": try distribution.bias(.strictlyBelow),
    ]
    for (index, value) in distribution.replicates.enumerated() {
      computed["boot_replicates/\(index)"] = value
    }
    for (index, value) in distribution.jackknife.enumerated() {
      computed["jackknife/\(index)"] = value
    }
    return computed
  }

  private static func intervals(
    _ distribution: BootstrapDistribution, _ level: Double
  ) throws -> ComputedValues {
    var computed: ComputedValues = ["level": level]
    for (name, interval) in [
      ("scipy_percentile", try distribution.percentile(level: level)),
      ("percentile_linear", try distribution.percentile(level: level)),
      ("scipy_basic", try distribution.basic(level: level)),
      ("scipy_BCa", try #require(try distribution.biasCorrectedAccelerated(level: level))),
      (
        "bca_strict",
        try #require(try distribution.biasCorrectedAccelerated(level: level, .strictlyBelow))
      ),
    ] {
      computed["\(name)/0"] = interval.lower
      computed["\(name)/1"] = interval.upper
    }
    for (name, correction) in [
      ("bca_alpha_midrank", BootstrapDistribution.BiasCorrection.midRank),
      ("bca_alpha_strict", .strictlyBelow),
    ] {
      let ends = try #require(try distribution.correctedProbabilities(level: level, correction))
      computed["\(name)/0"] = ends.lower
      computed["\(name)/1"] = ends.upper
    }
    return computed
  }

  @Test("the intervals of many series are those of each, from one set of draws")
  func shared() throws {
    let resamples = try Resamples(count: 2_000, size: 9, seed: 7)
    var random = SplitMix(seed: 3)
    var series: [[Double]] = []
    for _ in 0..<5 { series.append((0..<9).map { _ in Double(random.next() % 23) / 64 }) }
    let together = try resamples.meanIntervals(of: series)
    for (values, interval) in zip(series, together) {
      let alone = try resamples.distributionOfMean(values).biasCorrectedAccelerated()
      let (one, other) = (try #require(interval), try #require(alone))
      #expect(isClose(one.lower, other.lower, relative: 1e-12))
      #expect(isClose(one.upper, other.upper, relative: 1e-12))
    }
    let again = try Resamples(count: 2_000, size: 9, seed: 7).meanIntervals(of: series)
    #expect(again == together)
    #expect(try Resamples(count: 2_000, size: 9, seed: 8).meanIntervals(of: series) != together)
  }

  @Test("order statistics found by bins are those of the sorted values", arguments: 0..<30)
  func selection(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let values = (0..<(1 + seed * 41)).map { index in
      // Ties, outliers and tiny values.
      switch index % 7 {
      case 0: 0.25
      case 1: random.nextBellShaped() * 1e6
      case 2: random.nextBellShaped() * 1e-300
      default: random.nextBellShaped()
      }
    }
    let summary = try Summary(values)
    let distribution = BootstrapDistribution(estimate: 0, replicates: values, jackknife: [])
    for level in [0.1, 0.5, 0.9, 0.95, 0.999] {
      let interval = try distribution.percentile(level: level)
      let ends = (try summary.quantile((1 - level) / 2), try summary.quantile((1 + level) / 2))
      #expect(interval.lower == ends.0)
      #expect(interval.upper == ends.1)
    }
  }

  @Test("without variation the interval has no width; far extremes are no trap")
  func degenerate() throws {
    let resamples = try Resamples(count: 500, size: 4, seed: 1)
    let constant = try #require(try resamples.meanIntervals(of: [[0.5, 0.5, 0.5, 0.5]]).first)
    #expect(constant?.width == 0)
    let huge = Double.greatestFiniteMagnitude
    let wide = BootstrapDistribution(
      estimate: 0, replicates: [-huge, -1, 0, 1, huge], jackknife: [])
    #expect(try wide.percentile(level: 0.5) == ConfidenceInterval(lower: -1, upper: 1, level: 0.5))
  }
}
