/// Every statistic that applies to a table of results, by a rule that looks at the design alone.
///
/// Independent replicates: paired t tests are primary; rank, sign and permutation tests and the
/// bootstrap stand beside them. Resampled splits: Nadeau and Bengio's corrected t tests alone, since
/// overlapping training sets break every test that needs independent pairs. Many data sets:
/// Wilcoxon's signed-rank tests, since no mean is common to data sets. With three or more methods
/// and independent rows, Friedman's test and what follows it. Families are corrected by Holm.
public struct TableAnalysis: Equatable, Sendable {
  /// How results are looked at.
  public struct Options: Equatable, Sendable {
    /// How the rows came about.
    public var design: ReplicateDesign
    /// Which direction is better.
    public var preference: Preference
    /// The column that the others are compared with; all pairs are compared without one.
    public var reference: Int?
    /// Differences up to this size count as practically none.
    public var practicalEquivalence: Double
    /// Confidence level.
    public var level: Double
    /// Number of bootstrap resamples.
    public var resamples: Int
    /// Number of draws of the Bayesian signed-rank test.
    public var posteriorDraws: Int
    /// Decides resamples and draws.
    public var seed: UInt64

    /// Options.
    ///
    /// - Parameters:
    ///   - design: how the rows came about.
    ///   - preference: which direction is better.
    ///   - reference: the column that the others are compared with, or `nil` for all pairs.
    ///   - practicalEquivalence: differences up to this size count as practically none.
    ///   - level: confidence level.
    ///   - resamples: number of bootstrap resamples.
    ///   - posteriorDraws: number of draws of the Bayesian signed-rank test.
    ///   - seed: decides resamples and draws.
    public init(
      design: ReplicateDesign, preference: Preference = .higherIsBetter, reference: Int? = nil,
      practicalEquivalence: Double = 0, level: Double = 0.95, resamples: Int = 10_000,
      posteriorDraws: Int = 20_000, seed: UInt64 = 0
    ) {
      self.design = design
      self.preference = preference
      self.reference = reference
      self.practicalEquivalence = practicalEquivalence
      self.level = level
      self.resamples = resamples
      self.posteriorDraws = posteriorDraws
      self.seed = seed
    }
  }

  /// What was looked at.
  public let table: MethodTable
  /// How it was looked at.
  public let options: Options
  /// One summary a column; `nil` for a column without a value.
  public let methods: [MethodSummary?]
  /// The comparisons, in the order of the columns.
  public let comparisons: [MethodComparison]
  /// Pairs of columns that share fewer than two rows and cannot be compared.
  public let incomparable: [[Int]]
  /// What ranks say; absent for resampled splits, two methods, or fewer than two complete rows.
  public let ranking: TableRanking?

  /// Analyses a table.
  ///
  /// - Parameters:
  ///   - table: the results.
  ///   - options: how to look at them.
  /// - Throws: ``StatisticsError`` for a setting outside its range.
  public init(_ table: MethodTable, _ options: Options) throws(StatisticsError) {
    try StatisticsError.requireOpenUnit(options.level, "confidence level")
    let columns = table.methods.indices
    if let reference = options.reference, !columns.contains(reference) {
      throw .outOfRange(
        setting: "reference's column", value: "\(reference)",
        valid: "a whole number from 0 to \(columns.count - 1)")
    }
    self.table = table
    self.options = options
    let complete = table.completeRows
    let ranks =
      complete.isEmpty
      ? nil
      : try BlockRanks(complete, preference: options.preference, resolution: table.resolution)
    let admitsRanking = options.design.admitsSignedRank && columns.count > 2 && complete.count > 1
    ranking = try ranks.flatMap { ranks throws(StatisticsError) in
      admitsRanking
        ? try TableRanking(ranks, reference: options.reference, level: options.level) : nil
    }
    var methods: [MethodSummary?] = []
    for column in columns {
      methods.append(
        try MethodSummary(
          table, column, design: options.design, level: options.level,
          averageRank: ranks?.averages[column]))
    }
    self.methods = methods
    (comparisons, incomparable) = try Self.compare(table, options)
  }

  /// The pairs of columns to compare: with the reference, or all.
  private static func pairs(_ table: MethodTable, _ options: Options) -> [[Int]] {
    let columns = table.methods.indices
    if let reference = options.reference {
      return columns.filter { $0 != reference }.map { [$0, reference] }
    }
    return columns.flatMap { first in ((first + 1)..<columns.count).map { [first, $0] } }
  }

  private static func compare(
    _ table: MethodTable, _ options: Options
  ) throws(StatisticsError) -> ([MethodComparison], incomparable: [[Int]]) {
    var (found, incomparable) = ([(pair: [Int], sample: PairedSample)](), [[Int]]())
    for pair in pairs(table, options) {
      let sample = try PairedSample(table.column(pair[0]), table.column(pair[1]))
      if sample.count < 2 { incomparable.append(pair) } else { found.append((pair, sample)) }
    }
    var primary: [PairedComparison] = []
    for entry in found {
      primary.append(
        try PairedComparison.compare(
          entry.sample, design: options.design, preference: options.preference,
          level: options.level, practicalEquivalence: options.practicalEquivalence))
    }
    let p = primary.map(\.p)
    let holm = try MultiplicityCorrection.holm.adjust(p)
    let hochberg = try MultiplicityCorrection.hochberg.adjust(p)
    let falseDiscovery = try MultiplicityCorrection.benjaminiHochberg.adjust(p)
    let intervals = try bootstrap(found.map(\.sample), options)
    let posteriors = try signedRankPosteriors(found.map(\.sample), options)
    // The search is slow, and its outcome is the same for all samples of one size.
    var detectable: [Int: Double] = [:]
    for size in Set(primary.map(\.pairs)) {
      detectable[size] = try PairedPower.smallestDetectable(
        pairs: size, significance: (1 - options.level) / Double(found.count),
        design: options.design)
    }
    var comparisons: [MethodComparison] = []
    for (index, entry) in found.enumerated() {
      comparisons.append(
        MethodComparison(
          first: entry.pair[0], second: entry.pair[1], paired: primary[index],
          adjustedP: holm[index], hochbergP: hochberg[index],
          falseDiscoveryP: falseDiscovery[index],
          verdict: primary[index].verdict(adjustedP: holm[index]),
          independent: try posteriors[index].map { posterior throws(StatisticsError) in
            try evidence(
              entry.sample, options, bootstrap: intervals[index], posterior: posterior)
          },
          bayesianT: try bayesianT(entry.sample, options),
          smallestDetectable: detectable[primary[index].pairs].flatMap {
            primary[index].smallestDetectableDifference(standardized: $0)
          }))
    }
    return (comparisons, incomparable)
  }

  /// BCa intervals of mean differences; samples of one size share their resamples.
  private static func bootstrap(
    _ samples: [PairedSample], _ options: Options
  ) throws(StatisticsError) -> [ConfidenceInterval?] {
    var intervals = [ConfidenceInterval?](repeating: nil, count: samples.count)
    guard options.design == .independentDraws else { return intervals }
    for size in Set(samples.map(\.count)).sorted() {
      let places = samples.indices.filter { samples[$0].count == size }
      let resamples = try Resamples(count: options.resamples, size: size, seed: options.seed)
      let found = try resamples.meanIntervals(
        of: places.map { samples[$0].differences }, level: options.level)
      for (place, interval) in zip(places, found) { intervals[place] = interval }
    }
    return intervals
  }

  /// The Bayesian signed-rank test, where rows are independent; samples of one size share draws.
  private static func signedRankPosteriors(
    _ samples: [PairedSample], _ options: Options
  ) throws(StatisticsError) -> [PracticalProbabilities?] {
    var posteriors = [PracticalProbabilities?](repeating: nil, count: samples.count)
    guard options.design.admitsSignedRank else { return posteriors }
    for size in Set(samples.map(\.count)).sorted() {
      let places = samples.indices.filter { samples[$0].count == size }
      let found = try BayesianSignedRankTest.probabilities(
        of: places.map { samples[$0].differences },
        practicalEquivalence: options.practicalEquivalence, draws: options.posteriorDraws,
        seed: options.seed)
      for (place, posterior) in zip(places, found) { posteriors[place] = posterior }
    }
    return posteriors
  }

  private static func evidence(
    _ sample: PairedSample, _ options: Options, bootstrap: ConfidenceInterval?,
    posterior: PracticalProbabilities
  ) throws(StatisticsError) -> MethodComparison.IndependentEvidence {
    let differences = sample.differences
    let resolution = sample.rankResolution
    let hasNormality = NormalityTest.sizes.contains(sample.count)
    return MethodComparison.IndependentEvidence(
      signedRank: try SignedRankTest(differences, resolution: resolution),
      pratt: try SignedRankTest(differences, zeros: .pratt, resolution: resolution),
      sign: try SignTest(sample.signDifferences),
      permutation: options.design == .independentDraws
        ? try PermutationTest(differences, seed: options.seed) : nil,
      bootstrap: bootstrap, centre: try HodgesLehmann(differences, level: options.level),
      bayesianSignedRank: posterior,
      normality: hasNormality ? try NormalityTest(differences) : nil)
  }

  private static func bayesianT(
    _ sample: PairedSample, _ options: Options
  ) throws(StatisticsError) -> PracticalProbabilities? {
    let correlation: Double
    switch options.design {
    case .independentDraws: correlation = 0
    case .resampledSplits(let ratio): correlation = ratio
    case .manyDataSets: return nil
    }
    return try CorrelatedBayesianTTest(
      sample, correlation: correlation, practicalEquivalence: options.practicalEquivalence
    ).probabilities
  }
}
