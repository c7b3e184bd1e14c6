internal import Results

/// Label smoothing sets a floor under probabilities that dwarfs the prevalence.
struct SmoothingSetsAFloor: KnownEffect {
  let title = "Label smoothing sets a floor"
  let claim = """
    Smoothed labels hold every raw probability above half the smoothing, so that the number of \
    frauds is overstated at least tenfold; by as much as the loss's optimum says, within 20 %.
    """
  let source = "Szegedy et al., CVPR (2016); Müller et al., NeurIPS (2019)"

  func checks(in study: Study) throws -> [EffectCheck] {
    var checks: [EffectCheck] = []
    for panel in study.usualPanels where panel.model.kind != "trees" {
      for learner in panel.learners(of: "label-smoothing") {
        checks.append(
          EffectCheck(
            panel: panel,
            subject: "\(study.title(of: learner.loss)), observed over expected",
            predicted: -.infinity...0.1,
            estimate: try Estimate.geometric(
              learner.values("observed-expected-ratio/raw"), design: panel.design),
            scale: .ratio))
        checks.append(try panel.agreementWithIdeal(learner, study))
      }
    }
    return checks
  }
}
