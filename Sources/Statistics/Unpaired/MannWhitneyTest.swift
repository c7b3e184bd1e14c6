/// The rank-sum test of two samples that are not paired (Wilcoxon 1945; Mann and Whitney 1947).
public struct MannWhitneyTest: Equatable, Sendable {
  /// Number of pairs of a first and a second value of which the first is larger, ties counting
  /// half; over the number of pairs it is A12.
  public let u: Double
  /// The two-sided p value of the normal approximation with tie-corrected variance and continuity
  /// correction; 1 when all values are equal.
  public let p: Double
  /// The same without continuity correction.
  public let pWithoutContinuityCorrection: Double
  /// The exact two-sided p value, twice the smaller tail; absent with ties, or above
  /// ``exactLimit``.
  public let exactP: Double?

  /// Largest product of the sample sizes for which ``exactP`` is counted.
  public static let exactLimit = 2_500

  /// Tests whether values of one sample tend to be larger.
  ///
  /// - Parameters:
  ///   - first: finite values, at least one.
  ///   - second: finite values, at least one.
  /// - Throws: ``StatisticsError``.
  public init(_ first: [Double], _ second: [Double]) throws(StatisticsError) {
    for sample in [first, second] {
      guard !sample.isEmpty else {
        throw .tooFew(statistic: "Mann–Whitney test", count: 0, needed: 1)
      }
      try StatisticsError.requireFinite(sample, "value")
    }
    var doubled = 0
    for one in first {
      for other in second { doubled += one > other ? 2 : one == other ? 1 : 0 }
    }
    u = Double(doubled) / 2
    let ties = Self.tieSizes(first + second)
    let (m, n) = (Double(first.count), Double(second.count))
    let tieSum = ties.reduce(0.0) { $0 + Double($1 * $1 * $1 - $1) }
    let variance = m * n / 12 * (m + n + 1 - tieSum / ((m + n) * (m + n - 1)))
    let distance = (u - m * n / 2).magnitude
    if variance > 0 {
      p = min(1, try 2 * GSL.normalUpperTail(max(0, distance - 0.5) / variance.squareRoot()))
      pWithoutContinuityCorrection = min(
        1, try 2 * GSL.normalUpperTail(distance / variance.squareRoot()))
    } else {
      (p, pWithoutContinuityCorrection) = (1, 1)
    }
    let isCountable = tieSum == 0 && first.count * second.count <= Self.exactLimit
    exactP = isCountable ? Self.exactP(doubled / 2, first.count, second.count) : nil
  }

  private static func tieSizes(_ values: [Double]) -> [Int] {
    let sorted = values.sorted()
    var (sizes, start) = ([Int](), 0)
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      sizes.append(end - start)
      start = end
    }
    return sizes
  }

  /// Twice the smaller tail of U over all orders of the values, each as likely.
  ///
  /// The share of orders of i first and j second values with a given U: the largest value is a
  /// first one, which beats all j, or a second one.
  private static func exactP(_ u: Int, _ m: Int, _ n: Int) -> Double {
    var rows = (0...n).map { _ in [1.0] }
    for i in 1...m {
      var previous = [1.0]
      for j in 1...n {
        let (fromFirst, fromSecond) = (rows[j], previous)
        var shares = [Double](repeating: 0, count: i * j + 1)
        let share = Double(i) / Double(i + j)
        for (value, weight) in fromFirst.enumerated() { shares[value + j] += share * weight }
        for (value, weight) in fromSecond.enumerated() { shares[value] += (1 - share) * weight }
        rows[j] = shares
        previous = shares
      }
    }
    let shares = rows[n]
    return min(1, 2 * min(shares[...u].reduce(0, +), shares[u...].reduce(0, +)))
  }
}
