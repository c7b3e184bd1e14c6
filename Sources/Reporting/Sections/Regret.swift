internal import Drawing
internal import Evaluation
internal import Results

/// The distance of every loss to what a perfect learner reaches, where that is known.
struct RegretSection: ReportSection {
  let title = "Regret to Bayes"

  private static let keys = [
    "average-precision-regret", "auroc-regret", "log-loss-regret/raw",
    "log-loss-regret/recovered", "brier-regret/raw", "brier-regret/recovered",
  ]

  func body(of study: Study) throws -> String? {
    let panels = study.scoredPanels.filter { panel in
      panel.learners.contains { learner in
        Self.keys.contains { !learner.values($0).isEmpty }
      }
    }
    let known = study.suite.datasets.filter { !$0.bayes.isEmpty }
    guard !panels.isEmpty || !known.isEmpty else { return nil }
    var blocks = [
      """
      On generated data the true probability of fraud is known for every row, so the limit of any \
      learner is known too. Regret is the distance to the true probabilities on the same test \
      rows, ± half the width of the 95 % interval; smaller is better and 0 is perfect.
      """,
      bayes(known),
    ]
    for panel in panels {
      blocks.append(panel.heading("Regret"))
      blocks.append(try table(panel, study))
    }
    return Markdown.blocks(blocks)
  }

  private func bayes(_ datasets: [DatasetRecord]) -> String {
    var table = MarkdownTable([
      .init(head: "data set", alignment: .left),
      .init(head: "metric of a perfect learner", alignment: .left),
      .init(head: "population value"), .init(head: "standard error"),
    ])
    for dataset in datasets {
      let values = dataset.bayes.sorted {
        MetricKey.place(of: $0.key) < MetricKey.place(of: $1.key)
      }
      for (key, value) in values {
        let metric = ReportedMetric.of(key)
        let decimals = NumberText.decimals(
          for: value.standardError, digits: 2, otherwise: metric.decimals)
        table.append([
          Markdown.escaped(dataset.title),
          metric.linkedTitle,
          NumberText.fixed(value.value, decimals: decimals),
          NumberText.fixed(value.standardError, decimals: decimals),
        ])
      }
    }
    return table.text
  }

  private func table(_ panel: Panel, _ study: Study) throws -> String {
    let columns = try Self.keys.compactMap { key -> (ReportedMetric, [Estimate?])? in
      let estimates = try panel.learners.map { try panel.estimate($0, key) }
      return estimates.contains { $0 != nil } ? (.of(key), estimates) : nil
    }
    var table = MarkdownTable(
      [.init(head: "loss", alignment: .left)] + columns.map { .init(head: $0.0.linkedHead) })
    for (row, learner) in panel.learners.enumerated() where !learner.scored.isEmpty {
      table.append(
        [study.title(of: learner.loss)]
          + columns.map { metric, estimates in
            EstimateText.interval(
              estimates[row],
              decimals: EstimateText.decimals(estimates, otherwise: metric.decimals))
          })
    }
    return table.text
  }
}
