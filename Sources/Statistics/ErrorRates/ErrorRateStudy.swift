internal import CounterRandom

/// Measures how often each test rejects although nothing differs.
///
/// Data are drawn from a law under which all learners are the same; a test that promises 5 % must
/// reject about 5 % of them. Everything follows from the seed.
public struct ErrorRateStudy: Sendable {
  /// Number of data sets that each test sees.
  public var trials: Int
  /// Number of replicates in each.
  public var replicates: Int
  /// Number of learners beside the reference, where several are compared.
  public var learners: Int
  /// The promised rate.
  public var nominal: Double
  /// Decides the data.
  public var seed: UInt64

  /// A study.
  ///
  /// - Parameters:
  ///   - trials: number of data sets, at least one.
  ///   - replicates: replicates in each, at least five.
  ///   - learners: learners beside the reference, at least two.
  ///   - nominal: the promised rate, 0 < nominal < 1.
  ///   - seed: decides the data.
  public init(
    trials: Int = 2_000, replicates: Int = 10, learners: Int = 4, nominal: Double = 0.05,
    seed: UInt64 = 1
  ) {
    self.trials = trials
    self.replicates = replicates
    self.learners = learners
    self.nominal = nominal
    self.seed = seed
  }

  /// Replicates after which a sequential run stops, a multiple of ``replicates``.
  public var cap: Int { 5 * replicates }

  /// Test rows over training rows of the resampled splits.
  public static let splitRatio = 0.25

  /// The rate of one procedure.
  ///
  /// - Parameters:
  ///   - procedure: what is tested.
  ///   - law: what the differences are drawn from.
  /// - Returns: the rate with its 99 % interval.
  /// - Throws: ``StatisticsError``.
  public func rate(
    of procedure: NullProcedure, under law: NullLaw
  ) throws(StatisticsError) -> RejectionRate {
    try require()
    let resamples =
      procedure == .bootstrap
      ? try Resamples(count: 2_000, size: replicates, seed: seed) : nil
    var rejections = 0
    // The same data for every procedure of a kind, so that rates can be compared.
    let seed = deriveSeed(from: seed, label: law.rawValue)
    for trial in 0..<trials {
      var generator = CounterGenerator(seed: seed, stream: UInt64(trial))
      if try rejects(procedure, law, resamples, &generator) { rejections += 1 }
    }
    return try RejectionRate(rejections: rejections, trials: trials, nominal: nominal)
  }

  private func require() throws(StatisticsError) {
    for (value, least, what) in [
      (trials, 1, "number of data sets"), (replicates, 5, "number of replicates"),
      (learners, 2, "number of learners"),
    ] where value < least {
      throw .outOfRange(
        setting: what, value: "\(value)", valid: "a whole number of at least \(least)")
    }
  }

  private func rejects(
    _ procedure: NullProcedure, _ law: NullLaw, _ resamples: Resamples?,
    _ generator: inout CounterGenerator
  ) throws(StatisticsError) -> Bool {
    if procedure.isFamily { return try familyRejects(procedure, law, &generator) }
    if procedure == .sequential || procedure == .peeking {
      return try everRejects(procedure, law, &generator)
    }
    let shared =
      procedure.isResampled ? (Self.splitRatio).squareRoot() * law.draw(&generator) : 0
    let differences = (0..<replicates).map { _ in shared + law.draw(&generator) }
    let zeros = [Double](repeating: 0, count: replicates)
    switch procedure {
    case .signedRank: return try SignedRankTest(differences).p <= nominal
    case .prattSignedRank: return try SignedRankTest(differences, zeros: .pratt).p <= nominal
    case .sign: return try SignTest(differences).p <= nominal
    case .permutation: return try PermutationTest(differences).p <= nominal
    case .bootstrap:
      let interval = try resamples?.meanIntervals(of: [differences], level: 1 - nominal).first
      return interval??.contains(0) == false
    case .correctedResampledT:
      return try CorrectedResampledTTest(
        PairedSample(differences, zeros), testToTrainingRatio: Self.splitRatio
      ).p <= nominal
    default: return try PairedTTest(PairedSample(differences, zeros)).p <= nominal
    }
  }

  /// Whether any learner, or any pair, is found to differ in a table in which none does.
  private func familyRejects(
    _ procedure: NullProcedure, _ law: NullLaw, _ generator: inout CounterGenerator
  ) throws(StatisticsError) -> Bool {
    let table = (0..<replicates).map { _ in
      let ease = generator.normal()
      return (0...learners).map { _ in ease + law.draw(&generator) }
    }
    switch procedure {
    case .friedman: return try FriedmanTest(BlockRanks(table)).p <= nominal
    case .imanDavenport: return try FriedmanTest(BlockRanks(table)).pOfF <= nominal
    case .nemenyi:
      let test = try NemenyiTest(BlockRanks(table))
      let order = test.averages.indices.sorted { test.averages[$0] < test.averages[$1] }
      return try test.p(order[0], order[learners]) <= nominal
    case .bonferroniDunn:
      return try BonferroniDunnTest(BlockRanks(table), control: 0).adjusted()
        .contains { $0 <= nominal }
    default:
      let reference = table.map { $0[0] }
      var p: [Double] = []
      for learner in 1...learners {
        p.append(try PairedTTest(PairedSample(table.map { $0[learner] }, reference)).p)
      }
      let adjusted =
        switch procedure {
        case .holm: try MultiplicityCorrection.holm.adjust(p)
        case .hochberg: try MultiplicityCorrection.hochberg.adjust(p)
        case .benjaminiHochberg: try MultiplicityCorrection.benjaminiHochberg.adjust(p)
        default: p
        }
      return adjusted.contains { $0 <= nominal }
    }
  }

  /// Whether a run that is looked at after every replicate ever finds a difference.
  private func everRejects(
    _ procedure: NullProcedure, _ law: NullLaw, _ generator: inout CounterGenerator
  ) throws(StatisticsError) -> Bool {
    guard procedure == .sequential else {
      var differences: [Double] = []
      for pair in 0..<cap {
        differences.append(law.draw(&generator))
        guard pair >= 4 else { continue }
        let zeros = [Double](repeating: 0, count: differences.count)
        if try PairedTTest(PairedSample(differences, zeros)).p <= nominal { return true }
      }
      return false
    }
    var comparison = try SequentialComparison(significance: nominal)
    for _ in 0..<cap {
      try comparison.add(law.draw(&generator), 0)
      if [.better, .worse].contains(comparison.verdict) { return true }
    }
    return false
  }
}
