internal import Drawing
internal import Results
internal import Statistics

/// How much the choice of loss matters with few positives, and with many.
struct LearningBySizeSection: ReportSection {
  let title = "Learning curves by number of positives"

  func body(of study: Study) throws -> String? {
    let series = study.sizeSeries
    guard !series.isEmpty else { return nil }
    var blocks = [
      """
      The same data in different numbers of rows: \(study.metric.linkedTitle) on test of the \
      tuned configuration against the number of positives in training. Each size draws its own \
      rows, and validation, which chooses epochs and configurations, grows or stays as the table \
      says. Marks and tests are those of the results above, within one size; nothing is tested \
      across sizes.
      """
    ]
    for one in series {
      blocks += [
        Markdown.heading("Sizes: \(one.plainTitle)", level: 3),
        try Self.findings(one, study), try table(one, study),
        Markdown.image(
          "\(study.metric.plainHead) by number of positives: \(one.plainTitle)",
          path: Figure.path(of: study.figureName("sizes", one))),
      ]
    }
    return Markdown.blocks(blocks)
  }

  func figures(of study: Study) throws -> [Figure] {
    try study.sizeSeries.map {
      Figure(
        name: study.figureName("sizes", $0), svg: try SizeFigure(series: $0, study: study).svg())
    }
  }

  /// What changes with the number of positives, in words.
  static func findings(_ series: SizeSeries, _ study: Study) throws -> String {
    var sentences = [leaders(series, study)]
    let worse = study.suite.losses.indices.compactMap { index in
      series.worse(from: index).map { (loss: study.suite.losses[index], from: $0) }
    }
    let largest = series.positives.last ?? 0
    if worse.isEmpty {
      sentences.append(
        "With \(counted(largest, "positive")), the most here, no loss is shown to be worse than it."
      )
    } else {
      let byFrom = Dictionary(grouping: worse, by: \.from).sorted { $0.key < $1.key }
      sentences.append(
        "Shown to be worse than the leading loss, up to the largest size: "
          + byFrom.map { from, losses in
            let names = listedBriefly(losses.map { study.title(of: $0.loss) })
            return from == series.positives.first
              ? "\(names) at every size" : "\(names) from \(counted(from, "positive")) on"
          }.joined(separator: "; ") + ".")
    }
    if let spread = try spread(series, study) { sentences.append(spread) }
    return sentences.joined(separator: " ")
  }

  private static func leaders(_ series: SizeSeries, _ study: Study) -> String {
    let head = "Mean \(study.metric.title) is best for "
    if let only = series.leads.first, series.leads.count == 1 {
      return head + "\(study.title(of: only.loss)) at every size."
    }
    let sizes = series.leads.map { lead in
      "\(study.title(of: lead.loss)) with \(listed(lead.positives.map { NumberText.count($0) }))"
    }
    let shown = series.shownChanges
    let verdict =
      shown.isEmpty
      ? "No change of the lead is shown: at each size, losses that lead at another are not shown to "
        + "be worse."
      : "The lead does change: losses that lead at another size are shown to be worse with "
        + "\(listed(shown.map { NumberText.count($0) }))."
    return head + listed(sizes, by: "and for") + " positives in training. " + verdict
  }

  /// What more positives are worth beside the choice of loss.
  private static func spread(_ series: SizeSeries, _ study: Study) throws -> String? {
    guard let first = series.panels.first, let last = series.panels.last,
      let reference = study.suite.losses.firstIndex(where: { $0.id == study.suite.reference }),
      let start = try first.estimate(first.learners[reference], study.metric.key),
      let end = try last.estimate(last.learners[reference], study.metric.key)
    else { return nil }
    func range(_ panel: Panel) throws -> Double? {
      let means = try panel.learners.compactMap { try panel.estimate($0, study.metric.key)?.mean }
      guard let low = means.min(), let high = means.max() else { return nil }
      return high - low
    }
    guard let few = try range(first), let many = try range(last) else { return nil }
    func text(_ value: Double) -> String { NumberText.fixed(value, decimals: 3) }
    let positives = series.positives.map { NumberText.count($0) }
    return """
      With \(positives.first ?? "") positives \(study.referenceTitle) reaches \(text(start.mean)), \
      with \(positives.last ?? "") \(text(end.mean)); the best and the worst loss are \(text(few)) \
      apart at the smallest size and \(text(many)) at the largest.
      """
  }

  /// One row a size: who leads, and how the others stand against it.
  private func table(_ series: SizeSeries, _ study: Study) throws -> String {
    var table = MarkdownTable([
      .init(head: "positives in training"), .init(head: "in validation"), .init(head: "in test"),
      .init(head: "best mean", alignment: .left), .init(head: study.metric.linkedHead),
      .init(head: "practically equal", alignment: .left),
      .init(head: "cannot be told", alignment: .left),
      .init(head: "shown to be worse", alignment: .left),
    ])
    let estimates = try series.panels.map { panel in
      try panel.bestLearner.flatMap { try panel.estimate($0, study.metric.key) }
    }
    let decimals = max(
      EstimateText.decimals(estimates, otherwise: study.metric.decimals), 2)
    for (panel, estimate) in zip(series.panels, estimates) {
      func names(_ standing: Panel.Standing) -> String {
        let found = panel.learners.indices.filter {
          panel.standings[$0] == standing && !panel.learners[$0].scored.isEmpty
        }
        return found.isEmpty
          ? NumberText.none
          : listedBriefly(found.map { study.title(of: panel.learners[$0].loss) })
      }
      table.append([
        NumberText.count(panel.dataset.trainingPositives),
        NumberText.count(panel.dataset.validationPositives),
        NumberText.count(panel.dataset.testPositives),
        panel.bestLearner.map { study.title(of: $0.loss) } ?? NumberText.none,
        EstimateText.interval(estimate, decimals: decimals),
        names(.practicallyEqual), names(.undecided), names(.worse),
      ])
    }
    return table.text
  }
}
