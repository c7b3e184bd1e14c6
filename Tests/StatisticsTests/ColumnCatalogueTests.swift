import Statistics
import Testing

@Suite("Every statistic of one column agrees with SciPy and R")
struct ColumnCatalogueTests {
  @Test("all values of all columns")
  func columns() throws {
    var compared = 0
    for matrix in try #require(ReferenceValue.file("statistics")["matrices"]).items {
      let rows = try #require(matrix["matrix"]).items.map(\.numbers)
      for (index, column) in try #require(matrix["columns"]).items.enumerated() {
        let computed = try Self.computed(rows.map { $0[index] })
        compared += expectAll(
          column, computed, place: "\(matrix["name"]?.text ?? ""), column \(index)",
          tolerance: { path in
            switch path {
            case let path where path.hasPrefix("shapiro"): Tolerance(relative: 1e-6)
            case let path where path.hasPrefix("quantiles"): Tolerance(relative: 1e-13)
            default: Tolerance()
            }
          })
      }
    }
    #expect(compared > 500)
  }

  private static func computed(_ values: [Double]) throws -> ComputedValues {
    let summary = try Summary(values)
    let interval = try #require(try summary.meanInterval())
    let normality = try NormalityTest(values)
    let mad = summary.medianAbsoluteDeviation
    var computed: ComputedValues = [
      "n": Double(summary.count), "mean": summary.mean, "sd_ddof1": summary.standardDeviation,
      "var_ddof1": summary.standardDeviation.map { $0 * $0 }, "sem": summary.standardError,
      "min": summary.minimum, "max": summary.maximum, "median": summary.median, "mad_raw": mad,
      "mad_normal": mad * 1.482_602_218_505_602,
      "trim_mean_0.1": try summary.trimmedMean(share: 0.1),
      "trim_mean_0.25": try summary.trimmedMean(share: 0.25),
      "mean_ci95_t/0": interval.lower, "mean_ci95_t/1": interval.upper,
      "shapiro_W": normality?.w, "shapiro_p": normality?.p,
    ]
    for (index, p) in [0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975].enumerated() {
      computed["quantiles/\(index)"] = try summary.quantile(p)
    }
    return computed
  }
}
