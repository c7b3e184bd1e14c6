internal import Results

/// Squared error ties cross-entropy from a proper start, and fails from probability one half.
struct SquaredErrorNeedsAStart: KnownEffect {
  let title = "Squared error needs a start"
  let claim = """
    On a sigmoid, squared error has the average precision of cross-entropy, within what counts as \
    practically equal, when training starts at the prevalence; started at probability one half it \
    loses more than 0.05.
    """
  let source = """
    Hui and Belkin, ICLR (2021), for the tie; Glorot and Bengio, AISTATS (2010), for plateaus of \
    squared error on saturated units
    """

  func checks(in study: Study) throws -> [EffectCheck] {
    var checks: [EffectCheck] = []
    let margin = study.suite.practicalEquivalence
    let started = study.usualPanels.filter { $0.model.kind != "trees" }
    let unstarted = study.scoredPanels.filter { $0.model.startsAtHalf == true }
    for (panels, predicted) in [(started, -margin...margin), (unstarted, -.infinity...(-0.05))] {
      for panel in panels {
        guard let reference = panel.crossEntropy else { continue }
        for learner in panel.learners(of: "mse") {
          checks.append(
            EffectCheck(
              panel: panel, subject: "\(study.contrast(learner, reference)), AP",
              predicted: predicted,
              estimate: try panel.difference(study.rankingKey, learner, reference),
              scale: .difference))
        }
      }
    }
    return checks
  }
}
