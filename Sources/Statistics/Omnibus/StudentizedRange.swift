/// The range of k independent standard normal numbers, the studentised range with infinitely many
/// degrees of freedom.
///
/// P(Q > q) = 1 − k ∫ φ(z) [Φ(z) − Φ(z − q)]^(k−1) dz. The integrand is entire and falls as a
/// bell, so that the trapezoidal rule converges faster than any power of its step.
/// Source: Tukey 1953; Hartley 1942.
public enum StudentizedRange {
  private static let step = 1.0 / 16
  private static let reach = 9.0

  /// The probability that the range exceeds `q`.
  ///
  /// - Parameters:
  ///   - q: a number, not NaN; the probability is 1 at or below 0.
  ///   - groups: how many numbers there are, at least two.
  /// - Returns: the probability, good to about 10⁻¹⁵.
  /// - Throws: ``StatisticsError``.
  public static func upperTail(_ q: Double, groups: Int) throws(StatisticsError) -> Double {
    guard groups >= 2 else {
      throw .tooFew(statistic: "studentised range", count: groups, needed: 2)
    }
    guard !q.isNaN else {
      throw .outOfRange(setting: "studentised range", value: "\(q)", valid: "a number")
    }
    guard q > 0 else { return 1 }
    var sum = 0.0
    // The largest number lies where the density and the bracket both are above 10⁻¹⁸.
    let first = Int((-reach / step).rounded())
    let last = Int((reach / step).rounded())
    for index in first...last {
      let z = Double(index) * step
      let between = try GSL.normalLowerTail(z) - GSL.normalLowerTail(z - q)
      sum += Double.exponential(-z * z / 2) * power(between, groups - 1)
    }
    let inside = Double(groups) * sum * step / (2 * Double.pi).squareRoot()
    return min(1, max(0, 1 - inside))
  }

  /// The q that the range exceeds with the given probability.
  ///
  /// - Parameters:
  ///   - probability: of exceeding it, 0 < probability < 1.
  ///   - groups: how many numbers there are, at least two.
  /// - Returns: q; Demšar's critical values are q / √2.
  /// - Throws: ``StatisticsError``.
  public static func quantile(
    upperTail probability: Double, groups: Int
  ) throws(StatisticsError) -> Double {
    try StatisticsError.requireOpenUnit(probability, "upper tail probability")
    var (low, high) = (0.0, 1.0)
    while try upperTail(high, groups: groups) > probability {
      (low, high) = (high, 2 * high)
      guard high < 64 else { return high }
    }
    while high - low > 1e-13 * high {
      let middle = low + (high - low) / 2
      if try upperTail(middle, groups: groups) > probability { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
