internal import Drawing
internal import Results
internal import Statistics

/// Paired comparisons of every loss with the reference.
struct ComparisonSection: ReportSection {
  let title = "Paired comparisons with the reference"

  func body(of study: Study) throws -> String? {
    guard study.suite.losses.count > 1, !study.scoredPanels.isEmpty else { return nil }
    let family = study.tested.count
    var blocks = [try introduction(study, family: family)]
    for dataset in study.suite.datasets {
      let panels = study.scoredPanels.filter { $0.dataset.id == dataset.id }
      guard !panels.isEmpty else { continue }
      for panel in panels {
        blocks.append(panel.heading("Differences"))
        blocks.append(try table(panel, study, family: family))
      }
      guard panels.contains(where: { $0.withReference.contains { $0.paired != nil } }) else {
        continue
      }
      blocks.append(
        Markdown.image(
          "Differences from the reference on \(dataset.title), with "
            + (study.suite.sequential == nil ? "95 % intervals" : "confidence sequences"),
          path: Figure.path(of: study.figureName("differences", dataset))))
    }
    return Markdown.blocks(blocks)
  }

  func figures(of study: Study) throws -> [Figure] {
    study.suite.datasets.compactMap { dataset in
      let panels = study.scoredPanels.filter { $0.dataset.id == dataset.id }
      guard panels.contains(where: { $0.withReference.contains { $0.paired != nil } }) else {
        return nil
      }
      return Figure(
        name: study.figureName("differences", dataset),
        svg: DifferenceFigure(dataset: dataset, panels: panels, study: study).svg)
    }
  }

  private func introduction(_ study: Study, family: Int) throws -> String {
    let region = NumberText.setting(study.suite.practicalEquivalence)
    if let run = study.suite.sequential {
      return SequentialText(study: study, run: run).introduction(family: family)
    }
    return """
      Each loss against \(study.referenceTitle) on the same replicates, in \
      \(study.metric.linkedTitle); a positive difference means \
      that the loss has the higher value. The p values are adjusted by Holm's procedure over all \
      \(counted(family, "comparison")) of this section \
      (\(Markdown.link("families", to: "families"))). Differences within ±\(region) count as \
      practically none (\(Markdown.link("verdicts", to: "verdicts"))).
      """
  }

  private func table(_ panel: Panel, _ study: Study, family: Int) throws -> String {
    if let run = study.suite.sequential {
      return SequentialText(study: study, run: run).table(panel, verdict: verdict)
    }
    let decimals = EstimateText.decimals(
      halfWidths: panel.withReference.compactMap { $0.paired.map { $0.interval.width / 2 } },
      study.metric.decimals)
    let admitsSignedRank = panel.design.admitsSignedRank
    var table = MarkdownTable(
      [
        .init(head: "loss", alignment: .left),
        .init(head: "difference"), .init(head: "95 % interval"),
        .init(head: Markdown.link("p (Holm)", to: "families")),
      ] + (admitsSignedRank ? [.init(head: Markdown.link("p (Wilcoxon)", to: "wilcoxon"))] : [])
        + [
          .init(head: Markdown.link("effect size g", to: "effect-size")),
          .init(head: Markdown.link("P(better)", to: "probability-of-being-better")),
          .init(head: Markdown.link("detectable", to: "detectable")),
          .init(head: Markdown.link("verdict", to: "verdicts"), alignment: .left),
        ])
    for comparison in panel.withReference {
      let paired = comparison.paired
      var cells = [study.title(of: comparison.first)]
      cells += [
        paired.map { EstimateText.signed($0.meanDifference, decimals: decimals) },
        paired.map { EstimateText.range($0.interval, decimals: decimals) },
        comparison.adjustedP.map(NumberText.pValue),
      ].map { $0 ?? NumberText.none }
      if admitsSignedRank {
        cells.append(paired?.signedRank.map { NumberText.pValue($0.p) } ?? NumberText.none)
      }
      cells += [
        paired?.effectSize.map { NumberText.fixed($0.hedgesG, decimals: 2) },
        comparison.probabilityOfBeingBetter.map { NumberText.fixed($0, decimals: 2) },
        comparison.detectable.map { NumberText.fixed($0, decimals: decimals) },
        verdict(comparison),
      ].map { $0 ?? NumberText.none }
      table.append(cells)
    }
    return table.text
  }

  private func verdict(_ comparison: LossComparison) -> String {
    var notes: [String] = []
    if comparison.firstFailures > 0 { notes.append("\(comparison.firstFailures) failed") }
    if comparison.secondFailures > 0 {
      notes.append("reference failed \(comparison.secondFailures)×")
    }
    if comparison.paired == nil { notes.append("fewer than two pairs") }
    let text = comparison.finding.rawValue
    return notes.isEmpty ? text : "\(text) (\(notes.joined(separator: ", ")))"
  }
}
