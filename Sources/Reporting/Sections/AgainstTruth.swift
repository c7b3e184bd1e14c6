internal import Drawing
internal import Evaluation
internal import Results
internal import Statistics

/// How far every loss is from the truth, by rows drawn by class and by the posterior of test rows.
///
/// Only suites with the key `truth` have the metrics that it shows.
struct AgainstTruthSection: ReportSection {
  let title = "Against the truth"

  private static let ranking =
    [
      MetricKey.caseControlAveragePrecision, MetricKey.caseControlAveragePrecisionRegret,
      MetricKey.caseControlAreaUnderROC, MetricKey.caseControlAreaUnderROCRegret,
    ] + MetricKey.falsePositiveRateCaps.map(MetricKey.caseControlRecall(atFalsePositiveRate:))

  private static let probabilities = [
    "log-loss-regret", "brier-regret", "calibration-loss", "grouping-loss",
    "true-calibration-error", "cost-regret",
  ]

  private static let typologyPrefix = MetricKey.caseControlRecall(ofTypology: "")

  func body(of study: Study) throws -> String? {
    let panels = study.scoredPanels.filter { panel in
      panel.learners.contains { !$0.values(MetricKey.caseControlAveragePrecision).isEmpty }
    }
    guard !panels.isEmpty else { return nil }
    var blocks = [
      """
      Every trial was also evaluated on fresh rows drawn by class, weighted so that they stand for \
      the population, and by the true posterior of its test rows in place of their labels. Both \
      measure the same as the tables above with a fraction of the noise that few positives bring. \
      Means over replicates ± half the width of the 95 % interval; smaller regrets and losses are \
      better and 0 is perfect. The first line of the first table is a perfect learner on the same \
      rows. Brier regret = calibration loss + grouping loss: the first would vanish if the \
      probabilities were mapped to what they are worth, the second only with another model.
      """
    ]
    for panel in panels {
      blocks.append(panel.heading("Ranking against the truth"))
      blocks.append(try rankingTable(panel, study))
      if let stale = try staleness(panel, study) { blocks.append(stale) }
      blocks.append(panel.heading("Probabilities against the truth"))
      blocks.append(try probabilityTable(panel, study))
      let kinds = typologies(of: panel)
      if !kinds.isEmpty {
        blocks.append(panel.heading("Kinds of fraud against the truth"))
        blocks.append(try typologyTable(panel, kinds, study))
      }
    }
    return Markdown.blocks(blocks)
  }

  // MARK: - Ranking

  private func rankingTable(_ panel: Panel, _ study: Study) throws -> String {
    let columns = try columns(Self.ranking, panel)
    var table = MarkdownTable(
      [.init(head: "loss", alignment: .left)] + columns.map { .init(head: $0.metric.linkedHead) })
    table.append(
      ["*perfect learner*"]
        + (try columns.map { column in
          let regret = column.metric.preference == .lowerIsBetter
          guard !regret else { return NumberText.fixed(0, decimals: column.decimals) }
          let estimate = try oracle(column.metric.key, panel)
          return EstimateText.interval(estimate, decimals: column.decimals)
        }))
    for (row, learner) in panel.learners.enumerated() where !learner.scored.isEmpty {
      table.append(
        [study.title(of: learner.loss)]
          + columns.map { EstimateText.interval($0.estimates[row], decimals: $0.decimals) })
    }
    return table.text
  }

  /// What the oracle has on the rows drawn by class, by replicate; all learners share it.
  private func oracle(_ key: String, _ panel: Panel) throws -> Estimate? {
    var values: [Int: Double] = [:]
    for (replicate, scores) in panel.learners.flatMap(\.scored) {
      if let value = scores.oracle[key] { values[replicate] = value }
    }
    return try Estimate(values, design: panel.design)
  }

  // MARK: - Staleness

  /// What the world changed by since training, and what each model lacks beyond that.
  private func staleness(_ panel: Panel, _ study: Study) throws -> String? {
    let precision = try oracle(MetricKey.stalenessAveragePrecisionRegret, panel)
    let logLoss = try oracle(MetricKey.stalenessLogLossRegret, panel)
    guard precision != nil || logLoss != nil else { return nil }
    let shown = [
      (MetricKey.stalenessAveragePrecisionRegret, precision),
      (MetricKey.stalenessLogLossRegret, logLoss),
    ].compactMap { key, estimate -> String? in
      guard let estimate else { return nil }
      let metric = ReportedMetric.of(key)
      let decimals = EstimateText.decimals([estimate], otherwise: metric.decimals)
      return "\(metric.linkedTitle) \(EstimateText.interval(estimate, decimals: decimals))"
    }
    let keys =
      [MetricKey.averagePrecisionRegretBeyondStaleness]
      + MetricKey.Variant.ofModel.map(MetricKey.logLossRegretBeyondStaleness)
    let columns = try columns(keys, panel)
    var table = MarkdownTable(
      [.init(head: "loss", alignment: .left)] + columns.map { .init(head: $0.metric.linkedHead) })
    for (row, learner) in panel.learners.enumerated() where !learner.scored.isEmpty {
      table.append(
        [study.title(of: learner.loss)]
          + columns.map { EstimateText.interval($0.estimates[row], decimals: $0.decimals) })
    }
    return Markdown.blocks([
      """
      The law has changed since training ended. Knowing it exactly as it was then would cost: \
      \(listed(shown)). What each model lacks beyond that is its own:
      """,
      table.text,
    ])
  }

  // MARK: - Probabilities

  private func probabilityTable(_ panel: Panel, _ study: Study) throws -> String {
    typealias Row = (loss: String, form: String, estimates: [Estimate?])
    var rows: [Row] = []
    for learner in panel.learners where !learner.scored.isEmpty {
      func estimates(_ variant: MetricKey.Variant) throws -> [Estimate?] {
        try Self.probabilities.map { try panel.estimate(learner, "\($0)/\(variant.rawValue)") }
      }
      let (raw, recovered) = (try estimates(.raw), try estimates(.recovered))
      let name = study.title(of: learner.loss)
      if recovered.allSatisfy({ $0 == nil }) {
        rows.append((name, "raw (no closed form)", raw))
      } else if recovered == raw {
        rows.append((name, "raw = recovered", raw))
      } else {
        rows += [(name, "raw", raw), ("", "recovered", recovered)]
      }
    }
    let shown = Self.probabilities.indices.filter { column in
      rows.contains { $0.estimates[column] != nil }
    }
    let metrics = shown.map { ReportedMetric.of(Self.probabilities[$0] + "/raw") }
    var table = MarkdownTable(
      [.init(head: "loss", alignment: .left), .init(head: "probabilities", alignment: .left)]
        + metrics.map { .init(head: $0.linkedFamilyHead) })
    for row in rows {
      table.append(
        [row.loss, row.form]
          + zip(shown, metrics).map { column, metric in
            // Orders of magnitude part losses here, so each has the decimals of its own interval.
            let decimals = EstimateText.decimals(
              [row.estimates[column]], otherwise: metric.decimals)
            return EstimateText.interval(row.estimates[column], decimals: decimals)
          })
    }
    return table.text
  }

  // MARK: - Kinds of fraud

  /// In the order of the oracle; kinds that the data set does not list come last, by name.
  private func typologies(of panel: Panel) -> [String] {
    var found: Set<String> = []
    for (_, scores) in panel.learners.flatMap(\.scored) {
      for key in scores.tuned.metrics.keys where key.hasPrefix(Self.typologyPrefix) {
        found.insert(String(key.dropFirst(Self.typologyPrefix.count)))
      }
    }
    let listed = panel.dataset.typologies
    return listed.filter(found.contains) + found.subtracting(listed).sorted()
  }

  private func typologyTable(
    _ panel: Panel, _ kinds: [String], _ study: Study
  ) throws -> String {
    let columns = try columns(kinds.map { Self.typologyPrefix + $0 }, panel)
    var table = MarkdownTable(
      [.init(head: "loss", alignment: .left)]
        + columns.map { .init(head: $0.metric.linkedHead) })
    func cell(_ estimate: Estimate?, _ decimals: Int) -> String {
      EstimateText.interval(estimate, decimals: max(decimals, 2))
    }
    table.append(
      ["*perfect learner*"]
        + (try columns.map { cell(try oracle($0.metric.key, panel), $0.decimals) }))
    for (row, learner) in panel.learners.enumerated() where !learner.scored.isEmpty {
      table.append(
        [study.title(of: learner.loss)] + columns.map { cell($0.estimates[row], $0.decimals) })
    }
    return Markdown.blocks([
      """
      Recall of each kind at the threshold that \
      \(NumberText.percent(MetricKey.caseControlTypologyCap)) of the population's legitimate rows \
      exceed.
      """,
      table.text,
    ])
  }

  // MARK: - Columns

  private struct Column {
    let metric: ReportedMetric
    let estimates: [Estimate?]
    let decimals: Int
  }

  /// The metrics that any learner has, one estimate a learner.
  private func columns(_ keys: [String], _ panel: Panel) throws -> [Column] {
    try keys.compactMap { key in
      let estimates = try panel.learners.map { try panel.estimate($0, key) }
      guard estimates.contains(where: { $0 != nil }) else { return nil }
      let metric = ReportedMetric.of(key)
      return Column(
        metric: metric, estimates: estimates,
        decimals: EstimateText.decimals(estimates, otherwise: metric.decimals))
    }
  }
}
