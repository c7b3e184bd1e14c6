internal import Results

/// How training went, epoch by epoch.
struct LearningCurveSection: ReportSection {
  let title = "Learning curves"

  func body(of study: Study) throws -> String? {
    let panels = measured(study)
    guard !panels.isEmpty else { return nil }
    let intro = """
      \(study.metric.capitalizedTitle) on validation \
      of the tuned configuration, by epoch; epoch 0 is the loss's optimal constant. The line is \
      the mean over replicates, the band runs from the lowest to the highest. Replicates stop \
      early at different epochs; a line ends where fewer than half of them remain, and nothing is \
      carried forward.
      """
    return Markdown.blocks(
      [intro]
        + panels.map {
          Markdown.image(
            "Learning curves: \($0.dataset.title), \($0.model.title)",
            path: Figure.path(of: study.figureName("learning-curves", $0)))
        })
  }

  func figures(of study: Study) throws -> [Figure] {
    measured(study).map {
      Figure(
        name: study.figureName("learning-curves", $0),
        svg: LearningCurveFigure(panel: $0, study: study).svg)
    }
  }

  private func measured(_ study: Study) -> [Panel] {
    study.scoredPanels.filter { panel in
      // Training to convergence has steps, not epochs, and is scored at its ends alone.
      panel.model.penalties == nil
        && panel.learners.flatMap(\.scored).contains { $0.scores.learningCurve.count > 1 }
    }
  }
}
