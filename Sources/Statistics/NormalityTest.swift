/// Shapiro and Wilk's test of normality, which looks at the shape of a sample.
///
/// Shown beside results as a warning; no test is chosen by it, since a test chosen by another on
/// the same data does not keep its level. Sources: Shapiro and Wilk 1965; Royston 1995 (AS R94).
public struct NormalityTest: Equatable, Sendable {
  /// W, at most 1; small for samples that are not normal.
  public let w: Double
  /// The p value.
  public let p: Double

  /// The sizes that Royston's approximation is made for.
  public static let sizes = 3...5_000

  /// Tests a sample; `nil` when its values are all equal.
  ///
  /// - Parameter values: finite values, 3 to 5,000 of them.
  /// - Throws: ``StatisticsError``.
  public init?(_ values: [Double]) throws(StatisticsError) {
    let n = values.count
    guard n >= Self.sizes.lowerBound else {
      throw .tooFew(statistic: "Shapiro–Wilk test", count: n, needed: Self.sizes.lowerBound)
    }
    guard n <= Self.sizes.upperBound else {
      throw .outOfRange(
        setting: "number of values for the Shapiro–Wilk test", value: "\(n)",
        valid: "at most \(Self.sizes.upperBound)")
    }
    try StatisticsError.requireFinite(values, "value")
    let sorted = values.sorted()
    let range = sorted[n - 1] - sorted[0]
    guard range > 0, range.isFinite else { return nil }
    let weights = try Self.weights(n)
    let scaled = sorted.map { $0 / range }
    let mean = GSL.mean(scaled)
    var (contrast, squares) = (0.0, 0.0)
    for index in scaled.indices {
      let weight =
        index < n / 2 ? -weights[index] : index >= n - n / 2 ? weights[n - 1 - index] : 0
      contrast += weight * (scaled[index] - mean)
      squares += (scaled[index] - mean) * (scaled[index] - mean)
    }
    w = min(1, contrast * contrast / squares)
    p = try Self.pValue(w, n)
  }

  /// Weights of the differences between the outermost values, the next, …
  private static func weights(_ n: Int) throws(StatisticsError) -> [Double] {
    if n == 3 { return [Double(0.5).squareRoot()] }
    var quantiles: [Double] = []
    for index in 1...(n / 2) {
      quantiles.append(try GSL.normalQuantile((Double(index) - 0.375) / (Double(n) + 0.25)))
    }
    let squares = 2 * quantiles.reduce(0) { $0 + $1 * $1 }
    let root = 1 / Double(n).squareRoot()
    let first =
      polynomial([0, 0.221157, -0.147981, -2.071190, 4.434685, -2.706056], root)
      - quantiles[0] / squares.squareRoot()
    guard n > 5 else {
      let scale =
        ((squares - 2 * quantiles[0] * quantiles[0]) / (1 - 2 * first * first)).squareRoot()
      return [first] + quantiles.dropFirst().map { -$0 / scale }
    }
    let second =
      polynomial([0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633], root)
      - quantiles[1] / squares.squareRoot()
    let rest = squares - 2 * (quantiles[0] * quantiles[0] + quantiles[1] * quantiles[1])
    let scale = (rest / (1 - 2 * (first * first + second * second))).squareRoot()
    return [first, second] + quantiles.dropFirst(2).map { -$0 / scale }
  }

  private static func pValue(_ w: Double, _ n: Int) throws(StatisticsError) -> Double {
    if n == 3 {
      let angle = Double.arcsine(w.squareRoot()) - Double.pi / 3
      return max(0, 6 / Double.pi * angle)
    }
    guard w < 1 else { return 1 }
    var y = Double.logarithm(1 - w)
    let size = Double(n)
    let mean: Double
    let deviation: Double
    if n <= 11 {
      let limit = polynomial([-2.273, 0.459], size)
      guard y < limit else { return 1e-99 }
      y = -Double.logarithm(limit - y)
      mean = polynomial([0.544, -0.39978, 0.025054, -6.714e-4], size)
      deviation = Double.exponential(polynomial([1.3822, -0.77857, 0.062767, -0.0020322], size))
    } else {
      let log = Double.logarithm(size)
      mean = polynomial([-1.5861, -0.31082, -0.083751, 0.0038915], log)
      deviation = Double.exponential(polynomial([-0.4803, -0.082676, 0.0030302], log))
    }
    return try GSL.normalUpperTail((y - mean) / deviation)
  }

  private static func polynomial(_ coefficients: [Double], _ x: Double) -> Double {
    coefficients.reversed().reduce(0) { $0 * x + $1 }
  }
}
