internal import CounterRandom

/// The permutation test of paired differences: how often random signs give as large a mean.
///
/// The null is that each difference is as likely to be positive as negative given its size, so
/// that pairs must be independent. Sources: Fisher 1935; Pitman 1937; for the Monte Carlo p value
/// Phipson and Smyth 2010.
public struct PermutationTest: Equatable, Sendable {
  /// Mean of the differences.
  public let meanDifference: Double
  /// The two-sided p value: the share of sign patterns whose mean is as far from zero.
  public let p: Double
  /// The share of sign patterns whose mean is as large.
  public let pGreater: Double
  /// Number of random sign patterns; absent when all patterns were counted.
  public let draws: Int?

  /// Largest number of non-zero differences for which all sign patterns are counted.
  public static let exactLimit = 30

  /// Tests whether differences are symmetric about zero.
  ///
  /// Up to ``exactLimit`` non-zero differences every sign pattern is counted. Above it random
  /// patterns are drawn, and p = (as extreme + 1)/(draws + 1).
  ///
  /// - Parameters:
  ///   - differences: finite numbers, at least one.
  ///   - draws: number of random patterns where not all are counted; at least one.
  ///   - seed: decides the random patterns.
  /// - Throws: ``StatisticsError``.
  public init(
    _ differences: [Double], draws: Int = 20_000, seed: UInt64 = 0
  ) throws(StatisticsError) {
    guard !differences.isEmpty else {
      throw .tooFew(statistic: "permutation test", count: 0, needed: 1)
    }
    try StatisticsError.requireFinite(differences, "difference")
    guard draws > 0 else {
      throw .outOfRange(
        setting: "number of sign patterns", value: "\(draws)",
        valid: "a whole number of at least 1")
    }
    // By size: neither the order of the pairs nor that of the learners changes the last bit.
    let magnitudes = differences.map(\.magnitude).filter { $0 > 0 }.sorted()
    let ordered = differences.sorted { ($0.magnitude, $0) < ($1.magnitude, $1) }
    meanDifference = GSL.mean(ordered)
    let observed = ordered.reduce(0, +)
    // Sums that rounding alone tells apart are equal.
    let slack = 8 * .ulpOfOne * magnitudes.reduce(0, +)
    guard magnitudes.count > Self.exactLimit else {
      let all = Double(sign: .plus, exponent: magnitudes.count, significand: 1)
      let halves = SignedSums(magnitudes)
      let greater = halves.count(atLeast: observed - slack)
      let extreme =
        observed.magnitude <= slack ? all : 2 * halves.count(atLeast: observed.magnitude - slack)
      self.draws = nil
      p = min(1, extreme / all)
      pGreater = greater / all
      return
    }
    var generator = CounterGenerator(seed: seed, stream: UInt64(magnitudes.count))
    var (extreme, greater) = (0, 0)
    for _ in 0..<draws {
      var (sum, bits) = (0.0, UInt64(0))
      for index in magnitudes.indices {
        if index & 63 == 0 { bits = generator.next() }
        sum += bits & 1 == 0 ? magnitudes[index] : -magnitudes[index]
        bits &>>= 1
      }
      if sum >= observed - slack { greater += 1 }
      if sum.magnitude >= observed.magnitude - slack { extreme += 1 }
    }
    self.draws = draws
    p = Double(extreme + 1) / Double(draws + 1)
    pGreater = Double(greater + 1) / Double(draws + 1)
  }
}

/// All sums of numbers with any signs, as sums of one number from each of two sorted lists.
///
/// 2^n sums are counted in about n 2^(n/2) steps.
private struct SignedSums {
  private let first: [Double]
  private let second: [Double]

  init(_ magnitudes: [Double]) {
    // Neighbours in size go to different halves, so that both have large sums.
    first = Self.sums(magnitudes.indices.filter { $0 % 2 == 0 }.map { magnitudes[$0] })
    second = Self.sums(magnitudes.indices.filter { $0 % 2 == 1 }.map { magnitudes[$0] })
  }

  /// The sums of some numbers with any signs, ascending: two sorted lists merged for each number.
  private static func sums(_ magnitudes: [Double]) -> [Double] {
    var sums = [0.0]
    for magnitude in magnitudes {
      var merged: [Double] = []
      merged.reserveCapacity(2 * sums.count)
      var (low, high) = (0, 0)
      while high < sums.count {
        if low < sums.count, sums[low] - magnitude <= sums[high] + magnitude {
          merged.append(sums[low] - magnitude)
          low += 1
        } else {
          merged.append(sums[high] + magnitude)
          high += 1
        }
      }
      while low < sums.count {
        merged.append(sums[low] - magnitude)
        low += 1
      }
      sums = merged
    }
    return sums
  }

  /// How many sums are not below a bound.
  func count(atLeast bound: Double) -> Double {
    var (total, reach) = (0.0, second.count)
    for value in first {
      while reach > 0, value + second[reach - 1] >= bound { reach -= 1 }
      total += Double(second.count - reach)
    }
    return total
  }
}
