/// The exact sign test: zeros dropped, the rest compared with tosses of a fair coin.
///
/// Source: Arbuthnot 1710; Dixon and Mood 1946.
public struct SignTest: Equatable, Sendable {
  /// Number of positive differences.
  public let positive: Int
  /// Number of negative differences.
  public let negative: Int
  /// Number of zero differences, which are dropped.
  public let zero: Int
  /// The two-sided p value: twice the smaller tail, at most 1; 1 when every difference is zero.
  public let p: Double
  /// The p value against differences that tend to be positive.
  public let pGreater: Double

  /// Counts the signs of finite differences and tests their balance.
  ///
  /// - Throws: ``StatisticsError/tooFew(statistic:count:needed:)`` for no difference,
  ///   ``StatisticsError/notFinite(what:index:value:)``.
  public init(_ differences: [Double]) throws(StatisticsError) {
    guard !differences.isEmpty else {
      throw .tooFew(statistic: "sign test", count: 0, needed: 1)
    }
    try StatisticsError.requireFinite(differences, "difference")
    positive = differences.count { $0 > 0 }
    negative = differences.count { $0 < 0 }
    zero = differences.count - positive - negative
    pGreater = try Self.lowerTail(negative, of: positive + negative)
    let fewer = min(positive, negative)
    p =
      positive == negative
      ? 1 : min(1, try 2 * Self.lowerTail(fewer, of: positive + negative))
  }

  /// P(X ≤ k) for the number of heads in n tosses of a fair coin; counted exactly up to 50 tosses.
  private static func lowerTail(_ k: Int, of n: Int) throws(StatisticsError) -> Double {
    guard n <= 50 else { return try GSL.fairBinomialLowerTail(k, of: n) }
    var (ways, sum) = (1.0, 1.0)
    for heads in stride(from: 1, through: k, by: 1) {
      ways = ways * Double(n - heads + 1) / Double(heads)
      sum += ways
    }
    return sum * Double(sign: .plus, exponent: -n, significand: 1)
  }
}
