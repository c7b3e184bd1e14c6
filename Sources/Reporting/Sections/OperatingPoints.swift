internal import Results

/// Thresholds: chosen on validation, the best on test in hindsight, and 0.5.
struct OperatingPointSection: ReportSection {
  let title = "Operating points"

  private static let keys = [
    "f1", "f1-test-optimal", "f1-at-half", "mcc", "mcc-test-optimal", "precision", "recall",
    "false-positive-rate",
  ]

  func body(of study: Study) throws -> String? {
    let panels = study.scoredPanels.filter { panel in
      panel.learners.contains { learner in Self.keys.contains { !learner.values($0).isEmpty } }
    }
    guard !panels.isEmpty else { return nil }
    var blocks = [
      """
      F1, MCC, precision, recall and FPR use the threshold chosen on validation over all distinct \
      scores. *(test)* chooses it in hindsight, and shows how optimistic that is. *(½)* flags rows with a \
      raw probability of at least 0.5, and shows what not choosing costs. Means \
      over replicates; F1 and MCC each have their own threshold, and precision, recall and FPR \
      belong to that of F1.
      """
    ]
    for panel in panels {
      blocks.append(
        panel.heading("Thresholds"))
      blocks.append(try table(panel, study))
    }
    return Markdown.blocks(blocks)
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
            let decimals = EstimateText.decimals(estimates, digits: 1, otherwise: metric.decimals)
            return EstimateText.mean(estimates[row], decimals: max(decimals, 2))
          })
    }
    return table.text
  }
}
