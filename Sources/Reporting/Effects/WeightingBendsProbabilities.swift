internal import Drawing
internal import Results

/// Weighting positives by w makes raw probabilities about w times too high.
struct WeightingBendsProbabilities: KnownEffect {
  let title = "Weighting bends probabilities"
  let claim = """
    Weighting positives by w makes the raw probabilities about w times too high, within a factor of \
    2; exactly, by as much as the loss's optimum says for the true probabilities of the test rows, \
    within 20 %.
    """
  let source = """
    King and Zeng, Political Analysis 9 (2001); van den Goorbergh et al., JAMIA 29 (2022)
    """

  func checks(in study: Study) throws -> [EffectCheck] {
    var checks: [EffectCheck] = []
    for panel in study.usualPanels {
      for learner in panel.learners(of: "weighted-cross-entropy") {
        if let weight = learner.positiveWeight(panel.dataset), let reference = panel.crossEntropy {
          checks.append(
            EffectCheck(
              panel: panel,
              subject: """
                \(study.title(of: learner.loss)), expected over observed, relative to \
                cross-entropy, over w = \(NumberText.significant(weight, digits: 3))
                """,
              predicted: 0.5...2,
              estimate: try panel.scaledRatio(
                reference, learner, "observed-expected-ratio/raw", by: 1 / weight),
              scale: .ratio))
        }
        checks.append(try panel.agreementWithIdeal(learner, study))
      }
    }
    return checks
  }
}

extension Panel {
  /// Whether raw probabilities are bent by as much as the loss's optimum says.
  func agreementWithIdeal(_ learner: LearnerResults, _ study: Study) throws -> EffectCheck {
    EffectCheck(
      panel: self,
      subject: "\(study.title(of: learner.loss)), observed over expected, over that of its optimum",
      predicted: 1 / 1.2...1.2,
      estimate: try ratio(
        learner, "observed-expected-ratio/raw", to: learner, "ideal-observed-expected-ratio"),
      scale: .ratio)
  }

  /// The geometric mean of a factor times the ratio of two learners' values of a metric.
  func scaledRatio(
    _ first: LearnerResults, _ second: LearnerResults, _ key: String, by factor: Double
  ) throws -> Estimate? {
    try Estimate.geometric(
      Self.ratios(first.values(key), second.values(key)).mapValues { $0 * factor },
      design: design)
  }
}
