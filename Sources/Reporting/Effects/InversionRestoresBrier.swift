internal import Results

/// After the closed-form inversion, Brier scores are those of cross-entropy.
struct InversionRestoresBrier: KnownEffect {
  let title = "Inversion restores the Brier score"
  let claim = """
    Where a closed form leads from a loss's optimum back to the probability, the Brier score after \
    it is that of cross-entropy, within 2 %.
    """
  let source = """
    Dal Pozzolo et al., SSCI (2015), for weighting; Charoenphakdee et al., CVPR (2021), for focal \
    loss
    """

  func checks(in study: Study) throws -> [EffectCheck] {
    var checks: [EffectCheck] = []
    for panel in study.usualPanels where panel.model.kind != "trees" {
      guard let reference = panel.crossEntropy else { continue }
      for learner in panel.learners
      where learner.loss.recoversPosterior && !learner.loss.isStrictlyProper {
        checks.append(
          EffectCheck(
            panel: panel,
            subject: """
              \(study.title(of: learner.loss)), Brier score recovered, over cross-entropy's
              """,
            predicted: 0.98...1.02,
            estimate: try panel.ratio(learner, "brier/recovered", to: reference, "brier/raw"),
            scale: .ratio))
      }
    }
    return checks
  }
}
