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
    draws: Int = 50_000, seed: UInt64 = 0
  ) throws(StatisticsError) {
    guard !differences.isEmpty else {
      throw .tooFew(statistic: "Bayesian signed-rank test", count: 0, needed: 1)
    }
    try StatisticsError.requireFinite(differences, "difference")
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
    let kernel = SignedRankKernel(
      [0] + differences, practicalEquivalence: practicalEquivalence)
    var generator = CounterGenerator(seed: seed, stream: UInt64(differences.count))
    var weights = [Double](repeating: 0, count: differences.count + 1)
    var sums = [Double](repeating: 0, count: differences.count + 2)
    var (below, above) = (0, 0)
    for _ in 0..<draws {
      weights[0] = Self.gamma(priorStrength, &generator)
      for index in 1..<weights.count { weights[index] = -PortableMath.log(generator.uniform()) }
      let total = weights.reduce(0, +)
      for index in weights.indices { weights[index] /= total }
      let shares = kernel.shares(weights, &sums)
      let within = 1 - shares.below - shares.above
      // A draw that favours neither side is no vote for one.
      if shares.below > within, shares.below > shares.above {
        below += 1
      } else if shares.above > within, shares.above > shares.below {
        above += 1
      }
    }
    self.draws = draws
    let all = Double(draws)
    probabilities = PracticalProbabilities(
      below: Double(below) / all, within: Double(draws - below - above) / all,
      above: Double(above) / all)
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
