import Foundation
import Statistics

/// Times the statistics of 20 replicates × 8 losses × 6 metrics, the numbers of the peers' script.
struct StatisticsWork {
  let arguments: Arguments

  private static let (replicates, losses, metrics) = (20, 8, 6)

  /// Prints the median of some turns of each piece of work, in seconds, and its first values.
  func run() throws {
    let turns = arguments.number("reps", 5)
    let path = "\(arguments.text("data", "peers"))/statistics.npy"
    let values: [Double] = try NumPyFile.values(path)
    guard values.count == Self.replicates * Self.losses * Self.metrics else {
      throw StatisticsError.unequalCounts(
        first: values.count, second: Self.replicates * Self.losses * Self.metrics)
    }
    // One table a metric: a row a replicate, a column a loss.
    let tables = (0..<Self.metrics).map { metric in
      (0..<Self.replicates).map { replicate in
        (0..<Self.losses).map { loss in
          values[(replicate * Self.losses + loss) * Self.metrics + metric]
        }
      }
    }
    var first: [String: Double] = [:]
    let bootstrap = try median(of: turns) {
      let series = Self.differences(tables)
      let resamples = try Resamples(count: 10_000, size: Self.replicates, seed: 1)
      let intervals = try resamples.meanIntervals(of: series)
      first["bca_lower"] = intervals[0]?.lower
      first["bca_upper"] = intervals[0]?.upper
    }
    let ranks = try median(of: turns) {
      for (metric, table) in tables.enumerated() {
        let ranks = try BlockRanks(table)
        let friedman = try FriedmanTest(ranks)
        let nemenyi = try NemenyiTest(ranks)
        var p = 1.0
        for one in 0..<Self.losses {
          for other in (one + 1)..<max(one + 1, Self.losses) { p = try nemenyi.p(one, other) }
        }
        if metric == 0 {
          first["friedman_p"] = friedman.p
          first["nemenyi_p"] = try nemenyi.p(0, Self.losses - 1)
        }
        precondition(p >= 0)
      }
    }
    let signedRanks = try median(of: turns) {
      for metric in 0..<Self.metrics {
        let p = try Self.differences([tables[metric]]).map {
          try SignedRankTest($0).p
        }
        let adjusted = try MultiplicityCorrection.holm.adjust(p)
        if metric == 0 {
          first["wilcoxon_p"] = p[0]
          first["holm_least"] = adjusted.min()
        }
      }
    }
    // Everything that `lopsided stats` tells of a table.
    let names = ["ce", "wce", "focal", "mse", "dice", "cb", "ldam", "asl"]
    var comparisons = 0
    let whole = try median(of: turns) {
      for table in tables {
        let analysis = try TableAnalysis(
          try MethodTable(methods: names, rows: table),
          .init(design: .manyDataSets, preference: .higherIsBetter, practicalEquivalence: 0.01))
        comparisons += analysis.comparisons.count
      }
    }
    try FixedArrays.report(
      [
        "workload": "statistics", "seconds_bca": bootstrap, "seconds_ranks": ranks,
        "seconds_wilcoxon_holm": signedRanks, "seconds_everything": whole,
        "comparisons": comparisons / max(turns, 1),
      ],
      metrics: ["W5": first])
  }

  /// Differences of all pairs of losses, for each pair those of every table.
  private static func differences(_ tables: [[[Double]]]) -> [[Double]] {
    var series: [[Double]] = []
    for one in 0..<losses {
      for other in (one + 1)..<max(one + 1, losses) {
        for table in tables { series.append(table.map { $0[one] - $0[other] }) }
      }
    }
    return series
  }
}
