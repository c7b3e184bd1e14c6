import Statistics
import Testing

@Suite("The signed-rank test")
struct SignedRankTests {
  private typealias Wilcoxon = ReferenceStatistics.Wilcoxon

  @Test("agrees with SciPy and R by every method, on the doubles as they are")
  func reference() throws {
    for matrix in try ReferenceStatistics.shared.get().matrices {
      for pair in matrix.pairs {
        try check(
          matrix.differences(pair), pair.wilcoxon,
          rankBiserial: pair.effectSize.rankBiserialPaired,
          resolution: nil, "\(matrix.name), columns \(pair.i) and \(pair.j)")
      }
    }
  }

  @Test("agrees with SciPy on differences rounded to ten decimals")
  func roundedReference() throws {
    var checked = 0
    for matrix in try ReferenceStatistics.shared.get().matrices {
      for pair in matrix.pairs {
        guard let expected = pair.wilcoxonRounded else { continue }
        checked += 1
        try check(
          matrix.differences(pair), expected, rankBiserial: nil, resolution: 1e-10,
          "\(matrix.name), columns \(pair.i) and \(pair.j)")
      }
    }
    #expect(checked > 0)
  }

  private func check(
    _ differences: [Double], _ expected: Wilcoxon, rankBiserial: Double?, resolution: Double?,
    _ place: Comment
  ) throws {
    let dropped = try SignedRankTest(differences, resolution: resolution)
    let pratt = try SignedRankTest(differences, zeros: .pratt, resolution: resolution)
    #expect(dropped.nonzero == expected.nNonzero, place)
    #expect((dropped.zeros > 0) == expected.hasZeros, place)
    #expect(dropped.hasTies == expected.hasTies, place)
    #expect(dropped.positiveRankSum == expected.wPlus, place)
    #expect(dropped.negativeRankSum == expected.wMinus, place)
    #expect(pratt.positiveRankSum == expected.wPlusPratt, place)
    #expect(pratt.negativeRankSum == expected.wMinusPratt, place)
    if let rankBiserial {
      let value = try #require(dropped.rankBiserial)
      #expect(isClose(value, rankBiserial, relative: 1e-13), place)
    }
    let cases: [(ReferenceStatistics.Tails?, SignedRankTest.ZeroHandling, SignedRankTest.Method)] =
      [
        (expected.exact, .drop, .exact),
        (expected.exactConditionalWilcox, .drop, .exact),
        (expected.exactConditionalPratt, .pratt, .exact),
        (expected.asymptoticWilcoxNocc, .drop, .normal(continuityCorrected: false)),
        (expected.asymptoticWilcoxCc, .drop, .normal(continuityCorrected: true)),
        (expected.asymptoticPrattNocc, .pratt, .normal(continuityCorrected: false)),
        (expected.asymptoticPrattCc, .pratt, .normal(continuityCorrected: true)),
      ]
    for (tails, zeros, method) in cases {
      guard let tails else { continue }
      let tolerance = method == .exact ? 1e-13 : 1e-9
      let test = try SignedRankTest(
        differences, zeros: zeros, method: method, resolution: resolution)
      #expect(isClose(test.p, tails.pTwoSided, relative: tolerance), place)
      if let greater = tails.pGreater {
        #expect(isClose(test.pGreater, greater, relative: tolerance), place)
      }
      if let less = tails.pLess {
        #expect(isClose(test.pLess, less, relative: tolerance), place)
      }
    }
  }

  @Test("is exact as counted over all signs, with ties and zeros", arguments: 1...9)
  func enumeration(count: Int) throws {
    var random = SplitMix(seed: UInt64(count))
    for _ in 0..<8 {
      // A coarse grid makes ties and zeros common.
      let differences = (0..<count).map { _ in Double(Int(random.next() % 9)) - 4 }
      for zeros in SignedRankTest.ZeroHandling.allCases {
        let test = try SignedRankTest(differences, zeros: zeros)
        let magnitudes = differences.filter { zeros != .drop || $0 != 0 }.map(\.magnitude)
        let ranks = differences.filter { $0 != 0 }.map { difference in
          let below = magnitudes.count { $0 < difference.magnitude }
          let equal = magnitudes.count { $0 == difference.magnitude }
          return Double(below) + Double(equal + 1) / 2
        }
        // Split zeros add half their ranks to either sum, whatever the signs of the others.
        let share = zeros == .split ? Double(test.zeros * (test.zeros + 1)) / 4 : 0
        let observed = test.positiveRankSum - share
        var (above, under) = (0, 0)
        for signs in 0..<(1 << ranks.count) {
          let sum = ranks.indices.reduce(0.0) { $0 + (signs >> $1 & 1 == 1 ? ranks[$1] : 0) }
          if sum >= observed { above += 1 }
          if sum <= observed { under += 1 }
        }
        let all = Double(1 << ranks.count)
        #expect(test.pGreater == Double(above) / all, "\(differences), \(zeros)")
        #expect(test.pLess == Double(under) / all, "\(differences), \(zeros)")
        #expect(test.p == min(1, 2 * Double(min(above, under)) / all))
      }
    }
  }

  @Test("says how it was computed")
  func nullDistributions() throws {
    #expect(try SignedRankTest([1, -2, 3]).nullDistribution == .exact)
    #expect(try SignedRankTest([1, -1, 3]).nullDistribution == .exactConditional)
    #expect(try SignedRankTest([0, -1, 3]).nullDistribution == .exact)
    #expect(try SignedRankTest([0, -1, 3], zeros: .pratt).nullDistribution == .exactConditional)
    let fifty = (1...50).map { Double($0) * ($0 % 3 == 0 ? -1 : 1) }
    #expect(try SignedRankTest(fifty).nullDistribution == .exact)
    #expect(
      try SignedRankTest(fifty + [51]).nullDistribution == .normal(continuityCorrected: true))
    let none = try SignedRankTest([0, 0])
    #expect(none.nullDistribution == .degenerate)
    #expect(none.p == 1 && none.rankBiserial == nil)
  }

  @Test("agrees with its normal approximation at fifty differences")
  func approximation() throws {
    let differences = (1...50).map { Double($0) * ($0 % 3 == 0 ? -1 : 1) }
    let exact = try SignedRankTest(differences)
    let normal = try SignedRankTest(differences, method: .normal(continuityCorrected: true))
    #expect(isClose(exact.p, normal.p, relative: 0.05))
    #expect(exact.p != normal.p)
  }

  @Test("refuses an exact distribution beyond its limit, and empty or infinite input")
  func refusals() {
    let many = (1...51).map(Double.init)
    #expect(
      throws: StatisticsError.outOfRange(
        setting: "number of non-zero differences for an exact signed-rank test", value: "51",
        valid: "at most 50")
    ) { try SignedRankTest(many, method: .exact) }
    #expect(
      throws: StatisticsError.tooFew(statistic: "signed-rank test", count: 0, needed: 1)
    ) { try SignedRankTest([]) }
    #expect(
      throws: StatisticsError.notFinite(what: "difference", index: 1, value: "inf")
    ) { try SignedRankTest([1, .infinity]) }
    #expect(
      throws: StatisticsError.outOfRange(
        setting: "resolution of differences", value: "0.0", valid: "a positive finite number")
    ) { try SignedRankTest([1], resolution: 0) }
  }
}
