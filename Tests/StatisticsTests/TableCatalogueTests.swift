import Testing

@testable import Statistics

@Suite("Tables of adjusted p values, power and distributions agree")
struct TableCatalogueTests {
  @Test("every way to adjust p values")
  func adjustment() throws {
    let families = try #require(ReferenceValue.file("statistics_tables")["multiple_testing"]).items
    #expect(families.count == 6)
    let methods: [String: MultiplicityCorrection] = [
      "bonferroni": .bonferroni, "sidak": .sidak, "holm": .holm, "holm_sidak": .holmSidak,
      "hochberg": .hochberg, "hommel": .hommel, "benjamini_hochberg": .benjaminiHochberg,
      "benjamini_yekutieli": .benjaminiYekutieli,
    ]
    #expect(methods.count == MultiplicityCorrection.allCases.count)
    for family in families {
      let p = try #require(family["p"]).numbers
      var computed: ComputedValues = [:]
      for (name, method) in methods {
        for (index, value) in try method.adjust(p).enumerated() {
          computed["\(name)/\(index)"] = value
        }
      }
      expectAll(
        family, computed, place: "p = \(p)", leavingOut: { $0.hasPrefix("p/") },
        tolerance: { _ in Tolerance(relative: 1e-13) })
    }
  }

  @Test("power and smallest detectable differences")
  func power() throws {
    for row in try #require(ReferenceValue.file("statistics_tables")["power_paired_t"]).items {
      let n = Int(try #require(row["n"]?.number))
      let alpha = try #require(row["alpha"]?.number)
      let detectable = try PairedPower.smallestDetectable(
        pairs: n, power: try #require(row["power"]?.number), significance: alpha)
      expectAll(
        row,
        [
          "mde_dz": detectable,
          "power_at_dz_0.5": try PairedPower.power(
            standardizedDifference: 0.5, pairs: n, significance: alpha),
        ], place: "n = \(n), alpha = \(alpha)",
        leavingOut: {
          ["n", "alpha", "power"].contains($0) || $0.hasSuffix("_err_at_mde")
            || $0.hasSuffix("_rel_err")
        },
        tolerance: { _ in Tolerance(relative: 1e-7) })
    }
  }

  @Test("distribution functions")
  func distributions() throws {
    let rows = try #require(ReferenceValue.file("statistics_tables")["cdf"]).items
    #expect(rows.count == 54)
    for row in rows {
      let name = try #require(row["dist"]?.text)
      let arguments = try #require(row["args"]).numbers
      let expected = try #require(row["value"]?.number)
      let error = try #require(row["gsl_2.7.1_rel_err"]?.number)
      let value =
        switch name {
        case "t_sf": try GSL.studentUpperTail(arguments[0], degreesOfFreedom: arguments[1])
        case "f_sf":
          try GSL.fisherUpperTail(arguments[0], degreesOfFreedom: arguments[1], arguments[2])
        case "chi2_sf": try GSL.chiSquaredUpperTail(arguments[0], degreesOfFreedom: arguments[1])
        case "normal_sf": try GSL.normalUpperTail(arguments[0])
        case "binom_cdf_p0.5":
          try GSL.fairBinomialLowerTail(Int(arguments[0]), of: Int(arguments[1]))
        case "t_ppf":
          try GSL.studentQuantile(upperTail: 1 - arguments[0], degreesOfFreedom: arguments[1])
        default: Double.nan
        }
      #expect(
        isClose(value, expected, relative: max(1e-10, 10 * error)), "\(name)\(arguments): \(value)")
    }
  }
}
