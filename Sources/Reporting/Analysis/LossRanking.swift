internal import Results
internal import Statistics

/// The losses ranked within blocks, best first, and what their average ranks say.
///
/// A failed trial stands last in its block. Nothing here decides a verdict: a group of Nemenyi's
/// depends on which other losses are in the table (Benavoli, Corani and Mangili 2016).
struct LossRanking: Sendable {
  /// What one block is.
  enum Blocks: Sendable, Equatable {
    /// A data set, each loss by its mean over replicates.
    case datasets
    /// An independent replicate of one data set.
    case replicates
    /// Seeds of training on one split in time.
    case seeds
    /// Replicates that overlap, so that no test holds.
    case overlapping
    /// Replicates whose number hung on their results, so that no test holds.
    case sequential
  }

  /// What the ranks are of, for people: a model, a data set, or both; not escaped.
  let title: String
  /// The figure's file name, without its kind.
  let slug: String
  let blocks: Blocks
  let losses: [LossRecord]
  /// Blocks set aside because some loss has no trial there.
  let dropped: Int
  let ranks: BlockRanks
  /// Absent where the blocks are too few or overlap.
  let test: Test?

  /// The tests of average ranks.
  struct Test: Sendable {
    let friedman: FriedmanTest
    let criticalDifference: Double
    /// Rows of ``losses`` that are not told apart, best first; empty where Friedman's test finds
    /// no difference at all.
    let groups: [[Int]]

    /// Whether average ranks differ by more than chance.
    var hasDifference: Bool { friedman.pOfF < 0.05 }
  }

  /// With fewer blocks not even a loss that wins in all of them passes a sign test at 5 %.
  static let fewestBlocks = 6
  /// Two losses are a pair, which the paired comparisons judge better.
  static let fewestLosses = 3

  /// Ranks losses within blocks of values; `nil` is a failure, which stands last.
  init?(
    title: String, slug: String, blocks: Blocks, losses: [LossRecord], rows: [[Double?]],
    dropped: Int, preference: Preference
  ) throws(StatisticsError) {
    guard losses.count >= Self.fewestLosses, rows.count >= 2 else { return nil }
    let worst = preference == .higherIsBetter ? -1.0 : 1.0
    // Ranks alone count, so that a failure may take any value beyond all of its block.
    let filled = rows.map { row in
      let known = row.compactMap(\.self)
      let beyond = (known.map(\.magnitude).max() ?? 0) + 1
      return row.map { $0 ?? worst * beyond }
    }
    let largest = rows.joined().reduce(0) { max($0, $1?.magnitude ?? 0) }
    self.title = title
    self.slug = slug
    self.blocks = blocks
    self.losses = losses
    self.dropped = dropped
    // What rounding alone tells apart is a tie.
    ranks = try BlockRanks(
      filled, preference: preference, resolution: 0x1p14 * .ulpOfOne * largest)
    guard ![.overlapping, .sequential].contains(blocks), rows.count >= Self.fewestBlocks else {
      test = nil
      return
    }
    let friedman = try FriedmanTest(ranks)
    let nemenyi = try NemenyiTest(ranks)
    test = Test(
      friedman: friedman, criticalDifference: try nemenyi.criticalDifference(),
      groups: friedman.pOfF < 0.05 ? try nemenyi.groups() : [])
  }

  /// Places in ``losses``, best first; the earlier loss first where ranks are equal.
  var order: [Int] {
    losses.indices.sorted { (ranks.averages[$0], $0) < (ranks.averages[$1], $1) }
  }
}

extension LossRanking {
  /// The rankings of a suite: over data sets, one for each model, where there are enough of them;
  /// else over the replicates of each data set and model.
  ///
  /// Models of one data set learn from the same rows, so that they are no further blocks.
  static func all(of study: Study) throws -> [LossRanking] {
    if study.suite.datasets.count >= fewestBlocks {
      return try study.suite.models.compactMap { try overDatasets($0, study) }
    }
    return try study.scoredPanels.compactMap { try overReplicates($0, study) }
  }

  private static func overReplicates(_ panel: Panel, _ study: Study) throws -> LossRanking? {
    let run = panel.learners.filter { !$0.trials.isEmpty }
    let values = run.map { $0.values(study.metric.key) }
    let failed = run.map(\.failedReplicates)
    let replicates = Set(run.flatMap { $0.trials.map(\.replicate) }).sorted()
    let rows = replicates.compactMap { replicate -> [Double?]? in
      let isComplete = run.indices.allSatisfy {
        values[$0][replicate] != nil || failed[$0].contains(replicate)
      }
      return isComplete ? values.map { $0[replicate] } : nil
    }
    let blocks: Blocks =
      switch panel.dataset.design {
      case _ where study.suite.sequential != nil: .sequential
      case .independentDraws: .replicates
      case .fixedSplit: .seeds
      case .resampledSplits, .rollingOrigins: .overlapping
      }
    return try LossRanking(
      title: study.plainShortTitle(of: panel), slug: study.figureName("ranks", panel),
      blocks: blocks, losses: run.map(\.loss), rows: rows, dropped: replicates.count - rows.count,
      preference: study.metric.preference)
  }

  /// Each loss by its mean over the replicates that all losses without failures share; losses with
  /// failed trials stand last on that data set.
  private static func overDatasets(_ model: ModelRecord, _ study: Study) throws -> LossRanking? {
    let panels = study.panels.filter { $0.model.name == model.name }
    let rows = panels.compactMap { panel -> [Double?]? in
      guard panel.learners.allSatisfy({ !$0.trials.isEmpty }) else { return nil }
      let sound = panel.learners.filter { $0.failures.isEmpty }.map { $0.values(study.metric.key) }
      let shared = sound.dropFirst().reduce(Set(sound.first?.keys ?? [:].keys)) {
        $0.intersection($1.keys)
      }
      guard !shared.isEmpty else { return nil }
      return panel.learners.map { learner -> Double? in
        guard learner.failures.isEmpty else { return nil }
        let values = learner.values(study.metric.key)
        return shared.sorted().reduce(0) { $0 + (values[$1] ?? 0) } / Double(shared.count)
      }
    }
    return try LossRanking(
      title: model.title, slug: "ranks-\(Markdown.slug(model.name))", blocks: .datasets,
      losses: study.suite.losses, rows: rows, dropped: panels.count - rows.count,
      preference: study.metric.preference)
  }
}
