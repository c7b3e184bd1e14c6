internal import Drawing
internal import Results
internal import Statistics

/// How much each loss hangs on its settings and on the learning rate.
struct SensitivitySection: ReportSection {
  let title = "Sensitivity to settings"

  func body(of study: Study) throws -> String? {
    let panels = try Self.panels(of: study)
    guard !panels.isEmpty else { return nil }
    var blocks = [introduction(study), Self.findings(panels, study)]
    for (panel, losses) in panels {
      blocks.append(panel.heading("Sensitivity"))
      blocks.append(table(panel, losses, study))
      blocks.append(
        Markdown.image(
          "Configurations tried: \(panel.dataset.title), \(panel.model.title)",
          path: Figure.path(of: study.figureName("sensitivity", panel))))
    }
    return Markdown.blocks(blocks)
  }

  func figures(of study: Study) throws -> [Figure] {
    try Self.panels(of: study).map { panel, losses in
      Figure(
        name: study.figureName("sensitivity", panel),
        svg: SensitivityFigure(panel: panel, losses: losses, study: study).svg)
    }
  }

  /// Whether any loss tried more than one configuration.
  static func isShown(_ study: Study) -> Bool {
    study.scoredPanels.flatMap(\.learners).flatMap(\.scored)
      .contains { $0.scores.configurations.count > 1 }
  }

  /// Panels in which some loss tried more than one configuration.
  private static func panels(
    of study: Study
  ) throws -> [(panel: Panel, losses: [SettingSensitivity])] {
    try study.scoredPanels.compactMap { panel in
      let losses = try panel.learners.compactMap {
        try SettingSensitivity($0, preference: study.metric.preference, design: panel.design)
      }
      return losses.isEmpty ? nil : (panel, losses)
    }
  }

  private func introduction(_ study: Study) -> String {
    """
    \(study.metric.capitalizedTitle) on *validation* of every configuration that was tried: means over \
    replicates of the median configuration, and of those that were best and worst on all other \
    replicates, so that neither is flattered by its own luck. *Lag* is by how much the median stays \
    behind the best, with its 95 % interval: what someone loses who picks a middling configuration \
    instead of the good one. *Moved by* is the largest mean change that one factor made alone, \
    all others equal. Losses without settings spent all their configurations on learning rates, \
    the others most of theirs on settings ([how to read it](#sensitivity-explained)).
    """
  }

  /// Which losses are fragile, and which are not.
  private static func findings(
    _ panels: [(panel: Panel, losses: [SettingSensitivity])], _ study: Study
  ) -> String {
    let region = study.suite.practicalEquivalence
    guard region > 0 else { return "" }
    let size = "±\(NumberText.setting(region))"
    let lines = panels.map { panel, losses in
      let fragile = losses.filter { $0.isFragile(region: region) }
        .sorted { $0.medianLag.mean > $1.medianLag.mean }
      let robust = losses.filter { $0.isRobust(region: region) }
      let decimals = EstimateText.decimals(
        fragile.map(\.medianLag), digits: 1, otherwise: study.metric.decimals)
      let parts = [
        fragile.isEmpty
          ? "no loss was shown to be fragile"
          : "fragile "
            + listedBriefly(
              fragile.map {
                study.title(of: $0.loss)
                  + ($0.oftenFails
                    ? " (often fails)"
                    : " (\(NumberText.fixed($0.medianLag.mean, decimals: decimals)))")
              }),
        robust.isEmpty ? nil : "robust \(listedBriefly(robust.map { study.title(of: $0.loss) }))",
      ].compactMap(\.self)
      return "*\(study.shortTitle(of: panel))*: \(parts.joined(separator: "; "))."
    }
    return Markdown.blocks([
      """
      Fragile: the lag of the median was shown to be more than the \(size) that counts (its whole \
      interval is), or half of what was tried failed. Robust: even the worst configuration was \
      shown to lag by no more than that.
      """, Markdown.bullets(lines),
    ])
  }

  private func table(
    _ panel: Panel, _ losses: [SettingSensitivity], _ study: Study
  ) -> String {
    let decimals = EstimateText.decimals(losses.map(\.best), otherwise: study.metric.decimals)
    var table = MarkdownTable([
      .init(head: "loss", alignment: .left), .init(head: "tried"), .init(head: "best"),
      .init(head: "median"), .init(head: "worst"), .init(head: "lag of the median"),
      .init(head: "moved by", alignment: .left),
    ])
    for loss in losses {
      let failures = loss.configurations.count { $0.failures > 0 }
      table.append([
        study.title(of: loss.loss),
        "\(loss.configurations.count)" + (failures > 0 ? " (\(failures) failing)" : ""),
        EstimateText.mean(loss.best, decimals: decimals),
        EstimateText.mean(loss.median, decimals: decimals),
        EstimateText.mean(loss.worst, decimals: decimals),
        lag(loss.medianLag, study), effects(loss, panel, decimals: decimals),
      ])
    }
    return table.text
  }

  private func lag(_ estimate: Estimate, _ study: Study) -> String {
    let decimals = EstimateText.decimals([estimate], otherwise: study.metric.decimals)
    let mean = NumberText.fixed(estimate.mean, decimals: decimals)
    guard let interval = estimate.interval else { return mean }
    return "\(mean) (\(EstimateText.range(interval, decimals: decimals)))"
  }

  /// `exponent 0.034, learning rate 0.012`.
  private func effects(_ loss: SettingSensitivity, _ panel: Panel, decimals: Int) -> String {
    let rate = panel.model.penalties == nil ? "learning rate" : "L2 penalty"
    let parts = loss.effects.prefix(3).map { effect in
      "\(effect.setting.map { Markdown.escaped($0) } ?? rate) "
        + NumberText.fixed(effect.size, decimals: decimals)
    }
    return parts.isEmpty ? NumberText.none : parts.joined(separator: ", ")
  }
}
