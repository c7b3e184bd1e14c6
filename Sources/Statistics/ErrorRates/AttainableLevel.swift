/// The chance that a test rejects a true null hypothesis, where it is known and is not the promise.
///
/// A test of signs can reject at few levels only. Given the sizes of differences, each sign pattern
/// is as likely as any other when nothing differs; the level attained is the share of patterns whose
/// p value is at most the significance.
public enum AttainableLevel {
  /// Non-zero differences up to which all sign patterns are listed.
  public static let limit = 16

  /// The level of ``SignTest`` on differences of these sizes.
  ///
  /// - Parameters:
  ///   - differences: finite numbers.
  ///   - significance: the level that the test promises not to exceed.
  /// - Returns: the level; `nil` above ``limit`` non-zero differences.
  public static func ofSignTest(_ differences: [Double], significance: Double = 0.05) -> Double? {
    ofSignFlips(differences.filter { $0 != 0 }.map { _ in 1 }, significance)
  }

  /// The level of ``SignedRankTest`` on differences of these sizes.
  ///
  /// - Parameters:
  ///   - differences: finite numbers.
  ///   - handling: what becomes of zero differences.
  ///   - significance: the level that the test promises not to exceed.
  /// - Returns: the level; `nil` above ``limit`` non-zero differences.
  public static func ofSignedRanks(
    _ differences: [Double], zeros handling: SignedRankTest.ZeroHandling = .drop,
    significance: Double = 0.05
  ) -> Double? {
    ofSignFlips(SignedRanks(differences, zeros: handling).doubled.map(Double.init), significance)
  }

  /// The level of ``PermutationTest`` on differences of these sizes.
  ///
  /// - Parameters:
  ///   - differences: finite numbers.
  ///   - significance: the level that the test promises not to exceed.
  /// - Returns: the level; `nil` above ``limit`` non-zero differences.
  public static func ofPermutation(
    _ differences: [Double], significance: Double = 0.05
  ) -> Double? {
    ofSignFlips(differences.map(\.magnitude).filter { $0 > 0 }, significance)
  }

  /// The level of ``CorrectedResampledTTest`` on independent normal differences, for which its
  /// correction is not made.
  ///
  /// - Parameters:
  ///   - pairs: number of splits, at least two.
  ///   - ratio: test rows over training rows.
  ///   - significance: the level that the test promises on overlapping splits.
  /// - Returns: the level, at most `significance`.
  /// - Throws: ``StatisticsError``.
  public static func ofCorrectedResampledT(
    pairs: Int, testToTrainingRatio ratio: Double, significance: Double = 0.05
  ) throws(StatisticsError) -> Double {
    guard pairs > 1 else {
      throw .tooFew(statistic: "corrected resampled t test", count: pairs, needed: 2)
    }
    let freedom = Double(pairs - 1)
    let critical = try GSL.studentQuantile(upperTail: significance / 2, degreesOfFreedom: freedom)
    let factor = (1 + Double(pairs) * ratio).squareRoot()
    return 2 * (try GSL.studentUpperTail(critical * factor, degreesOfFreedom: freedom))
  }

  /// The largest share of sign patterns that a two-sided test of the sum can reject.
  private static func ofSignFlips(_ sizes: [Double], _ significance: Double) -> Double? {
    guard sizes.count <= limit else { return nil }
    var sums = [0.0]
    sums.reserveCapacity(1 << sizes.count)
    for size in sizes { sums = sums.map { $0 + size } + sums.map { $0 - size } }
    let slack = 8 * .ulpOfOne * sizes.reduce(0, +)
    let distances = sums.map(\.magnitude).sorted(by: >)
    let most = Int(significance * Double(distances.count) + 1e-9)
    // Patterns that the test cannot tell apart are rejected together or not at all.
    var rejected = 0
    var end = 0
    while end < distances.count {
      let value = distances[end]
      while end < distances.count, distances[end] >= value - slack { end += 1 }
      guard end <= most else { break }
      rejected = end
    }
    return Double(rejected) / Double(distances.count)
  }
}
