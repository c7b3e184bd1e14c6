import Statistics
import Testing

@Suite("How many pairs a difference takes")
struct PairsNeededTests {
  @Test(
    "Tables of sample sizes for the paired t test at 80 % power and 5 %",
    arguments: [(0.2, 199), (0.5, 34), (0.8, 15), (1.0, 10)])
  func tables(dz: Double, pairs: Int) throws {
    // Cohen 1988 and G*Power's "difference between two dependent means".
    #expect(try PairedPower.pairsNeeded(standardizedDifference: dz) == pairs)
  }

  @Test("One pair fewer is not enough", arguments: [0.13, 0.4, 0.77, 2.5])
  func law(dz: Double) throws {
    for significance in [0.05, 0.05 / 48] {
      let pairs = try #require(
        try PairedPower.pairsNeeded(standardizedDifference: dz, significance: significance))
      func power(_ pairs: Int) throws -> Double {
        try PairedPower.power(
          standardizedDifference: dz, pairs: pairs, significance: significance)
      }
      #expect(try power(pairs) >= 0.8)
      if pairs > 2 { #expect(try power(pairs - 1) < 0.8) }
    }
  }

  @Test("Splits of one data set have a floor that no number of them gets below")
  func floor() throws {
    let splits = ReplicateDesign.resampledSplits(testToTrainingRatio: 1.0 / 3)
    #expect(try PairedPower.pairsNeeded(standardizedDifference: 0.5, design: splits) == nil)
    let large = try #require(
      try PairedPower.pairsNeeded(standardizedDifference: 3, design: splits))
    let draws = try #require(try PairedPower.pairsNeeded(standardizedDifference: 3))
    #expect(large > draws)
  }

  @Test("Nothing is found where there is nothing, and bad settings are refused")
  func edges() throws {
    #expect(try PairedPower.pairsNeeded(standardizedDifference: 0, limit: 1_000) == nil)
    #expect(throws: StatisticsError.self) {
      try PairedPower.pairsNeeded(standardizedDifference: 1, power: 0.01)
    }
    #expect(throws: StatisticsError.self) {
      try PairedPower.pairsNeeded(standardizedDifference: 1, limit: 1)
    }
  }
}
