import Foundation
import Testing

@testable import Statistics

@Suite("Levels that tests of signs can attain")
struct AttainableLevelTests {
  /// Without ties or zeros.
  private let ten = [0.31, -0.12, 0.44, 0.05, -0.93, 1.2, 0.77, -0.58, 0.21, 2.4]

  @Test("Ten differences: the tabulated critical values of the sign and signed-rank tests")
  func tabulated() throws {
    // Two-sided at 5 %: at most one of ten signs, and a rank sum of at most 8.
    #expect(AttainableLevel.ofSignTest(ten) == 22.0 / 1024)
    #expect(AttainableLevel.ofSignedRanks(ten) == 50.0 / 1024)
    // Five differences cannot be significant at all: 2/32 is above 5 %.
    #expect(AttainableLevel.ofSignTest(Array(ten.prefix(5))) == 0)
    #expect(AttainableLevel.ofSignedRanks(Array(ten.prefix(5))) == 0)
    #expect(AttainableLevel.ofSignTest([0, 0, 0]) == 0)
    #expect(AttainableLevel.ofSignTest(Array(repeating: 1, count: 17)) == nil)
  }

  @Test(
    "The level is the share of sign patterns that the test itself rejects",
    arguments: [
      [0.3, 0.1, 0.45, 0.2, 0.05, 0.6, 0.9, 1.3], [1, 1, 2, 2, 2, 3, 0, 0, 4],
      [0.25, 0.25, 0.25, 0.5, 0.5, 0.75, 1, 0],
    ])
  func allPatterns(sizes: [Double]) throws {
    var rejected = (sign: 0, ranks: 0, pratt: 0, permutation: 0)
    let patterns = 1 << sizes.count
    for pattern in 0..<patterns {
      let differences = sizes.enumerated().map { $1 * (pattern >> $0 & 1 == 1 ? 1 : -1) }
      if try SignTest(differences).p <= 0.05 { rejected.sign += 1 }
      if try SignedRankTest(differences).p <= 0.05 { rejected.ranks += 1 }
      if try SignedRankTest(differences, zeros: .pratt).p <= 0.05 { rejected.pratt += 1 }
      if try PermutationTest(differences).p <= 0.05 { rejected.permutation += 1 }
    }
    func share(_ count: Int) -> Double { Double(count) / Double(patterns) }
    #expect(AttainableLevel.ofSignTest(sizes) == share(rejected.sign))
    #expect(AttainableLevel.ofSignedRanks(sizes) == share(rejected.ranks))
    #expect(AttainableLevel.ofSignedRanks(sizes, zeros: .pratt) == share(rejected.pratt))
    #expect(AttainableLevel.ofPermutation(sizes) == share(rejected.permutation))
  }

  @Test("The corrected t test on independent differences, by SciPy's t distribution")
  func corrected() throws {
    func level(_ pairs: Int, _ ratio: Double) throws -> Double {
      try AttainableLevel.ofCorrectedResampledT(pairs: pairs, testToTrainingRatio: ratio)
    }
    #expect(abs(try level(10, 0) - 0.05) < 1e-12)
    #expect(abs(try level(10, 1.0 / 3) - 0.0011059811533719738) < 1e-12)
    #expect(abs(try level(5, 0.25) - 0.014091833393702924) < 1e-12)
    #expect(throws: StatisticsError.self) { try level(1, 0.25) }
  }
}
