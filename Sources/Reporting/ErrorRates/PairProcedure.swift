internal import Statistics

/// A procedure that says of two learners on one block of replicates whether they differ.
struct PairProcedure {
  typealias Rejection = (PairedSample) throws(StatisticsError) -> Bool
  typealias Level = ([Double]) -> Double?

  /// The promised rate.
  static let nominal = 0.05

  let name: String
  /// The rate promised, when no level of a sample's own is given.
  let promise: FalsePositives.Promise
  /// The level that is attainable on a sample of these differences, for tests of signs.
  var level: Level?
  let rejects: Rejection

  init(_ name: String, _ promise: FalsePositives.Promise, rejects: @escaping Rejection) {
    self.name = name
    self.promise = promise
    self.rejects = rejects
  }

  /// The procedure, held to the level that is attainable on each sample.
  private func held(to level: @escaping Level) -> PairProcedure {
    var procedure = self
    procedure.level = level
    return procedure
  }

  /// The rate over samples.
  func rate(over samples: [PairedSample]) throws(StatisticsError) -> FalsePositives {
    var rejections = 0
    for sample in samples where try rejects(sample) { rejections += 1 }
    let levels = level.map { level in samples.compactMap { level($0.differences) } } ?? []
    // Each sample has its own level, and the share of rejections their mean.
    let known =
      levels.count == samples.count
      ? FalsePositives.Promise.exactly(levels.reduce(0, +) / Double(levels.count)) : promise
    return try FalsePositives(name, rejections: rejections, of: samples.count, known)
  }
}

extension PairProcedure {
  /// The tests that need independent differences.
  static func ofIndependentDraws(
    replicates: Int, practicalEquivalence region: Double
  ) throws(StatisticsError) -> [PairProcedure] {
    let resamples = try Resamples(count: 2_000, size: replicates)
    return [
      pairedT,
      PairProcedure("Wilcoxon signed-rank test", .atMost(nominal)) {
        sample throws(StatisticsError) in try SignedRankTest(sample.differences).p <= nominal
      }.held { AttainableLevel.ofSignedRanks($0) },
      PairProcedure("Wilcoxon signed-rank test (Pratt)", .atMost(nominal)) {
        sample throws(StatisticsError) in
        try SignedRankTest(sample.differences, zeros: .pratt).p <= nominal
      }.held { AttainableLevel.ofSignedRanks($0, zeros: .pratt) },
      PairProcedure("sign test", .atMost(nominal)) {
        sample throws(StatisticsError) in try SignTest(sample.differences).p <= nominal
      }.held { AttainableLevel.ofSignTest($0) },
      PairProcedure("permutation test", .atMost(nominal)) {
        sample throws(StatisticsError) in try PermutationTest(sample.differences).p <= nominal
      }.held { AttainableLevel.ofPermutation($0) },
      PairProcedure("BCa bootstrap interval of the mean", .exactly(nominal)) {
        sample throws(StatisticsError) in
        try resamples.meanIntervals(of: [sample.differences]).first??.contains(0) == false
      },
      bayesianT("Bayesian t test", correlation: 0, region),
      PairProcedure("Bayesian signed-rank test, 95 % for a side", .atMost(2 * nominal)) {
        sample throws(StatisticsError) in
        decides(
          try BayesianSignedRankTest(
            sample.differences, practicalEquivalence: region, draws: 2_000
          ).probabilities)
      },
    ]
  }

  /// The tests that are made for resampled splits, and the plain one.
  static func ofSplits(
    replicates: Int, testToTrainingRatio ratio: Double, practicalEquivalence region: Double
  ) throws(StatisticsError) -> [PairProcedure] {
    let level = try AttainableLevel.ofCorrectedResampledT(
      pairs: replicates, testToTrainingRatio: ratio)
    return [
      PairProcedure("Nadeau–Bengio test, and its interval", .exactly(level)) {
        sample throws(StatisticsError) in
        try CorrectedResampledTTest(sample, testToTrainingRatio: ratio).p <= nominal
      },
      bayesianT("Bayesian correlated t test", correlation: ratio, region),
      pairedT,
    ]
  }

  private static var pairedT: PairProcedure {
    PairProcedure("paired t test, and its interval", .exactly(nominal)) {
      sample throws(StatisticsError) in try PairedTTest(sample).p <= nominal
    }
  }

  private static func bayesianT(
    _ name: String, correlation: Double, _ region: Double
  ) -> PairProcedure {
    PairProcedure("\(name), 95 % for a side", .atMost(2 * nominal)) {
      sample throws(StatisticsError) in
      decides(
        try CorrelatedBayesianTTest(
          sample, correlation: correlation, practicalEquivalence: region
        ).probabilities)
    }
  }

  private static func decides(_ probabilities: PracticalProbabilities) -> Bool {
    max(probabilities.below, probabilities.above) >= 1 - nominal
  }
}
