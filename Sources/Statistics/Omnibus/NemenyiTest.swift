/// Nemenyi's comparison of all pairs of learners by their average ranks.
///
/// The family-wise error over all pairs is controlled. Note that the verdict on a pair depends on
/// which other learners are in the table (Benavoli, Corani and Mangili 2016). Sources: Nemenyi
/// 1963; Demšar 2006.
public struct NemenyiTest: Equatable, Sendable {
  /// The mean rank of each learner.
  public let averages: [Double]
  private let rankError: Double
  private let range: StudentizedRange

  /// Compares all pairs.
  ///
  /// - Parameter ranks: ranks within rows.
  /// - Throws: ``StatisticsError``.
  public init(_ ranks: BlockRanks) throws(StatisticsError) {
    averages = ranks.averages
    rankError = ranks.standardError
    range = try StudentizedRange(groups: ranks.learners)
  }

  /// The difference of average ranks from which on two learners differ significantly.
  ///
  /// - Parameter significance: family-wise level, 0 < significance < 1.
  /// - Returns: q / √2 · √(k(k + 1)/(6N)).
  /// - Throws: ``StatisticsError``.
  public func criticalDifference(significance: Double = 0.05) throws(StatisticsError) -> Double {
    try range.quantile(upperTail: significance) / 2.0.squareRoot() * rankError
  }

  /// The p value of a pair, adjusted for all pairs.
  ///
  /// - Parameters:
  ///   - first: a learner's column.
  ///   - second: another learner's column.
  /// - Returns: P(Q > √2 |difference of average ranks| / √(k(k + 1)/(6N))).
  /// - Throws: ``StatisticsError``.
  public func p(_ first: Int, _ second: Int) throws(StatisticsError) -> Double {
    let distance = (averages[first] - averages[second]).magnitude
    return try range.upperTail(2.0.squareRoot() * distance / rankError)
  }

  /// The largest groups of learners none of which differs significantly from another, as bars of a
  /// critical-difference diagram.
  ///
  /// - Parameter significance: family-wise level, 0 < significance < 1.
  /// - Returns: groups of columns, best first; groups of one are left out.
  /// - Throws: ``StatisticsError``.
  public func groups(significance: Double = 0.05) throws(StatisticsError) -> [[Int]] {
    let critical = try criticalDifference(significance: significance)
    let order = averages.indices.sorted { (averages[$0], $0) < (averages[$1], $1) }
    var groups: [[Int]] = []
    var reached = 0
    for start in order.indices {
      var end = start + 1
      while end < order.count, averages[order[end]] - averages[order[start]] < critical { end += 1 }
      if end > reached, end - start > 1 { groups.append(Array(order[start..<end])) }
      reached = max(reached, end)
    }
    return groups
  }
}
