/// Wilcoxon's signed-rank test of paired differences (Wilcoxon 1945).
///
/// W+ is the sum of the mid-ranks of |d| over positive d, W− over negative d. The null is that the
/// signs are fair coins given |d|; it holds for independent pairs, not for resampled splits.
public struct SignedRankTest: Equatable, Sendable {
  /// What becomes of differences that are exactly zero.
  public enum ZeroHandling: String, CaseIterable, Sendable {
    /// Dropped before ranking (Wilcoxon 1945).
    case drop
    /// Ranked with the others, then dropped (Pratt 1959).
    case pratt
    /// Ranked with the others, half their ranks to either side (Demšar 2006). Its exact p values
    /// are Pratt's; its normal approximation takes the zeros for variation.
    case split
  }

  /// How the p value may be computed.
  public enum Method: Equatable, Sendable {
    /// Exact up to ``SignedRankTest/exactLimit`` non-zero differences, else the normal
    /// approximation with continuity correction.
    case automatic
    /// The null distribution of the observed mid-ranks, counted in full.
    case exact
    /// The normal approximation; its variance is always corrected for ties.
    case normal(continuityCorrected: Bool)
  }

  /// How the p value was computed.
  public enum NullDistribution: Equatable, Sendable {
    /// Exact, without ties and zeros: the tabulated distribution.
    case exact
    /// Exact given the observed ties and zeros: all signs of the mid-ranks.
    case exactConditional
    /// Normal with tie-corrected variance (Pratt's zeros: Cureton 1967).
    case normal(continuityCorrected: Bool)
    /// Every difference is zero: nothing to rank, p = 1.
    case degenerate
  }

  /// Largest number of non-zero differences for which ``Method/automatic`` is exact.
  ///
  /// Up to 2⁵⁰ sign patterns are counted without rounding in a `Double`.
  public static let exactLimit = 50

  /// Sum of ranks of positive differences.
  public let positiveRankSum: Double
  /// Sum of ranks of negative differences.
  public let negativeRankSum: Double
  /// Number of non-zero differences.
  public let nonzero: Int
  /// Number of zero differences.
  public let zeros: Int
  /// Whether two non-zero differences share their magnitude.
  public let hasTies: Bool
  /// The two-sided p value: twice the smaller tail, at most 1.
  public let p: Double
  /// The p value against differences that tend to be positive.
  public let pGreater: Double
  /// The p value against differences that tend to be negative.
  public let pLess: Double
  /// The distance of W+ from its mean in standard deviations, without sign; absent unless the p
  /// values are those of the normal approximation.
  public let z: Double?
  /// How the p values were computed.
  public let nullDistribution: NullDistribution

  /// Matched-pairs rank-biserial correlation, (W+ − W−)/(W+ + W−) with zeros dropped before
  /// ranking (Kerby 2014); absent when every difference is zero.
  public let rankBiserial: Double?

  /// Tests whether differences are symmetric about zero.
  ///
  /// - Parameters:
  ///   - differences: finite numbers, at least one.
  ///   - handling: what becomes of zero differences.
  ///   - method: how p is computed; exact is refused above ``exactLimit`` non-zero differences.
  ///   - resolution: when given, differences are first rounded to its multiples, so that 0.3 − 0.1
  ///     and 0.5 − 0.3, which differ as doubles, are tied.
  /// - Throws: ``StatisticsError/tooFew(statistic:count:needed:)``,
  ///   ``StatisticsError/notFinite(what:index:value:)``,
  ///   ``StatisticsError/outOfRange(setting:value:valid:)``.
  public init(
    _ differences: [Double], zeros handling: ZeroHandling = .drop, method: Method = .automatic,
    resolution: Double? = nil
  ) throws(StatisticsError) {
    guard !differences.isEmpty else {
      throw .tooFew(statistic: "signed-rank test", count: 0, needed: 1)
    }
    try StatisticsError.requireFinite(differences, "difference")
    let values = try Self.rounded(differences, to: resolution)
    let ranks = SignedRanks(values, zeros: handling)
    positiveRankSum = ranks.positiveSum
    negativeRankSum = ranks.negativeSum
    nonzero = ranks.doubled.count
    zeros = values.count - ranks.doubled.count
    hasTies = ranks.tieGroups.contains { $0 > 1 }
    rankBiserial = SignedRanks(values, zeros: .drop).rankBiserial

    guard nonzero > 0 else {
      (p, pGreater, pLess, z) = (1, 1, 1, nil)
      nullDistribution = .degenerate
      return
    }
    let tails: (greater: Double, less: Double)
    switch method {
    case .automatic where nonzero <= Self.exactLimit, .exact:
      guard nonzero <= Self.exactLimit else {
        throw .outOfRange(
          setting: "number of non-zero differences for an exact signed-rank test",
          value: "\(nonzero)", valid: "at most \(Self.exactLimit)")
      }
      tails = ranks.exactTails()
      let isTabulated = !hasTies && (zeros == 0 || handling == .drop)
      nullDistribution = isTabulated ? .exact : .exactConditional
      p = min(1, 2 * min(tails.greater, tails.less))
      z = nil
    case .automatic, .normal:
      let isCorrected = method != .normal(continuityCorrected: false)
      tails = try ranks.normalTails(shift: isCorrected ? 0.5 : 0)
      let distance = ranks.standardizedDistance(shift: isCorrected ? 0.5 : 0)
      p = min(1, try 2 * GSL.normalUpperTail(distance))
      z = distance
      nullDistribution = .normal(continuityCorrected: isCorrected)
    }
    (pGreater, pLess) = tails
  }

  private static func rounded(
    _ differences: [Double], to resolution: Double?
  ) throws(StatisticsError) -> [Double] {
    guard let resolution else { return differences }
    guard resolution > 0, resolution.isFinite else {
      throw .outOfRange(
        setting: "resolution of differences", value: "\(resolution)",
        valid: "a positive finite number")
    }
    return differences.map { difference in
      let steps = difference / resolution
      // A step below the spacing of doubles cannot be rounded to.
      return steps.magnitude < 0x1p52 ? steps.rounded() * resolution : difference
    }
  }
}
