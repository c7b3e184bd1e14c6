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
    pGreater = try GSL.fairBinomialLowerTail(negative, of: positive + negative)
    let fewer = min(positive, negative)
    p =
      positive == negative
      ? 1 : min(1, try 2 * GSL.fairBinomialLowerTail(fewer, of: positive + negative))
  }
}
