internal import Results
internal import Statistics

/// What the sections of a report are written from: the results with every test done once.
struct Study: Sendable {
  let suite: SuiteRecord
  /// The selection metric on test, the one that losses are compared by.
  let metric: ReportedMetric
  /// One for each data set and model, in the suite's order, also when nothing has been run.
  let panels: [Panel]
  /// Trials that name a data set, model or loss that the suite does not list.
  let strangers: Int
  /// Number of finished trials that belong to the suite.
  let finished: Int
  /// What the trials were computed with; more than one when a store was filled on unlike machines.
  let arithmetics: [String]
  /// Whether trials of one model were computed with more than one of these.
  let mixesArithmetics: Bool

  init(_ results: SuiteResults) throws(StatisticsError) {
    let suite = Self.withDistinctModels(results.suite)
    let metric = Self.primaryMetric(of: results)
    var panels: [Panel] = []
    for dataset in suite.datasets {
      for model in suite.models {
        panels.append(
          try Panel(
            dataset: dataset, model: model,
            trials: results.trials.filter { $0.dataset == dataset.id && $0.model == model.name },
            suite: suite, metric: metric))
      }
    }
    var family = panels.flatMap(\.withReference)
    try family.adjust()
    try family.findDetectable()
    var start = 0
    for index in panels.indices {
      let end = start + panels[index].withReference.count
      panels[index].withReference = Array(family[start..<end])
      start = end
      try panels[index].rank(suite: suite, metric: metric)
    }
    let finished = panels.flatMap(\.learners).reduce(0) { $0 + $1.trials.count }
    self.suite = suite
    self.metric = metric
    self.panels = panels
    self.finished = finished
    strangers = results.trials.count - finished
    arithmetics = results.arithmetics
    mixesArithmetics = results.mixesArithmetics
  }

  /// Number of trials that the suite plans.
  var planned: Int {
    panels.reduce(0) { $0 + suite.losses.count * suite.replicates(of: $1.dataset, $1.model) }
  }

  var scored: Int { panels.flatMap(\.learners).reduce(0) { $0 + $1.scored.count } }
  var failed: Int { panels.flatMap(\.learners).reduce(0) { $0 + $1.failures.count } }
  var missing: Int { max(0, planned - finished) }

  /// Panels with at least one scored trial.
  var scoredPanels: [Panel] { panels.filter(\.isScored) }

  /// The comparisons with the reference that could be tested: the family of Holm's correction.
  var tested: [(panel: Panel, comparison: LossComparison)] {
    panels.flatMap { panel in
      panel.withReference.filter { $0.paired != nil }.map { (panel, $0) }
    }
  }

  /// The reference's name for people.
  var referenceTitle: String {
    suite.losses.first { $0.id == suite.reference }.map { title(of: $0) }
      ?? Markdown.escaped(suite.reference)
  }

  /// A loss's name for people; its identifier is added where two losses share a name.
  func title(of loss: LossRecord) -> String { Markdown.escaped(plainTitle(of: loss)) }

  /// As ``title(of:)``, not escaped for Markdown.
  private func plainTitle(of loss: LossRecord) -> String {
    isShared(loss) ? "\(loss.title) (\(loss.id))" : loss.title
  }

  /// A short name for figures: the title, or the identifier where two losses share a title.
  func label(of loss: LossRecord) -> String { isShared(loss) ? loss.id : loss.title }

  /// The reference's name for figures.
  var referenceLabel: String {
    suite.losses.first { $0.id == suite.reference }.map { label(of: $0) } ?? suite.reference
  }

  private func isShared(_ loss: LossRecord) -> Bool {
    suite.losses.contains { $0.id != loss.id && $0.title == loss.title }
  }

  /// The selection metric's key on test: raw probabilities where the metric has variants.
  static func primaryMetric(of results: SuiteResults) -> ReportedMetric {
    let key = results.suite.selectionMetric
    for trial in results.trials {
      guard let metrics = trial.outcome.scores?.tuned.metrics else { continue }
      if metrics[key] != nil { return .of(key) }
      if metrics[key + "/raw"] != nil { return .of(key + "/raw") }
    }
    return .of(key)
  }
}
