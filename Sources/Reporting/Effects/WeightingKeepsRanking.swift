internal import Results

/// Weighting positives hardly moves AUROC and does not raise average precision.
struct WeightingKeepsRanking: KnownEffect {
  let title = "Weighting does not improve the ranking"
  let claim = """
    In logistic regression and in the MLP, weighting positives moves AUROC by less than 0.01 and \
    raises average precision by less than what counts as practically equal.
    """
  let source = """
    van den Goorbergh et al., JAMIA 29 (2022); Le Borgne et al., Reproducible Machine Learning for \
    Credit Card Fraud Detection, chapter 6 (2022)
    """

  func checks(in study: Study) throws -> [EffectCheck] {
    var checks: [EffectCheck] = []
    for panel in study.usualPanels where panel.model.kind != "trees" {
      guard let reference = panel.crossEntropy else { continue }
      for learner in panel.learners(of: "weighted-cross-entropy") {
        let contrast = study.contrast(learner, reference)
        checks.append(
          EffectCheck(
            panel: panel, subject: "\(contrast), AUROC", predicted: -0.01...0.01,
            estimate: try panel.difference(study.areaKey, learner, reference), scale: .difference))
        checks.append(
          EffectCheck(
            panel: panel, subject: "\(contrast), AP",
            predicted: -.infinity...study.suite.practicalEquivalence,
            estimate: try panel.difference(study.rankingKey, learner, reference),
            scale: .difference))
      }
    }
    return checks
  }
}
