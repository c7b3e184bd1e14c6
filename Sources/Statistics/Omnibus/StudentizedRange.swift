/// The range of k independent standard normal numbers, the studentised range with infinitely many
/// degrees of freedom.
///
/// P(Q > q) = 1 − k ∫ φ(z) [Φ(z) − Φ(z − q)]^(k−1) dz. The integrand is entire, and across the real
/// line grows as exp(k y²/2), so that the trapezoidal rule of step h errs by about exp(−2π²/(k h²)).
/// Source: Tukey 1953; Hartley 1942; for the rule Trefethen and Weideman 2014.
public struct StudentizedRange: Equatable, Sendable {
  /// How many numbers there are.
  public let groups: Int

  /// Where the largest number may lie, with the weight k φ(z) h and what is below it.
  private struct Node: Equatable {
    let z: Double
    let weight: Double
    let below: Double
  }

  private let nodes: [Node]

  /// Beyond it a normal density is below 10⁻¹⁷.
  private static let reach = 9.0

  /// The law of the range of some numbers.
  ///
  /// - Parameter groups: how many numbers there are, at least two.
  /// - Throws: ``StatisticsError``.
  public init(groups: Int) throws(StatisticsError) {
    guard groups >= 2 else {
      throw .tooFew(statistic: "studentised range", count: groups, needed: 2)
    }
    self.groups = groups
    // An error of exp(−50).
    let step = Double.pi / (25 * Double(groups)).squareRoot()
    let last = Int((Self.reach / step).rounded(.up))
    var nodes: [Node] = []
    for index in -last...last {
      let z = Double(index) * step
      let weight =
        Double(groups) * step / (2 * Double.pi).squareRoot() * Double.exponential(-z * z / 2)
      let below = try GSL.normalLowerTail(z)
      // The largest of many numbers is hardly ever small.
      guard weight * Self.power(below, groups - 1) > 1e-20 else { continue }
      nodes.append(Node(z: z, weight: weight, below: below))
    }
    self.nodes = nodes
  }

  /// The probability that the range exceeds `q`.
  ///
  /// - Parameter q: a number, not NaN; the probability is 1 at or below 0.
  /// - Returns: the probability, good to about 10⁻¹⁵.
  /// - Throws: ``StatisticsError``.
  public func upperTail(_ q: Double) throws(StatisticsError) -> Double {
    guard !q.isNaN else {
      throw .outOfRange(setting: "studentised range", value: "\(q)", valid: "a number")
    }
    guard q > 0 else { return 1 }
    var inside = 0.0
    for node in nodes {
      let beneath = node.z - q < -Self.reach ? 0 : try GSL.normalLowerTail(node.z - q)
      inside += node.weight * Self.power(node.below - beneath, groups - 1)
    }
    return min(1, max(0, 1 - inside))
  }

  /// The q that the range exceeds with the given probability.
  ///
  /// - Parameter probability: of exceeding it, 0 < probability < 1.
  /// - Returns: q; Demšar's critical values are q / √2.
  /// - Throws: ``StatisticsError``.
  public func quantile(upperTail probability: Double) throws(StatisticsError) -> Double {
    try StatisticsError.requireOpenUnit(probability, "upper tail probability")
    var (low, high) = (0.0, 1.0)
    while try upperTail(high) > probability {
      (low, high) = (high, 2 * high)
      guard high < 64 else { return high }
    }
    while high - low > 1e-13 * high {
      let middle = low + (high - low) / 2
      if try upperTail(middle) > probability { low = middle } else { high = middle }
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
