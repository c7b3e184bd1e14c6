internal import Results
internal import Statistics

/// One learner in two sets of results: the same data set, model and loss by name.
struct MatchedLearners {
  let panels: (Panel, Panel)
  let first: LearnerResults
  let second: LearnerResults
  /// Whether equal numbers mean equal replicates: data, splits and seed are the same.
  let isPaired: Bool

  /// Learners that both have trials of, in the first study's order.
  static func all(in one: Study, _ other: Study) -> [MatchedLearners] {
    one.panels.flatMap { panel in
      guard let twin = other.panels.first(where: { isTwin($0, panel) }) else {
        return [MatchedLearners]()
      }
      let (first, second) = (panel.dataset, twin.dataset)
      let isPaired =
        first.hash == second.hash && first.design == second.design
        && first.testRows == second.testRows && one.suite.seed == other.suite.seed
      return panel.learners.compactMap { first in
        guard !first.trials.isEmpty,
          let second = twin.learners.first(where: { $0.loss.id == first.loss.id }),
          !second.trials.isEmpty
        else { return nil }
        return MatchedLearners(
          panels: (panel, twin), first: first, second: second, isPaired: isPaired)
      }
    }
  }

  /// Learners of one study that the other has no trial of, in words.
  static func missing(in other: Study, from one: Study) -> [String] {
    one.panels.flatMap { panel in
      let twin = other.panels.first { isTwin($0, panel) }
      return panel.learners.filter { learner in
        let match = twin?.learners.first { $0.loss.id == learner.loss.id }
        return !learner.trials.isEmpty && match?.trials.isEmpty ?? true
      }
      .map { "\(panel.dataset.id), \(panel.model.name), \($0.loss.id)" }
    }
  }

  /// Why two studies have no learner in common.
  static func difference(_ one: Study, _ other: Study) -> String {
    func names(_ study: Study) -> [(kind: String, names: [String])] {
      [
        ("data sets", study.suite.datasets.map(\.id)), ("models", study.suite.models.map(\.name)),
        ("losses", study.suite.losses.map(\.id)),
      ]
    }
    for (first, second) in zip(names(one), names(other))
    where Set(first.names).isDisjoint(with: second.names) {
      return """
        the \(first.kind) of the first are \(first.names.joined(separator: ", ")), those of the \
        second are \(second.names.joined(separator: ", ")).
        """
    }
    return "no data set, model and loss was run in both."
  }

  private static func isTwin(_ panel: Panel, _ other: Panel) -> Bool {
    panel.dataset.id == other.dataset.id && panel.model.name == other.model.name
  }

  /// Whether both hold the same values of a metric, bit by bit, for the same replicates.
  func isSame(by key: String) -> Bool { isPaired && first.values(key) == second.values(key) }

  /// Replicates that both finished, and those of them with equal outcomes in every metric.
  func sharedTrials() -> (all: Int, same: Int) {
    let twins = Dictionary(
      second.trials.map { ($0.replicate, $0) }, uniquingKeysWith: { first, _ in first })
    var (all, same) = (0, 0)
    for trial in first.trials {
      guard let twin = twins[trial.replicate] else { continue }
      all += 1
      let metrics = (trial.outcome.scores?.tuned.metrics, twin.outcome.scores?.tuned.metrics)
      if metrics.0 == metrics.1, trial.outcome.failure?.kind == twin.outcome.failure?.kind {
        same += 1
      }
    }
    return (all, same)
  }

  /// Second minus first, or nothing where both are the same or no test is valid.
  func test(
    _ metric: ReportedMetric, practicalEquivalence: Double
  ) throws(StatisticsError) -> TestedDifference? {
    guard !isSame(by: metric.key) else { return nil }
    let (before, after) = (first.values(metric.key), second.values(metric.key))
    let shared = Set(before.keys).intersection(after.keys)
    if isPaired, shared.count >= 2 {
      let sample = try PairedSample(
        byReplicate: after.filter { shared.contains($0.key) },
        before.filter { shared.contains($0.key) })
      return TestedDifference(
        .paired,
        try .compare(
          sample, design: panels.0.design, preference: metric.preference,
          practicalEquivalence: practicalEquivalence))
    }
    guard case .independentDraws = panels.0.design, case .independentDraws = panels.1.design,
      before.count >= 2, after.count >= 2
    else { return nil }
    func ordered(_ values: [Int: Double]) -> [Double] {
      values.sorted { $0.key < $1.key }.map(\.value)
    }
    return TestedDifference(
      try WelchTTest(ordered(after), ordered(before)), preference: metric.preference,
      practicalEquivalence: practicalEquivalence)
  }
}

/// A difference with its p value, not adjusted yet.
struct TestedDifference {
  let test: ResultsContrast.Test
  let p: Double
  private let mean: Double
  private let interval: ConfidenceInterval
  private let preference: Preference
  private let region: Double
  private let probabilityOfBeingBetter: Double?

  init(_ test: ResultsContrast.Test, _ paired: PairedComparison) {
    self.test = test
    p = paired.p
    mean = paired.meanDifference
    interval = paired.interval
    preference = paired.preference
    region = paired.practicalEquivalence
    probabilityOfBeingBetter = paired.probabilityOfBeingBetter
  }

  init(_ welch: WelchTTest, preference: Preference, practicalEquivalence: Double) {
    test = .welch
    p = welch.p
    mean = welch.meanDifference
    interval = welch.interval
    self.preference = preference
    region = practicalEquivalence
    probabilityOfBeingBetter = nil
  }

  /// The difference with the p value of its family; the rule of ``PairedComparison``'s verdicts.
  func measured(adjustedP: Double) -> MeasuredDifference {
    let isSignificant = adjustedP < 1 - interval.level
    let finding: LossComparison.Finding =
      if interval.lower >= -region, interval.upper <= region {
        .practicallyEqual
      } else if isSignificant, mean.magnitude > region {
        (mean > 0) == (preference == .higherIsBetter) ? .better : .worse
      } else {
        .undecided
      }
    return MeasuredDifference(
      mean: mean, interval: interval, p: adjustedP,
      probabilityOfBeingBetter: probabilityOfBeingBetter, finding: finding.rawValue)
  }
}
