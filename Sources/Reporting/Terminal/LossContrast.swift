public import Results
internal import Statistics

/// Two losses of a suite against each other, on every data set and model.
public struct LossContrast: Encodable, Sendable {
  /// The two on one data set with one model.
  public struct Panel: Encodable, Sendable {
    /// Identifier of the data set.
    public let dataset: String
    /// The data set's name for people.
    public let datasetTitle: String
    /// Name of the model.
    public let model: String
    /// The model's name for people.
    public let modelTitle: String
    /// By the chosen metric; `difference` is absent below two shared replicates.
    public let primary: Measurement
    /// Replicates on which the first, and the second, failed.
    public let failures: [Int]
    /// By other metrics, with p values that are not adjusted: description, not test.
    public let others: [Measurement]
  }

  /// Both losses by one metric.
  public struct Measurement: Encodable, Sendable {
    /// The metric.
    public let metric: ComparedMetric
    /// The first loss's mean.
    public let first: MeasuredValue?
    /// The second loss's mean.
    public let second: MeasuredValue?
    /// First minus second on the replicates that both finished.
    public let difference: MeasuredDifference?
  }

  /// The suite's name.
  public let suite: String
  /// Identifier of the first loss.
  public let first: String
  /// Identifier of the second loss.
  public let second: String
  /// The names for people, first and second.
  public let titles: [String]
  /// The metric that decides.
  public let metric: ComparedMetric
  /// Differences up to this size count as practically none; 0 for other than the suite's metric.
  public let practicalEquivalence: Double
  /// One for each data set and model with scores of either loss.
  public let panels: [Panel]

  private static let others = [
    "average-precision", "auroc", "recall-at-fpr-0.001", "recall-at-fpr-0.01",
    "recall-at-fpr-0.05", "precision-at-100", "card-precision-at-100", "f1", "mcc",
    "log-loss/raw", "log-loss/recovered", "brier/raw", "brier/recovered",
  ]

  /// Compares two losses; the p values by the chosen metric are adjusted over data sets and models.
  ///
  /// - Parameters:
  ///   - first: identifier of a loss of the suite.
  ///   - second: identifier of another.
  ///   - results: the suite and its finished trials.
  ///   - key: the key of the metric that decides; the suite's selection metric unless given.
  /// - Throws: ``ReportingError``.
  public init(
    _ first: String, _ second: String, in results: SuiteResults, metric key: String? = nil
  ) throws(ReportingError) {
    let study = try Study.checked(results)
    let losses = study.suite.losses
    for name in [first, second] where !losses.contains(where: { $0.id == name }) {
      throw .unknownLoss(suite: study.suite.name, name: name, losses: losses.map(\.id))
    }
    guard first != second else { throw .sameLoss(name: first, losses: losses.map(\.id)) }
    let metric = try study.metric(key)
    suite = study.suite.name
    self.first = first
    self.second = second
    titles = [first, second].map { name in
      losses.first { $0.id == name }.map { study.label(of: $0) } ?? name
    }
    self.metric = ComparedMetric(metric)
    practicalEquivalence =
      metric.key == study.metric.key ? study.suite.practicalEquivalence : 0
    do {
      panels = try Self.panels(first, second, study, metric, practicalEquivalence)
    } catch {
      throw .statistic(suite: study.suite.name, error)
    }
  }

  private static func panels(
    _ first: String, _ second: String, _ study: Study, _ metric: ReportedMetric, _ region: Double
  ) throws(StatisticsError) -> [Panel] {
    func pair(_ panel: Reporting.Panel) -> (LearnerResults, LearnerResults)? {
      guard let one = panel.learners.first(where: { $0.loss.id == first }),
        let other = panel.learners.first(where: { $0.loss.id == second }),
        !(one.scored.isEmpty && other.scored.isEmpty)
      else { return nil }
      return (one, other)
    }
    let found = study.panels.compactMap { panel in pair(panel).map { (panel, $0.0, $0.1) } }
    var family = try found.map { panel, one, other throws(StatisticsError) in
      try LossComparison(
        one, other, metric: metric, design: panel.design, practicalEquivalence: region)
    }
    try family.adjust()
    return try zip(found, family).map { learners, comparison throws(StatisticsError) in
      let (panel, one, other) = learners
      return Panel(
        dataset: panel.dataset.id, datasetTitle: panel.dataset.title, model: panel.model.name,
        modelTitle: panel.model.title,
        primary: Measurement(
          metric: ComparedMetric(metric),
          first: try panel.estimate(one, metric.key).map { MeasuredValue($0) },
          second: try panel.estimate(other, metric.key).map { MeasuredValue($0) },
          difference: MeasuredDifference(comparison)),
        failures: [comparison.firstFailures, comparison.secondFailures],
        others: try others.filter { $0 != metric.key }.map { key throws(StatisticsError) in
          try measurement(one, other, by: .of(key), in: panel)
        }.compactMap(\.self))
    }
  }

  private static func measurement(
    _ one: LearnerResults, _ other: LearnerResults, by metric: ReportedMetric,
    in panel: Reporting.Panel
  ) throws(StatisticsError) -> Measurement? {
    let first = try panel.estimate(one, metric.key).map { MeasuredValue($0) }
    let second = try panel.estimate(other, metric.key).map { MeasuredValue($0) }
    guard first != nil || second != nil else { return nil }
    let comparison = try LossComparison(
      one, other, metric: metric, design: panel.design, practicalEquivalence: 0)
    return Measurement(
      metric: ComparedMetric(metric), first: first, second: second,
      difference: MeasuredDifference(comparison))
  }
}
