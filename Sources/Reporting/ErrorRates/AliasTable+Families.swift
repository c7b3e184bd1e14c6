internal import Results
internal import Statistics

extension AliasTable {
  /// The rates of the tests of two names on a block of replicates.
  func pairRates(practicalEquivalence region: Double) throws(StatisticsError) -> [FalsePositives] {
    let samples = try samples(of: design.replicates)
    guard !samples.isEmpty else { return [] }
    let procedures =
      switch panel.design {
      case .resampledSplits(let ratio):
        try PairProcedure.ofSplits(
          replicates: design.replicates, testToTrainingRatio: ratio, practicalEquivalence: region)
      case .independentDraws, .manyDataSets:
        try PairProcedure.ofIndependentDraws(
          replicates: design.replicates, practicalEquivalence: region)
      }
    return try procedures.map { procedure throws(StatisticsError) in
      try procedure.rate(over: samples)
    }
  }

  /// The rates of what a report says of a family, and of the tests of its ranks.
  func familyRates(of suite: SuiteRecord) throws(StatisticsError) -> [FalsePositives] {
    let nominal = PairProcedure.nominal
    var tally = FamilyTally()
    for block in blocks(of: design.replicates) {
      for family in families {
        guard let rows = rows(family, block) else { continue }
        tally.count(try study(family, block, of: suite), nominal: nominal)
        if panel.design.admitsSignedRank { try tally.count(rows, nominal: nominal) }
      }
    }
    return try tally.rates(nominal: nominal)
  }

  /// The rates of runs that are looked at after every replicate.
  func sequentialRates(of suite: SuiteRecord) throws(StatisticsError) -> [FalsePositives] {
    // Overlapping splits end no such run: lopsided run refuses them.
    guard panel.design.admitsSignedRank else { return [] }
    let nominal = PairProcedure.nominal
    let samples = try samples(of: design.cap)
    guard !samples.isEmpty else { return [] }
    var (decided, peeked) = (0, 0)
    for sample in samples {
      var comparison = try SequentialComparison(preference: metric.preference)
      var isFound = false
      for (index, pair) in zip(sample.first, sample.second).enumerated() {
        try comparison.add(pair.0, pair.1)
        guard index >= 4, !isFound else { continue }
        let seen = try PairedSample(
          Array(sample.first[...index]), Array(sample.second[...index]))
        isFound = try PairedTTest(seen).p <= nominal
      }
      if comparison.verdict.isDifference { decided += 1 }
      if isFound { peeked += 1 }
    }
    var runs = FamilyTally()
    for block in blocks(of: design.cap) {
      for family in families where rows(family, block) != nil {
        runs.count(try study(family, block, of: suite, isSequential: true), nominal: nominal)
      }
    }
    return try runs.sequentialRates(nominal: nominal) + [
      try FalsePositives(
        "confidence sequence of two names", rejections: decided, of: samples.count,
        .atMost(nominal)),
      try FalsePositives(
        "paired t test after every replicate from the fifth", rejections: peeked,
        of: samples.count, .none),
    ]
  }
}

/// Families in which something was found to differ, by procedure.
private struct FamilyTally {
  var studies = 0
  var holm = 0
  var findings = 0
  var standings = 0
  var uncorrected = 0
  var tables = 0
  var friedman = 0
  var imanDavenport = 0
  var nemenyi = 0
  var bonferroniDunn = 0

  mutating func count(_ study: Study, nominal: Double) {
    let comparisons = study.tested.map(\.comparison)
    studies += 1
    if comparisons.contains(where: { $0.adjustedP.map { $0 <= nominal } ?? false }) { holm += 1 }
    if comparisons.contains(where: { [.better, .worse].contains($0.finding) }) { findings += 1 }
    if comparisons.contains(where: { $0.paired.map { $0.p <= nominal } ?? false }) {
      uncorrected += 1
    }
    if study.panels.contains(where: { $0.standings.contains(.worse) }) { standings += 1 }
  }

  mutating func count(_ rows: [[Double]], nominal: Double) throws(StatisticsError) {
    let ranks = try BlockRanks(rows)
    let test = try FriedmanTest(ranks)
    tables += 1
    if test.p <= nominal { friedman += 1 }
    if test.pOfF <= nominal { imanDavenport += 1 }
    let order = ranks.averages.indices.sorted { ranks.averages[$0] < ranks.averages[$1] }
    if try NemenyiTest(ranks).p(order[0], order[order.count - 1]) <= nominal { nemenyi += 1 }
    let dunn = try BonferroniDunnTest(ranks, control: 0).adjusted()
    if dunn.contains(where: { $0 <= nominal }) { bonferroniDunn += 1 }
  }

  /// Of runs that were looked at after every replicate.
  func sequentialRates(nominal: Double) throws(StatisticsError) -> [FalsePositives] {
    guard studies > 0 else { return [] }
    return [
      try FalsePositives(
        "`--until-decided`, any better or worse than the reference", rejections: findings,
        of: studies, .atMost(nominal)),
      try FalsePositives(
        "`--until-decided`, any shown to be worse than the best", rejections: standings,
        of: studies, .atMost(nominal)),
    ]
  }

  func rates(nominal: Double) throws(StatisticsError) -> [FalsePositives] {
    guard studies > 0 else { return [] }
    var rates = [
      try FalsePositives(
        "the report's p values (Holm), any at most 0.05", rejections: holm, of: studies,
        .atMost(nominal)),
      try FalsePositives(
        "the report's verdicts, any better or worse than the reference", rejections: findings,
        of: studies, .atMost(nominal)),
      try FalsePositives(
        "the report's main table, any shown to be worse than the best", rejections: standings,
        of: studies, .atMost(nominal)),
      try FalsePositives(
        "p values without correction, any at most 0.05", rejections: uncorrected, of: studies,
        .none),
    ]
    guard tables > 0 else { return rates }
    rates += [
      try FalsePositives("Friedman test", rejections: friedman, of: tables, .exactly(nominal)),
      try FalsePositives(
        "Iman–Davenport test", rejections: imanDavenport, of: tables, .exactly(nominal)),
      try FalsePositives(
        "Nemenyi test, any pair", rejections: nemenyi, of: tables, .atMost(nominal)),
      try FalsePositives(
        "Bonferroni–Dunn test, any against the reference", rejections: bonferroniDunn, of: tables,
        .atMost(nominal)),
    ]
    return rates
  }
}

extension Verdict {
  /// Whether it says that two learners differ.
  var isDifference: Bool { self == .better || self == .worse }
}
