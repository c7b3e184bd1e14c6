import Statistics
import Testing

@Suite("Unpaired and omnibus statistics where nothing varies, and refusals")
struct UnpairedTests {
  @Test("two constants have no t, no d and no evidence")
  func constants() throws {
    let test = try WelchTTest([1, 1, 1], [2, 2, 2])
    #expect(test.t == nil)
    #expect(test.degreesOfFreedom == nil)
    #expect(test.p == 1)
    #expect(test.interval == ConfidenceInterval(lower: -1, upper: -1, level: 0.95))
    #expect(try PooledDifference([1, 1, 1], [2, 2, 2]) == nil)
    #expect(try MannWhitneyTest([1, 1], [1, 1]).p == 1)
    #expect(try NormalityTest([1, 1, 1]) == nil)
  }

  @Test("rows that all rank alike have no F, and the chance of that as p")
  func agreement() throws {
    let test = try FriedmanTest(BlockRanks([[1, 2, 3], [2, 3, 4], [1, 5, 9], [0, 1, 2]]))
    #expect(test.kendallsW == 1)
    #expect(test.f == nil)
    #expect(isClose(test.pOfF, 1.0 / 216, relative: 1e-12))
    let tied = try FriedmanTest(BlockRanks([[1, 1], [2, 2]]))
    #expect(tied.chiSquared == 0)
    #expect(tied.p == 1)
  }

  @Test("ranks follow the direction, and values nearer than the resolution tie")
  func ranks() throws {
    #expect(try BlockRanks([[1, 3, 2]]).averages == [3, 1, 2])
    #expect(try BlockRanks([[1, 3, 2]], preference: .lowerIsBetter).averages == [1, 3, 2])
    #expect(try BlockRanks([[1, 3, 3.05]], resolution: 0.1).averages == [3, 1.5, 1.5])
  }

  @Test("groups of Nemenyi's test are the bars of a diagram")
  func groups() throws {
    let pair: [[Double]] = [[0, 1, 10, 11], [1, 0, 11, 10]]
    let rows = (0..<12).map { pair[$0 % 2] }
    let test = try NemenyiTest(BlockRanks(rows))
    #expect(try test.groups() == [[2, 3], [0, 1]])
    #expect(try test.p(0, 1) == 1)
    #expect(try test.p(0, 2) < 0.01)
  }

  @Test("what has no answer is refused")
  func errors() {
    #expect(throws: StatisticsError.self) { try BlockRanks([]) }
    #expect(throws: StatisticsError.self) { try BlockRanks([[1]]) }
    #expect(throws: StatisticsError.self) { try BlockRanks([[1, 2], [1]]) }
    #expect(throws: StatisticsError.self) { try BlockRanks([[1, .infinity]]) }
    #expect(throws: StatisticsError.self) { try FriedmanTest(BlockRanks([[1, 2]])) }
    #expect(throws: StatisticsError.self) {
      try BonferroniDunnTest(BlockRanks([[1, 2], [1, 2]]), control: 2)
    }
    #expect(throws: StatisticsError.self) { try StudentizedRange(groups: 1) }
    #expect(throws: StatisticsError.self) { try StudentizedRange(groups: 3).quantile(upperTail: 0) }
    #expect(throws: StatisticsError.self) { try WelchTTest([1], [1, 2]) }
    #expect(throws: StatisticsError.self) { try MannWhitneyTest([], [1]) }
    #expect(throws: StatisticsError.self) { try NormalityTest([1, 2]) }
    #expect(throws: StatisticsError.self) { try BinomialInterval.exact(successes: 3, trials: 2) }
  }
}
