/// What the ranks within rows say about all methods of a table.
public struct TableRanking: Equatable, Sendable {
  /// The ranks.
  public let ranks: BlockRanks
  /// Friedman's test, corrected for ties.
  public let friedman: FriedmanTest
  /// Friedman's test by Demšar's formula, without the correction.
  public let uncorrected: FriedmanTest
  /// The difference of average ranks that is significant over all pairs.
  public let criticalDifference: Double
  /// Groups of columns none of which differs significantly from another, best first.
  public let groups: [[Int]]
  /// Nemenyi's p value of every pair of columns, adjusted for all pairs.
  public let nemenyi: [Pair]
  /// The comparison with the reference by average ranks; absent without one.
  public let bonferroniDunn: Dunn?

  /// A pair of columns and its p value.
  public struct Pair: Equatable, Sendable {
    /// A column.
    public let first: Int
    /// A later column.
    public let second: Int
    /// The adjusted p value.
    public let p: Double
  }

  /// Bonferroni and Dunn's comparison with the reference.
  public struct Dunn: Equatable, Sendable {
    /// The test, with unadjusted p values.
    public let test: BonferroniDunnTest
    /// Its p values by Bonferroni's correction.
    public let bonferroni: [Double]
    /// Its p values by Holm's correction.
    public let holm: [Double]
    /// The difference of average ranks that is significant.
    public let criticalDifference: Double
  }

  init(_ ranks: BlockRanks, reference: Int?, level: Double) throws(StatisticsError) {
    self.ranks = ranks
    friedman = try FriedmanTest(ranks)
    uncorrected = try FriedmanTest(ranks, tieCorrection: false)
    let test = try NemenyiTest(ranks)
    criticalDifference = try test.criticalDifference(significance: 1 - level)
    groups = try test.groups(significance: 1 - level)
    var pairs: [Pair] = []
    for first in ranks.averages.indices {
      for second in (first + 1)..<max(first + 1, ranks.learners) {
        pairs.append(Pair(first: first, second: second, p: try test.p(first, second)))
      }
    }
    nemenyi = pairs
    bonferroniDunn = try reference.map { control throws(StatisticsError) in
      let dunn = try BonferroniDunnTest(ranks, control: control)
      return Dunn(
        test: dunn, bonferroni: try dunn.adjusted(), holm: try dunn.adjusted(.holm),
        criticalDifference: try dunn.criticalDifference(significance: 1 - level))
    }
  }
}
