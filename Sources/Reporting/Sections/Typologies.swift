internal import Results

/// Which kinds of fraud each loss catches.
struct TypologySection: ReportSection {
  let title = "Recall by kind of fraud"

  private static let prefix = "recall-at-fpr-0.01/"

  func body(of study: Study) throws -> String? {
    let panels = study.scoredPanels.filter { !typologies(of: $0).isEmpty }
    guard !panels.isEmpty else { return nil }
    let recall = ReportedMetric.of("recall-at-fpr-0.01")
    var blocks = [
      """
      \(Markdown.link(recall.capitalizedTitle, to: ReportedMetric.anchor(of: recall.key))) \
      for each kind of fraud at the one threshold that all kinds share; mean ± half the width of \
      the 95 % interval.
      """
    ]
    for panel in panels {
      blocks.append(panel.heading("Kinds of fraud"))
      blocks.append(try table(panel, study))
    }
    return Markdown.blocks(blocks)
  }

  /// In the order of the oracle; kinds that the data set does not list come last, by name.
  private func typologies(of panel: Panel) -> [String] {
    var found: Set<String> = []
    for (_, scores) in panel.learners.flatMap(\.scored) {
      for key in scores.tuned.metrics.keys where key.hasPrefix(Self.prefix) {
        found.insert(String(key.dropFirst(Self.prefix.count)))
      }
    }
    let listed = panel.dataset.typologies
    return listed.filter(found.contains) + found.subtracting(listed).sorted()
  }

  private func table(_ panel: Panel, _ study: Study) throws -> String {
    let kinds = typologies(of: panel)
    let columns = try kinds.map { kind in
      try panel.learners.map { try panel.estimate($0, Self.prefix + kind) }
    }
    var table = MarkdownTable(
      [.init(head: "loss", alignment: .left)]
        + kinds.map { .init(head: Markdown.escaped($0)) })
    for (row, learner) in panel.learners.enumerated() where !learner.scored.isEmpty {
      table.append(
        [study.title(of: learner.loss)]
          + columns.map { estimates in
            let decimals = EstimateText.decimals(estimates, otherwise: 2)
            return EstimateText.interval(estimates[row], decimals: max(decimals, 2))
          })
    }
    return table.text
  }
}
