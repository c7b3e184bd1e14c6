internal import Results

/// Boosted trees rank the same with any weight of positives.
struct TreesIgnoreWeights: KnownEffect {
  let title = "Boosted trees hardly care about weights"
  let claim = """
    Weighting positives moves AUROC and average precision of gradient-boosted trees by less than \
    0.02.
    """
  let source = """
    Le Borgne et al., Reproducible Machine Learning for Credit Card Fraud Detection, chapter 6 \
    (2022)
    """

  func checks(in study: Study) throws -> [EffectCheck] {
    var checks: [EffectCheck] = []
    for panel in study.usualPanels where panel.model.kind == "trees" {
      guard let reference = panel.crossEntropy else { continue }
      for learner in panel.learners(of: "weighted-cross-entropy") {
        for (name, key) in [("AUROC", study.areaKey), ("AP", study.rankingKey)] {
          checks.append(
            EffectCheck(
              panel: panel, subject: "\(study.contrast(learner, reference)), \(name)",
              predicted: -0.02...0.02,
              estimate: try panel.difference(key, learner, reference), scale: .difference))
        }
      }
    }
    return checks
  }
}
