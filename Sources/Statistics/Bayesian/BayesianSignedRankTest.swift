internal import CounterRandom

/// The Bayesian signed-rank test: which of lower, practically equal and higher is most probable.
///
/// The differences' distribution is unknown and has a Dirichlet process as prior; its posterior
/// weights the observed differences, and one at zero with the prior's strength, by Dirichlet
/// draws. Each draw votes for the region with most weight over pairs of differences. Sources:
/// Benavoli, Mangili, Corani, Zaffalon and Ruggeri 2014; Benavoli et al. 2017.
public struct BayesianSignedRankTest: Equatable, Sendable {
  /// The shares of draws in which each region had most weight.
  public let probabilities: PracticalProbabilities
  /// Number of draws.
  public let draws: Int

  /// The posterior of independent differences, first − second.
  ///
  /// - Parameters:
  ///   - differences: finite numbers, at least one.
  ///   - practicalEquivalence: half-width of the region around zero, in the metric's unit.
  ///   - priorStrength: the weight of the prior, in differences; positive.
  ///   - draws: number of Dirichlet draws, at least one.
  ///   - seed: decides the draws.
  /// - Throws: ``StatisticsError``.
  public init(
    _ differences: [Double], practicalEquivalence: Double, priorStrength: Double = 0.5,
    draws: Int = 20_000, seed: UInt64 = 0
  ) throws(StatisticsError) {
    let tests = try Self.probabilities(
      of: [differences], practicalEquivalence: practicalEquivalence, priorStrength: priorStrength,
      draws: draws, seed: seed)
    self.draws = draws
    probabilities = tests[0]
  }

  /// The posterior probabilities of several series of differences of one length, which share their
  /// draws; each has the same as if it were alone.
  ///
  /// - Parameters:
  ///   - series: finite numbers, at least one in each, all series of one length.
  ///   - practicalEquivalence: half-width of the region around zero, in the metric's unit.
  ///   - priorStrength: the weight of the prior, in differences; positive.
  ///   - draws: number of Dirichlet draws, at least one.
  ///   - seed: decides the draws.
  /// - Returns: probabilities, one for each series.
  /// - Throws: ``StatisticsError``.
  public static func probabilities(
    of series: [[Double]], practicalEquivalence: Double, priorStrength: Double = 0.5,
    draws: Int = 20_000, seed: UInt64 = 0
  ) throws(StatisticsError) -> [PracticalProbabilities] {
    let size = series.first?.count ?? 1
    try requireValid(series, size, practicalEquivalence, priorStrength, draws)
    let kernels = series.map {
      SignedRankKernel([0] + $0, practicalEquivalence: practicalEquivalence)
    }
    var weights = [Double](repeating: 0, count: (size + 1) * blockSize)
    var sums = kernels.first?.makeSums(width: blockSize) ?? []
    var below = [Double](repeating: 0, count: blockSize)
    var above = below
    var votes = [(below: Int, above: Int)](repeating: (0, 0), count: series.count)
    for start in stride(from: 0, to: draws, by: blockSize) {
      // A stream a block: what a draw is does not depend on how many there are.
      var generator = CounterGenerator(
        seed: seed, stream: UInt64(size) << 32 | UInt64(start / blockSize))
      draw(&weights, priorStrength, &generator)
      for (index, kernel) in kernels.enumerated() {
        kernel.shares(weights, &sums, below: &below, above: &above)
        for place in 0..<min(blockSize, draws - start) {
          let within = 1 - below[place] - above[place]
          // A draw that favours neither side is no vote for one.
          if below[place] > within, below[place] > above[place] {
            votes[index].below += 1
          } else if above[place] > within, above[place] > below[place] {
            votes[index].above += 1
          }
        }
      }
    }
    let all = Double(draws)
    return votes.map {
      PracticalProbabilities(
        below: Double($0.below) / all, within: Double(draws - $0.below - $0.above) / all,
        above: Double($0.above) / all)
    }
  }

  /// Draws that are made at a time, side by side.
  private static let blockSize = 64

  /// Dirichlet weights of a block of draws: the prior's first, then one for each difference.
  private static func draw(
    _ weights: inout [Double], _ priorStrength: Double, _ generator: inout CounterGenerator
  ) {
    let count = weights.count / blockSize
    for place in 0..<blockSize {
      weights[place] = gamma(priorStrength, &generator)
      for index in 1..<count { weights[index * blockSize + place] = generator.uniform() }
    }
    unsafe weights.withUnsafeMutableBufferPointer { weights in
      guard let start = weights.baseAddress else { return }
      let drawn = unsafe start + blockSize
      unsafe PortableMath.logarithms(of: drawn, count: (count - 1) * blockSize)
      for place in 0..<blockSize {
        var total = unsafe start[place]
        for index in 1..<count {
          unsafe start[index * blockSize + place].negate()
          unsafe total += start[index * blockSize + place]
        }
        for index in 0..<count { unsafe start[index * blockSize + place] /= total }
      }
    }
  }

  private static func requireValid(
    _ series: [[Double]], _ size: Int, _ practicalEquivalence: Double, _ priorStrength: Double,
    _ draws: Int
  ) throws(StatisticsError) {
    for differences in series {
      guard !differences.isEmpty else {
        throw .tooFew(statistic: "Bayesian signed-rank test", count: 0, needed: 1)
      }
      guard differences.count == size else {
        throw .unequalCounts(first: size, second: differences.count)
      }
      try StatisticsError.requireFinite(differences, "difference")
    }
    try PracticalProbabilities.requireRegion(practicalEquivalence)
    guard priorStrength > 0, priorStrength.isFinite else {
      throw .outOfRange(
        setting: "strength of the prior", value: "\(priorStrength)",
        valid: "a positive finite number")
    }
    guard draws > 0 else {
      throw .outOfRange(
        setting: "number of draws", value: "\(draws)", valid: "a whole number of at least 1")
    }
  }

  /// A gamma variate with scale one.
  ///
  /// Shapes above one by Marsaglia and Tsang 2000; below by their way of lowering a shape.
  private static func gamma(_ shape: Double, _ generator: inout CounterGenerator) -> Double {
    if shape < 1 {
      let root = PortableMath.exp(PortableMath.log(generator.uniform()) / shape)
      return gamma(shape + 1, &generator) * root
    }
    let d = shape - 1 / 3.0
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = generator.normal()
      let v = 1 + c * x
      guard v > 0 else { continue }
      let cube = v * v * v
      let u = generator.uniform()
      if PortableMath.log(u) < x * x / 2 + d - d * cube + d * PortableMath.log(cube) {
        return d * cube
      }
    }
  }
}
