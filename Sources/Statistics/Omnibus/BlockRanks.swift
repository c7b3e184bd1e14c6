/// Ranks of learners within each row of a table: 1 for the best, ties sharing their mean rank.
public struct BlockRanks: Equatable, Sendable {
  /// Number of rows: replicates or data sets.
  public let blocks: Int
  /// Number of columns: learners.
  public let learners: Int
  /// The mean rank of each learner over the rows.
  public let averages: [Double]
  /// The ranks themselves, row after row.
  public let ranks: [[Double]]
  /// Σ (t³ − t) over all groups of t tied values within a row.
  let tieSum: Double

  /// The standard error of a difference of two average ranks under the null hypothesis:
  /// √(k(k + 1)/(6N)) for k learners and N rows.
  var standardError: Double {
    let (n, k) = (Double(blocks), Double(learners))
    return (k * (k + 1) / (6 * n)).squareRoot()
  }

  /// Ranks a complete table.
  ///
  /// - Parameters:
  ///   - rows: finite values, one row a replicate or data set, one column a learner; at least two
  ///     learners.
  ///   - preference: which direction is better.
  ///   - resolution: when given, values closer than this count as tied.
  /// - Throws: ``StatisticsError``: no row, fewer than two columns, rows of unequal length, a value
  ///   that is not finite.
  public init(
    _ rows: [[Double]], preference: Preference = .higherIsBetter, resolution: Double = 0
  ) throws(StatisticsError) {
    guard let width = rows.first?.count else {
      throw .tooFew(statistic: "ranking of rows", count: 0, needed: 1)
    }
    guard width >= 2 else {
      throw .tooFew(statistic: "ranking of columns", count: width, needed: 2)
    }
    guard resolution >= 0, resolution.isFinite else {
      throw .outOfRange(
        setting: "resolution of values", value: "\(resolution)",
        valid: "zero or a positive finite number")
    }
    var (ranks, sums, ties) = ([[Double]](), [Double](repeating: 0, count: width), 0.0)
    for row in rows {
      guard row.count == width else { throw .unequalCounts(first: width, second: row.count) }
      try StatisticsError.requireFinite(row, "value")
      let ranked = Self.ranks(row, preference, resolution, &ties)
      for (column, rank) in ranked.enumerated() { sums[column] += rank }
      ranks.append(ranked)
    }
    blocks = rows.count
    learners = width
    averages = sums.map { $0 / Double(rows.count) }
    self.ranks = ranks
    tieSum = ties
  }

  private static func ranks(
    _ row: [Double], _ preference: Preference, _ resolution: Double, _ ties: inout Double
  ) -> [Double] {
    let sign = preference == .higherIsBetter ? -1.0 : 1.0
    let order = row.indices.sorted { (sign * row[$0], $0) < (sign * row[$1], $1) }
    var ranks = [Double](repeating: 0, count: row.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count,
        (row[order[end]] - row[order[end - 1]]).magnitude <= resolution
      { end += 1 }
      for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
      let size = Double(end - start)
      ties += size * size * size - size
      start = end
    }
    return ranks
  }
}
