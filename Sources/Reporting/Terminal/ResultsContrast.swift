public import Results
internal import Statistics

/// Two sets of results side by side: which figures changed, and whether by more than noise.
///
/// Learners are matched by data set, model and loss. Where both sets have the same data and seed,
/// replicates are paired; else means of independent draws are compared by Welch's test, and
/// resampled splits, which share rows, are not tested.
public struct ResultsContrast: Encodable, Sendable {
  /// Where a set of results comes from.
  public struct Source: Encodable, Sendable {
    /// How it was named.
    public let name: String
    /// The suite's name.
    public let suite: String
    /// The version of Lopsided that ran it.
    public let version: String
    /// SHA-256 of the suite file.
    public let suiteFileHash: String
    /// What the trials were computed with.
    public let arithmetics: [String]
    /// Finished trials.
    public let trials: Int
    /// Failed trials.
    public let failed: Int
    /// Learners that the other set lacks: `data set, model, loss`.
    public let alone: [String]
  }

  /// How replicates were compared.
  public enum Test: String, Encodable, Sendable {
    /// The same replicates, paired.
    case paired
    /// Independent draws, not paired.
    case welch
    /// Too few replicates, or splits that overlap.
    case none
  }

  /// One learner in both sets.
  public struct Change: Encodable, Sendable {
    /// Identifier of the data set.
    public let dataset: String
    /// Name of the model.
    public let model: String
    /// Identifier of the loss.
    public let loss: String
    /// The mean in the first set.
    public let first: MeasuredValue?
    /// The mean in the second set.
    public let second: MeasuredValue?
    /// Whether both hold the same values of the metric, bit by bit, for the same replicates.
    public let isSame: Bool
    /// How they were compared.
    public let test: Test
    /// Second minus first; absent where nothing was tested or both are the same.
    public internal(set) var difference: MeasuredDifference?
    /// Failed replicates in the first set and in the second.
    public let failures: [Int]
  }

  /// A comparison with the reference that ends otherwise than before.
  public struct Turn: Encodable, Sendable {
    /// Identifier of the data set.
    public let dataset: String
    /// Name of the model.
    public let model: String
    /// Identifier of the loss.
    public let loss: String
    /// The finding in the first set.
    public let first: String
    /// The finding in the second set.
    public let second: String
  }

  /// The first and the second set.
  public let sources: [Source]
  /// The metric compared by.
  public let metric: ComparedMetric
  /// Differences up to this size count as practically none.
  public let practicalEquivalence: Double
  /// One for each learner of both, in the first suite's order.
  public let changes: [Change]
  /// Trials of both sets with the same data and seed.
  public let sharedTrials: Int
  /// Shared trials of which every metric is the same, bit by bit.
  public let sameTrials: Int
  /// Findings against the reference that changed; empty when the references differ.
  public let turns: [Turn]

  /// Compares two sets of results.
  ///
  /// - Parameters:
  ///   - first: the earlier results, and how to call them.
  ///   - second: the later results, and how to call them.
  ///   - key: the key of the metric; the first suite's selection metric unless given.
  /// - Throws: ``ReportingError``.
  public init(
    _ first: (name: String, results: SuiteResults), _ second: (name: String, results: SuiteResults),
    metric key: String? = nil
  ) throws(ReportingError) {
    let one = try Study.checked(first.results)
    let other = try Study.checked(second.results)
    let metric = try one.metric(key)
    _ = try other.metric(key ?? metric.key)
    let pairs = MatchedLearners.all(in: one, other)
    guard !pairs.isEmpty else {
      throw .nothingInCommon(
        first: first.name, second: second.name, reason: MatchedLearners.difference(one, other))
    }
    let region = metric.key == one.metric.key ? one.suite.practicalEquivalence : 0
    do {
      changes = try Self.changes(pairs, by: metric, practicalEquivalence: region)
    } catch {
      throw .statistic(suite: one.suite.name, error)
    }
    sources = [
      Self.source(first.name, one, MatchedLearners.missing(in: other, from: one)),
      Self.source(second.name, other, MatchedLearners.missing(in: one, from: other)),
    ]
    self.metric = ComparedMetric(metric)
    practicalEquivalence = region
    let shared = pairs.filter(\.isPaired).map { $0.sharedTrials() }
    sharedTrials = shared.reduce(0) { $0 + $1.all }
    sameTrials = shared.reduce(0) { $0 + $1.same }
    turns = Self.turns(one, other)
  }

  private static func source(_ name: String, _ study: Study, _ alone: [String]) -> Source {
    Source(
      name: name, suite: study.suite.name, version: study.suite.version,
      suiteFileHash: study.suite.fileHash, arithmetics: study.arithmetics, trials: study.finished,
      failed: study.failed, alone: alone)
  }

  private static func changes(
    _ pairs: [MatchedLearners], by metric: ReportedMetric, practicalEquivalence: Double
  ) throws(StatisticsError) -> [Change] {
    var changes: [Change] = []
    var verdicts: [(index: Int, tested: TestedDifference)] = []
    for pair in pairs {
      let tested = try pair.test(metric, practicalEquivalence: practicalEquivalence)
      if let tested { verdicts.append((changes.count, tested)) }
      changes.append(
        Change(
          dataset: pair.panels.0.dataset.id, model: pair.panels.0.model.name,
          loss: pair.first.loss.id,
          first: try pair.panels.0.estimate(pair.first, metric.key).map { MeasuredValue($0) },
          second: try pair.panels.1.estimate(pair.second, metric.key).map { MeasuredValue($0) },
          isSame: pair.isSame(by: metric.key), test: tested?.test ?? .none, difference: nil,
          failures: [pair.first.failures.count, pair.second.failures.count]))
    }
    let adjusted = try MultiplicityCorrection.holm.adjust(verdicts.map(\.tested.p))
    for ((index, tested), p) in zip(verdicts, adjusted) {
      changes[index].difference = tested.measured(adjustedP: p)
    }
    return changes
  }

  private static func turns(_ one: Study, _ other: Study) -> [Turn] {
    guard one.suite.reference == other.suite.reference, one.metric.key == other.metric.key else {
      return []
    }
    return one.tested.compactMap { panel, comparison in
      let twin = other.tested.first {
        $0.panel.dataset.id == panel.dataset.id && $0.panel.model.name == panel.model.name
          && $0.comparison.first.id == comparison.first.id
      }
      guard let twin, twin.comparison.finding != comparison.finding else { return nil }
      return Turn(
        dataset: panel.dataset.id, model: panel.model.name, loss: comparison.first.id,
        first: comparison.finding.rawValue, second: twin.comparison.finding.rawValue)
    }
  }
}
