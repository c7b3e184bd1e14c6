internal import Evaluation
internal import Results

/// How far positives and negatives lie apart, on one scale for all losses and on each loss's own.
struct ScoreHistogramSection: ReportSection {
  let title = "Score histograms"

  /// What scores are shown on.
  enum Scale: String, CaseIterable, Sendable {
    /// Log-odds after Platt's calibration on validation.
    case calibrated = "scores-calibrated"
    /// The model's own logit.
    case raw = "scores-raw"

    var title: String { self == .calibrated ? "Scores after calibration" : "Raw scores" }
    var axis: String {
      self == .calibrated ? "probability, calibrated" : "raw logit"
    }

    func histogram(of learner: LearnerResults) -> MeanHistogram? {
      MeanHistogram(
        learner.scored.compactMap { _, scores in
          self == .calibrated ? scores.calibratedHistogram : scores.scoreHistogram
        })
    }
  }

  func body(of study: Study) throws -> String? {
    let figures = shown(study)
    guard !figures.isEmpty else { return nil }
    let intro = """
      How many test rows of each class get which score; counts are on a logarithmic axis, for \
      positives are rare. *After calibration*, scores are log-odds by Platt's method, fitted on \
      validation: a straight line, which keeps every model's order and puts all losses on one \
      scale, so that separation can be compared. *Raw*, they are the logits that the model itself \
      gives: they show how a loss shifts and spreads its scores, and a raw logit is the log-odds \
      of fraud only where the loss makes it so. The bins at either end take all that lies beyond ±20.
      """
    return Markdown.blocks(
      [intro]
        + figures.map { panel, scale in
          Markdown.image(
            "\(scale.title): \(panel.dataset.title), \(panel.model.title)",
            path: Figure.path(of: study.figureName(scale.rawValue, panel)))
        })
  }

  func figures(of study: Study) throws -> [Figure] {
    shown(study).map { panel, scale in
      Figure(
        name: study.figureName(scale.rawValue, panel),
        svg: ScoreHistogramFigure(panel: panel, study: study, scale: scale).svg)
    }
  }

  private func shown(_ study: Study) -> [(panel: Panel, scale: Scale)] {
    study.scoredPanels.flatMap { panel in
      Scale.allCases.filter { scale in
        panel.learners.contains { scale.histogram(of: $0) != nil }
      }.map { (panel, $0) }
    }
  }
}
