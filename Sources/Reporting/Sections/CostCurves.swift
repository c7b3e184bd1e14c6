internal import Drawing
internal import Results
internal import Statistics

/// What each loss costs, from misses that cost as much as a false alarm to ten thousand times that.
struct CostCurveSection: ReportSection {
  let title = "Cost curves"

  func body(of study: Study) throws -> String? {
    let panels = measured(study)
    guard !panels.isEmpty else { return nil }
    var blocks = [Self.intro, Self.rules(study)]
    for panel in panels {
      guard let cheapest = try CheapestLosses(panel), !cheapest.rows.isEmpty else { continue }
      blocks += [
        panel.heading("Costs"), try ranges(cheapest, panel, study),
        try means(panel, study),
        Markdown.image(
          "Cost curves: \(panel.dataset.title), \(panel.model.title)",
          path: Figure.path(of: study.figureName("cost-curves", panel))),
      ]
    }
    return Markdown.blocks(blocks)
  }

  func figures(of study: Study) throws -> [Figure] {
    measured(study).map {
      Figure(
        name: study.figureName("cost-curves", $0), svg: CostCurveFigure(panel: $0, study: study).svg
      )
    }
  }

  private func measured(_ study: Study) -> [Panel] {
    study.scoredPanels.filter { $0.learners.contains { LossCosts($0) != nil } }
  }

  private static let intro = """
    How much a missed fraud costs against a false alarm is known to whoever pays for both, not to \
    a benchmark. The *ratio* says how many false alarms cost as much as one miss. Savings are 1 − \
    cost / the lesser cost of flagging no row and of flagging all: 1 is perfect, 0 is worth no \
    more than having no model. For each ratio the threshold is the one that is cheapest on \
    validation. *Trusted* takes the threshold 1 / (1 + ratio) on the raw probability instead, \
    which is right for calibrated probabilities alone.
    """

  private static func rules(_ study: Study) -> String {
    """
    The first table reads the ratios 1, 2, 5, 10, … 10,000 and joins neighbours with one finding. \
    *Cheapest* has the highest mean savings\
    \(study.failed > 0 ? " among the losses without failed trials, where there are such" : ""). A \
    loss is *shown to be dearer* where the p value of its paired difference from the cheapest is \
    below 5 % after Holm's procedure over all pairs of losses at all these ratios of the data set \
    and model. \
    Savings are means, in a range from the lowest to the highest.
    """
  }

  /// Who is the cheapest in which range of ratios.
  private func ranges(
    _ cheapest: CheapestLosses, _ panel: Panel, _ study: Study
  ) throws -> String {
    func names(_ indices: [Int]) -> String {
      indices.isEmpty
        ? NumberText.none
        : listedBriefly(indices.map { study.title(of: panel.learners[$0].loss) })
    }
    let costs = panel.learners.map(LossCosts.init)
    let perfect = costs.lazy.compactMap(\.self).first {
      !$0.perfectSavings(at: $0.ratios[0]).isEmpty
    }
    var table = MarkdownTable(
      [
        .init(head: "a miss costs as much as", alignment: .left),
        .init(head: "cheapest", alignment: .left),
        .init(head: "not shown to be dearer", alignment: .left),
        .init(head: "shown to be dearer", alignment: .left),
        .init(head: "savings of the cheapest"),
      ] + (perfect == nil ? [] : [.init(head: "of the true posterior")]))
    for range in cheapest.ranges {
      guard let first = range.first, let last = range.last else { continue }
      let isTied = first.dearer.isEmpty
      var cells = [
        Self.span(first.ratio, last.ratio),
        isTied ? "cannot be told" : "**\(names([first.cheapest]))**",
        isTied ? "any" : names(first.ties), names(first.dearer),
        try Self.savings(range) { row in
          try panel.estimateSavings(costs[row.cheapest]?.savings(.chosen, at: row.ratio) ?? [:])
        },
      ]
      if let perfect {
        cells.append(
          try Self.savings(range) { row in
            try panel.estimateSavings(perfect.perfectSavings(at: row.ratio))
          })
      }
      table.append(cells)
    }
    return table.text
  }

  /// "1 to 20 false alarms".
  private static func span(_ first: Double, _ last: Double) -> String {
    func text(_ ratio: Double) -> String { NumberText.count(Int(ratio)) }
    if first == last { return "\(text(first)) false alarm\(first == 1 ? "" : "s")" }
    return "\(text(first)) to \(text(last)) false alarms"
  }

  private static func savings(
    _ range: [CheapestLosses.Row], _ estimate: (CheapestLosses.Row) throws -> Estimate?
  ) rethrows -> String {
    let means = try range.compactMap { try estimate($0)?.mean }
    guard let low = means.min(), let high = means.max() else { return NumberText.none }
    let (from, to) = (NumberText.fixed(low, decimals: 2), NumberText.fixed(high, decimals: 2))
    return from == to ? from : "\(from) to \(to)"
  }

  private static let shownRatios: [Double] = [10, 100, 1_000]

  /// Savings of every loss at a few ratios.
  private func means(_ panel: Panel, _ study: Study) throws -> String {
    var table = MarkdownTable(
      [.init(head: "loss", alignment: .left)]
        + Self.shownRatios.flatMap { ratio in
          let text = NumberText.count(Int(ratio))
          return [MarkdownTable.Column(head: "savings at \(text)"), .init(head: "trusted")]
        })
    for learner in panel.learners {
      guard let costs = LossCosts(learner) else { continue }
      var cells = [study.title(of: learner.loss)]
      for ratio in Self.shownRatios {
        let chosen = try panel.estimateSavings(costs.savings(.chosen, at: ratio))
        let trusted = try panel.estimateSavings(costs.savings(.trusting, at: ratio))
        cells += [
          EstimateText.interval(chosen, decimals: 2), EstimateText.mean(trusted, decimals: 2),
        ]
      }
      table.append(cells)
    }
    return table.text
  }
}

extension Panel {
  /// Mean savings over replicates, with their interval.
  func estimateSavings(_ values: [Int: Double]) throws(StatisticsError) -> Estimate? {
    try Estimate(values, design: design)
  }
}
