internal import Results
internal import Statistics

/// One model on one data set: the losses that are compared with each other.
struct Panel: Sendable {
  /// How a loss stands against the best loss of its panel.
  enum Standing: Sendable {
    case best
    case practicallyEqual
    case undecided
    case worse
    /// Not comparable with the best.
    case none
  }

  let dataset: DatasetRecord
  let model: ModelRecord
  let design: ReplicateDesign
  /// One for each loss of the suite, in its order, also when no trial has been run.
  let learners: [LearnerResults]
  /// Index of the best loss by the mean of the primary metric, among those without failed trials
  /// where there are such; absent when nothing was scored.
  let best: Int?
  /// Comparisons with the reference; adjusted over the whole report.
  var withReference: [LossComparison]
  /// Comparisons of each other loss with the best; adjusted over all pairs of the panel, except
  /// that of the reference, which is adjusted as in ``withReference``.
  var withBest: [LossComparison] = []
  /// Parallel to ``learners``.
  var standings: [Standing] = []

  /// The name for people, escaped.
  var title: String { "\(Markdown.escaped(dataset.title)), \(Markdown.escaped(model.title))" }

  /// A heading that no other section has, so that its anchor is its own.
  func heading(_ topic: String) -> String {
    Markdown.heading("\(topic): \(dataset.title), \(model.title)", level: 3)
  }

  /// Whether any trial has scores.
  var isScored: Bool { learners.contains { !$0.scored.isEmpty } }

  var bestLearner: LearnerResults? { best.map { learners[$0] } }

  func estimate(
    _ learner: LearnerResults, _ key: String, _ variant: LearnerResults.Variant = .tuned
  ) throws(StatisticsError) -> Estimate? {
    let values = learner.values(key, variant)
    return key.hasPrefix("observed-expected-ratio")
      ? try .geometric(values, design: design) : try Estimate(values, design: design)
  }
}

extension Panel {
  init(
    dataset: DatasetRecord, model: ModelRecord, trials: [TrialRecord], suite: SuiteRecord,
    metric: ReportedMetric
  ) throws(StatisticsError) {
    self.dataset = dataset
    self.model = model
    switch dataset.design {
    // Of one split, replicates are independent draws of initial weights and batches.
    case .independentDraws, .fixedSplit: design = .independentDraws
    case .resampledSplits, .rollingOrigins:
      design = .resampledSplits(
        testToTrainingRatio: Double(max(dataset.testRows, 1)) / Double(max(dataset.trainingRows, 1))
      )
    }
    let learners = suite.losses.map { loss in
      var seen: Set<Int> = []
      return LearnerResults(
        loss: loss,
        trials: trials.filter { $0.loss == loss.id && seen.insert($0.replicate).inserted })
    }
    self.learners = learners
    let design = design
    let means = try learners.map { learner throws(StatisticsError) in
      try Estimate(learner.values(metric.key), design: design)?.mean
    }
    let ranked = learners.indices.filter { means[$0] != nil }
    let sound = ranked.filter { learners[$0].failures.isEmpty }
    // The earlier loss wins a draw, so that the result does not depend on how `max` breaks it.
    best = (sound.isEmpty ? ranked : sound).reduce(nil as Int?) { best, next in
      guard let best, let top = means[best], let mean = means[next] else { return best ?? next }
      let isBetter = metric.preference == .higherIsBetter ? mean > top : mean < top
      return isBetter ? next : best
    }
    withReference = []
    // Names of one loss are compared in families and blocks, not all with one.
    guard suite.errorRates == nil else { return }
    guard let reference = learners.first(where: { $0.loss.id == suite.reference }) else { return }
    for learner in learners where learner.loss.id != suite.reference {
      withReference.append(
        try LossComparison(
          learner, reference, metric: metric, design: design,
          practicalEquivalence: suite.practicalEquivalence,
          sequentialFamily: suite.sequential.map { _ in suite.comparisonsWithReference }))
    }
  }

  /// Compares every loss with the best one, once the comparisons with the reference are adjusted.
  mutating func rank(suite: SuiteRecord, metric: ReportedMetric) throws(StatisticsError) {
    standings = learners.map { _ in .none }
    guard let best, suite.errorRates == nil else { return }
    // All pairs form the family, since which loss is best is read off the same data.
    var pairs: [LossComparison] = []
    for (index, first) in learners.enumerated() {
      for second in learners[(index + 1)...] {
        // The best always stands second.
        let (one, other) =
          first.loss.id == learners[best].loss.id ? (second, first) : (first, second)
        let family =
          [one.loss.id, other.loss.id].contains(suite.reference)
          ? suite.comparisonsWithReference : learners.count * (learners.count - 1) / 2
        pairs.append(
          try LossComparison(
            one, other, metric: metric, design: design,
            practicalEquivalence: suite.practicalEquivalence,
            sequentialFamily: suite.sequential.map { _ in family }))
      }
    }
    try pairs.adjust()
    let champion = learners[best].loss.id
    withBest = pairs.filter { $0.second.id == champion }
    for index in withBest.indices {
      let pair = (withBest[index].first.id, champion)
      let known = withReference.first {
        ($0.first.id, $0.second.id) == pair || ($0.second.id, $0.first.id) == pair
      }
      if let known { withBest[index].adjustedP = known.adjustedP }
    }
    standings[best] = .best
    for comparison in withBest {
      guard let index = learners.firstIndex(where: { $0.loss.id == comparison.first.id }) else {
        continue
      }
      switch comparison.finding {
      case .practicallyEqual: standings[index] = .practicallyEqual
      case .undecided, .better: standings[index] = .undecided
      case .worse: standings[index] = .worse
      case .notComparable: standings[index] = .none
      }
    }
  }
}
