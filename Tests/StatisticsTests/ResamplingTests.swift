import Statistics
import Testing

@Suite("Permutation test and Hodges–Lehmann interval")
struct ResamplingTests {
  private static let differences = [
    0.021, -0.004, 0.013, 0.03, 0.007, -0.011, 0.019, 0.002, 0.016,
  ]

  @Test("agree with SciPy on nine differences")
  func reference() throws {
    let test = try PermutationTest(Self.differences)
    // scipy.stats.permutation_test over all 512 patterns.
    #expect(test.p == 0.05078125)
    #expect(test.pGreater == 0.025390625)
    #expect(test.draws == nil)
    let centre = try HodgesLehmann(Self.differences)
    #expect(isClose(centre.estimate, 0.0105, relative: 1e-14))
  }

  @Test("the permutation test counts all signs, with ties and zeros", arguments: 1...10)
  func enumeration(count: Int) throws {
    var random = SplitMix(seed: UInt64(count))
    for _ in 0..<6 {
      let differences = (0..<count).map { _ in Double(Int(random.next() % 9)) - 4 }
      let observed = differences.reduce(0, +)
      var (extreme, greater) = (0, 0)
      for signs in 0..<(1 << count) {
        let sum = differences.indices.reduce(0.0) {
          $0 + (signs >> $1 & 1 == 1 ? 1 : -1) * differences[$1].magnitude
        }
        if sum >= observed { greater += 1 }
        if sum.magnitude >= observed.magnitude { extreme += 1 }
      }
      let test = try PermutationTest(differences)
      #expect(test.p == Double(extreme) / Double(1 << count), "\(differences)")
      #expect(test.pGreater == Double(greater) / Double(1 << count), "\(differences)")
    }
  }

  @Test("random patterns agree with all patterns, and their p is never zero")
  func monteCarlo() throws {
    var random = SplitMix(seed: 5)
    let few = (0..<30).map { _ in random.nextBellShaped() + 0.25 }
    let exact = try PermutationTest(few)
    // One more, far too small to matter, is beyond the limit for counting.
    let drawn = try PermutationTest(few + [1e-13], draws: 4_000)
    #expect(drawn.draws == 4_000)
    let error = (exact.p * (1 - exact.p) / 4_000).squareRoot()
    #expect((drawn.p - exact.p).magnitude < 4 * error + 1.0 / 4_001)
    let clear = try PermutationTest((1...40).map { Double($0) }, draws: 500)
    #expect(clear.p == 1.0 / 501)
  }

  @Test("the interval holds the shifts that the exact test does not reject", arguments: 6...14)
  func duality(count: Int) throws {
    var random = SplitMix(seed: UInt64(count))
    let differences = (0..<count).map { _ in random.nextBellShaped() + 0.1 }
    let centre = try HodgesLehmann(differences)
    #expect(centre.reachesLevel)
    #expect(centre.interval.contains(centre.estimate))
    for end in [centre.interval.lower, centre.interval.upper] {
      let inward = end < centre.estimate ? 1e-9 : -1e-9
      #expect(try SignedRankTest(differences.map { $0 - end - inward }).p > 0.05)
      #expect(try SignedRankTest(differences.map { $0 - end + inward }).p <= 0.05)
    }
  }

  @Test("five pairs allow no 95 % interval, and fifty-one nearly the exact one")
  func sizes() throws {
    let five = try HodgesLehmann([1, 2, 3, 4, 5])
    #expect(!five.reachesLevel)
    #expect(five.interval == ConfidenceInterval(lower: 1, upper: 5, level: 0.95))
    var random = SplitMix(seed: 9)
    let values = (0..<51).map { _ in random.nextBellShaped() }
    let exact = try HodgesLehmann(Array(values.dropLast()))
    let normal = try HodgesLehmann(values)
    #expect((exact.interval.width / normal.interval.width - 1).magnitude < 0.1)
  }

  @Test("what cannot be resampled is refused")
  func errors() {
    #expect(throws: StatisticsError.self) { try PermutationTest([]) }
    #expect(throws: StatisticsError.self) { try PermutationTest([.nan]) }
    #expect(throws: StatisticsError.self) { try PermutationTest([1], draws: 0) }
    #expect(throws: StatisticsError.self) { try HodgesLehmann([]) }
    #expect(throws: StatisticsError.self) { try Resamples(count: 0, size: 3) }
    #expect(throws: StatisticsError.self) { try Resamples(count: 10, size: 0) }
    #expect(throws: StatisticsError.self) { try Resamples(count: 1_000_000, size: 60_000) }
    #expect(throws: StatisticsError.self) { try Resamples(draws: [[0, 3]]) }
    #expect(throws: StatisticsError.self) { try Resamples(draws: [[0, 1], [0]]) }
    #expect(throws: StatisticsError.self) { try TrimmedMeanStatistic(share: 0.5) }
  }
}
