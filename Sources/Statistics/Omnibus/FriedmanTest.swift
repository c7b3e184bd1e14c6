/// Friedman's test that no learner is better than another, with Iman and Davenport's F.
///
/// Rows are independent replicates or data sets; what counts are the ranks within each. Sources:
/// Friedman 1937; Iman and Davenport 1980, whose F is the less conservative; Demšar 2006.
public struct FriedmanTest: Equatable, Sendable {
  /// Number of rows N.
  public let blocks: Int
  /// Number of learners k.
  public let learners: Int
  /// Whether the statistic is corrected for ties within rows.
  public let isTieCorrected: Bool
  /// χ²; zero when every row is one tie.
  public let chiSquared: Double
  /// The p value of χ² with k − 1 degrees of freedom.
  public let p: Double
  /// F = (N − 1)χ² / (N(k − 1) − χ²); absent when every row ranks alike, which makes it infinite.
  public let f: Double?
  /// The p value of F with k − 1 and (k − 1)(N − 1) degrees of freedom; when every row ranks alike
  /// (k!)^(1−N), the exact chance of that, instead of the limit 0.
  public let pOfF: Double
  /// Kendall's coefficient of concordance, χ² / (N(k − 1)): 0 for ranks without agreement, 1 when
  /// every row ranks alike (Kendall and Babington Smith 1939).
  public let kendallsW: Double

  /// Degrees of freedom of χ², k − 1.
  public var degreesOfFreedom: Int { learners - 1 }

  /// Degrees of freedom of F's denominator, (k − 1)(N − 1).
  public var denominatorDegreesOfFreedom: Int { (learners - 1) * (blocks - 1) }

  /// Tests whether the learners' ranks differ.
  ///
  /// - Parameters:
  ///   - ranks: ranks within at least two rows.
  ///   - tieCorrection: whether ties within rows are corrected for, as R and SciPy do; Demšar's
  ///     formula does not.
  /// - Throws: ``StatisticsError/tooFew(statistic:count:needed:)`` below two rows.
  public init(_ ranks: BlockRanks, tieCorrection: Bool = true) throws(StatisticsError) {
    guard ranks.blocks >= 2 else {
      throw .tooFew(statistic: "Friedman test", count: ranks.blocks, needed: 2)
    }
    let (n, k) = (Double(ranks.blocks), Double(ranks.learners))
    blocks = ranks.blocks
    learners = ranks.learners
    isTieCorrected = tieCorrection
    let middle = (k + 1) / 2
    // Deviations from the middle rank: no difference of large sums.
    let spread = ranks.averages.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
    let divisor =
      k * (k + 1) / (12 * n) * (tieCorrection ? 1 - ranks.tieSum / (n * k * (k * k - 1)) : 1)
    chiSquared = divisor > 0 ? spread / divisor : 0
    p = try GSL.chiSquaredUpperTail(chiSquared, degreesOfFreedom: k - 1)
    kendallsW = chiSquared / (n * (k - 1))
    let rest = n * (k - 1) - chiSquared
    guard rest > 1e-9 * n * (k - 1) else {
      f = nil
      let permutations = try GSL.logGamma(k + 1)
      pOfF = Double.exponential((1 - n) * permutations)
      return
    }
    let ratio = (n - 1) * chiSquared / rest
    f = ratio
    pOfF = try GSL.fisherUpperTail(ratio, degreesOfFreedom: k - 1, (k - 1) * (n - 1))
  }
}
