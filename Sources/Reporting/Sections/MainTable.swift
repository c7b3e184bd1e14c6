internal import Drawing
internal import Results
internal import Statistics

/// The main table: how every loss ranks, for each data set and model.
struct MainTableSection: ReportSection {
  let title = "Results"

  private static let others = [
    "average-precision", "auroc", "recall-at-fpr-0.001", "recall-at-fpr-0.01",
    "recall-at-fpr-0.05", "precision-at-100", "card-precision-at-100", "f1", "mcc",
  ]

  func body(of study: Study) throws -> String? {
    guard !study.scoredPanels.isEmpty else { return nil }
    var blocks = [legend(study)]
    for panel in study.panels {
      blocks.append(panel.heading("Results"))
      guard panel.isScored else {
        blocks.append("No trial has scores.")
        continue
      }
      blocks.append(try table(panel, study))
      blocks.append(
        Markdown.image(
          "Precision–recall curves: \(panel.dataset.title), \(panel.model.title)",
          path: Figure.path(of: study.figureName("precision-recall", panel))))
    }
    return Markdown.blocks(blocks)
  }

  func figures(of study: Study) throws -> [Figure] {
    study.scoredPanels.map { panel in
      Figure(
        name: study.figureName("precision-recall", panel),
        svg: PrecisionRecallFigure(panel: panel, study: study).svg)
    }
  }

  private func legend(_ study: Study) -> String {
    let tests = study.suite.sequential == nil ? "families" : "confidence-sequences"
    return Markdown.bullets([
      """
      Mean over replicates of the tuned configuration on test; ± is half the width of the 95 % \
      interval (\(Markdown.link("how", to: "intervals"))).
      """,
      """
      **Bold**: the best loss by mean \(study.metric.title)\
      \(study.failed > 0 ? ", among those without failed trials where there are such" : ""). ≈: shown to be practically equal \
      to it, within ±\(NumberText.setting(study.suite.practicalEquivalence)). ?: cannot be told \
      from it by this run. No mark: shown to be worse. –: not comparable \
      (\(Markdown.link("tests", to: tests))).
      """,
    ])
  }

  private func table(_ panel: Panel, _ study: Study) throws -> String {
    let keys = [study.metric.key] + Self.others.filter { $0 != study.metric.key }
    let columns = try keys.compactMap { key -> (ReportedMetric, [Estimate?])? in
      let estimates = try panel.learners.map { try panel.estimate($0, key) }
      return estimates.contains { $0 != nil } ? (.of(key), estimates) : nil
    }
    let counts = panel.learners.map { $0.values(study.metric.key).count }
    let planned = study.suite.replicates(of: panel.dataset, panel.model)
    let isUneven = counts.contains { $0 != planned }
    var table = MarkdownTable(
      [.init(head: "loss", alignment: .left)] + columns.map { .init(head: $0.0.linkedHead) }
        + (isUneven ? [.init(head: "replicates")] : []))
    for row in order(panel, columns.first?.1 ?? [], study) {
      let learner = panel.learners[row]
      var cells = [name(learner.loss, panel.standings[row], study)]
      for (index, (metric, estimates)) in columns.enumerated() {
        let digits = index == 0 ? 2 : 1
        let decimals = max(
          EstimateText.decimals(estimates, digits: digits, otherwise: metric.decimals), 2)
        let text =
          index == 0
          ? EstimateText.interval(estimates[row], decimals: decimals)
          : EstimateText.mean(estimates[row], decimals: decimals)
        cells.append(index == 0 && panel.standings[row] == .best ? "**\(text)**" : text)
      }
      if isUneven { cells.append("\(counts[row])/\(planned)") }
      table.append(cells)
    }
    return table.text
  }

  /// The suite's order, or the best first where a reader would have to search for it.
  private func order(_ panel: Panel, _ estimates: [Estimate?], _ study: Study) -> [Int] {
    let rows = Array(panel.learners.indices)
    guard rows.count > sentenceLimit, estimates.count == rows.count else { return rows }
    func rank(_ row: Int) -> Double {
      guard let mean = estimates[row]?.mean else { return -.infinity }
      return study.metric.preference == .higherIsBetter ? mean : -mean
    }
    return rows.sorted { rank($0) == rank($1) ? $0 < $1 : rank($0) > rank($1) }
  }

  private func name(_ loss: LossRecord, _ standing: Panel.Standing, _ study: Study) -> String {
    let title = study.title(of: loss)
    return switch standing {
    case .best: "**\(title)**"
    case .practicallyEqual: "\(title) ≈"
    case .undecided: "\(title) ?"
    case .worse: title
    case .none: "\(title) –"
    }
  }
}
