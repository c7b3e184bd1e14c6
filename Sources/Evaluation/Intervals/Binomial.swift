internal import CounterRandom
internal import Foundation

/// Draws numbers of successes.
enum Binomial {
  /// The successes among `trials`, each with the chance `chance`.
  ///
  /// Few expected successes are found by inversion, many by the transformed rejection of W. Hörmann,
  /// *The generation of binomial random variates*, J. Statistical Computation and Simulation 46
  /// (1993), algorithm BTRS. Both are exact.
  static func draw(
    _ trials: Int, _ chance: Double, from generator: inout CounterGenerator
  ) -> Int {
    guard trials > 0, chance > 0 else { return 0 }
    guard chance < 1 else { return trials }
    guard chance <= 0.5 else { return trials - draw(trials, 1 - chance, from: &generator) }
    return Double(trials) * chance < 10
      ? invert(trials, chance, &generator) : reject(trials, chance, &generator)
  }

  private static func invert(
    _ trials: Int, _ chance: Double, _ generator: inout CounterGenerator
  ) -> Int {
    let odds = chance / (1 - chance)
    while true {
      var probability = exp(Double(trials) * log1p(-chance))
      var rest = generator.uniform()
      var successes = 0
      while rest > probability, successes <= trials {
        rest -= probability
        successes += 1
        probability *= odds * Double(trials - successes + 1) / Double(successes)
      }
      // Rounding may leave a rest beyond all numbers.
      if successes <= trials { return successes }
    }
  }

  private static func reject(
    _ trials: Int, _ chance: Double, _ generator: inout CounterGenerator
  ) -> Int {
    let n = Double(trials)
    let spread = (n * chance * (1 - chance)).squareRoot()
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * chance
    let center = n * chance + 0.5
    let squeeze = 0.92 - 4.2 / b
    let alpha = (2.83 + 5.1 / b) * spread
    let mode = ((n + 1) * chance).rounded(.down)
    let logOdds = log(chance / (1 - chance))
    let atMode = logFactorial(mode) + logFactorial(n - mode)
    while true {
      let u = generator.uniform() - 0.5
      var v = generator.uniform()
      let us = 0.5 - abs(u)
      let k = ((2 * a / us + b) * u + center).rounded(.down)
      if us >= 0.07, v <= squeeze { return Int(k) }
      guard k >= 0, k <= n else { continue }
      v = log(v * alpha / (a / (us * us) + b))
      let bound = atMode - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds
      if v <= bound { return Int(k) }
    }
  }

  /// ln k! by Stirling's series from 10 on, whose error is below 10⁻¹² there.
  private static func logFactorial(_ k: Double) -> Double {
    if k < 10 {
      var product = 1.0
      var factor = 2.0
      while factor <= k {
        product *= factor
        factor += 1
      }
      return log(product)
    }
    let inverse = 1 / k
    let square = inverse * inverse
    let series =
      inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)))
    return (k + 0.5) * log(k) - k + 0.918_938_533_204_672_7 + series
  }
}

/// Things of which some are drawn with replacement, in groups that need not be told apart.
struct ResampledGroups: Sendable {
  private let sizes: [Int]
  /// The number of things.
  let count: Int

  /// Groups of so many things each.
  init(_ sizes: [Int]) {
    self.sizes = sizes
    count = sizes.reduce(0, +)
  }

  /// How often things of each group are drawn when as many are drawn as there are.
  func draw(from generator: inout CounterGenerator, into drawn: inout [Int]) {
    drawn.removeAll(keepingCapacity: true)
    var (left, things) = (count, count)
    for size in sizes {
      let found = Binomial.draw(left, Double(size) / Double(max(things, 1)), from: &generator)
      drawn.append(found)
      left -= found
      things -= size
    }
  }
}
