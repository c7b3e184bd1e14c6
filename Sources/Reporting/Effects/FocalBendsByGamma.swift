internal import Results

/// Focal loss overstates rare probabilities, the more so the higher γ, as its optimum says.
struct FocalBendsByGamma: KnownEffect {
  let title = "Focal loss bends probabilities by γ"
  let claim = """
    Focal loss overstates the number of frauds by as much as its optimum says for the true \
    probabilities of the test rows, within 20 %, and the more so the higher γ.
    """
  let source = "Charoenphakdee et al., CVPR (2021); Mukhoti et al., NeurIPS (2020)"

  func checks(in study: Study) throws -> [EffectCheck] {
    var checks: [EffectCheck] = []
    for panel in study.usualPanels where panel.model.kind != "trees" {
      let focal = panel.learners(of: "focal").compactMap { learner in
        gamma(learner.loss).map { (gamma: $0, learner: learner) }
      }.sorted { $0.gamma < $1.gamma }
      checks += try focal.map { try panel.agreementWithIdeal($0.learner, study) }
      for (lower, higher) in zip(focal, focal.dropFirst()) {
        checks.append(
          EffectCheck(
            panel: panel,
            subject: """
              expected over observed, \(study.title(of: higher.learner.loss)) over \
              \(study.title(of: lower.learner.loss))
              """,
            predicted: 1...(.infinity),
            estimate: try panel.scaledRatio(
              lower.learner, higher.learner, "observed-expected-ratio/raw", by: 1),
            scale: .ratio))
      }
    }
    return checks
  }

  /// γ of an unbalanced focal loss without further settings to try.
  private func gamma(_ loss: LossRecord) -> Double? {
    guard loss.grid.count == 1, let settings = loss.grid.first,
      settings["alphaPositive"] == nil, settings["balance", default: 0] == 0
    else { return nil }
    return settings["gamma"]
  }
}
