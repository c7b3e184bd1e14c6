/// The pseudo-median of paired differences, with the interval that the signed-rank test implies.
///
/// The median of all means of two differences, a difference with itself included (Walsh averages).
/// Unlike the mean it is not moved far by one odd data set. Sources: Hodges and Lehmann 1963;
/// Tukey 1949 for the interval.
public struct HodgesLehmann: Equatable, Sendable {
  /// The pseudo-median.
  public let estimate: Double
  /// The values that the signed-rank test does not reject; its coverage is at least the level,
  /// except where so few pairs allow no such interval, when it spans all Walsh averages.
  public let interval: ConfidenceInterval
  /// Whether the interval reaches the level; below six pairs no 95 % interval does.
  public let reachesLevel: Bool

  /// Largest number of pairs, whose Walsh averages are all listed.
  public static let limit = 5_000

  /// Estimates the centre of symmetric differences.
  ///
  /// - Parameters:
  ///   - differences: finite numbers, at least one.
  ///   - level: confidence level, 0 < level < 1.
  /// - Throws: ``StatisticsError``.
  public init(_ differences: [Double], level: Double = 0.95) throws(StatisticsError) {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    guard !differences.isEmpty else {
      throw .tooFew(statistic: "Hodges–Lehmann estimate", count: 0, needed: 1)
    }
    guard differences.count <= Self.limit else {
      throw .outOfRange(
        setting: "number of pairs for the Hodges–Lehmann estimate", value: "\(differences.count)",
        valid: "at most \(Self.limit)")
    }
    try StatisticsError.requireFinite(differences, "difference")
    let sorted = differences.sorted()
    var averages: [Double] = []
    averages.reserveCapacity(sorted.count * (sorted.count + 1) / 2)
    for first in sorted.indices {
      for second in first..<sorted.count { averages.append((sorted[first] + sorted[second]) / 2) }
    }
    averages.sort()
    estimate = GSL.quantile(ascending: averages, at: 0.5)
    let cut = try Self.cut(sorted.count, level: level)
    reachesLevel = cut != nil
    let left = cut ?? 0
    interval = ConfidenceInterval(
      lower: averages[left], upper: averages[averages.count - 1 - left], level: level)
  }

  /// How many Walsh averages fall off each end: the most with P(W ≤ cut) ≤ (1 − level)/2 after
  /// taking one more; `nil` if even the outermost cannot bound the interval.
  private static func cut(_ count: Int, level: Double) throws(StatisticsError) -> Int? {
    let tail = (1 - level) / 2
    guard count <= SignedRankTest.exactLimit else {
      let n = Double(count)
      let mean = n * (n + 1) / 4
      let deviation = (n * (n + 1) * (2 * n + 1) / 24).squareRoot()
      let cut = mean - 0.5 - deviation * (try GSL.normalQuantile(1 - tail))
      return max(0, Int(cut.rounded(.down)))
    }
    let shares = SignedRanks.nullShares(count)
    var (below, cut) = (0.0, 0)
    while below + shares[cut] <= tail {
      below += shares[cut]
      cut += 1
    }
    return cut > 0 ? cut - 1 : nil
  }
}

extension SignedRanks {
  /// P(W+ = w) for w = 0, 1, … without ties and zeros.
  static func nullShares(_ count: Int) -> [Double] {
    var patterns = [Double](repeating: 0, count: count * (count + 1) / 2 + 1)
    patterns[0] = 1
    var highest = 0
    for rank in 1...count {
      for sum in stride(from: highest, through: 0, by: -1) {
        patterns[sum + rank] += patterns[sum]
      }
      highest += rank
    }
    let all = Double(sign: .plus, exponent: count, significand: 1)
    return patterns.map { $0 / all }
  }
}
