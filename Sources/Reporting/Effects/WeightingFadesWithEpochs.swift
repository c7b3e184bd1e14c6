internal import Results

/// In an MLP the effect of weights fades with epochs.
struct WeightingFadesWithEpochs: KnownEffect {
  let title = "Weighting fades with epochs"
  let claim = """
    The longer an MLP is trained, the less is left of the weight of positives: from the shortest to \
    the longest training the overstatement of frauds, relative to cross-entropy trained as long, \
    falls to less than half.
    """
  let source = "Byrd and Lipton, ICML (2019)"

  func checks(in study: Study) throws -> [EffectCheck] {
    var checks: [EffectCheck] = []
    for dataset in study.suite.datasets {
      let panels = study.scoredPanels.filter {
        $0.dataset.id == dataset.id && $0.model.kind == "mlp" && $0.model.startsAtHalf == nil
          && $0.model.epochs != nil
      }.sorted { ($0.model.epochs ?? 0) < ($1.model.epochs ?? 0) }
      guard let short = panels.first, let long = panels.last,
        short.model.epochs != long.model.epochs
      else { continue }
      for learner in long.learners(of: "weighted-cross-entropy") {
        guard let early = short.learners.first(where: { $0.loss.id == learner.loss.id }),
          let before = short.crossEntropy, let after = long.crossEntropy
        else { continue }
        let excess = Panel.ratios(overstatement(learner, after), overstatement(early, before))
        checks.append(
          EffectCheck(
            panel: long,
            subject: """
              \(study.title(of: learner.loss)), overstatement after \(long.model.epochs ?? 0) \
              epochs over that after \(short.model.epochs ?? 0)
              """,
            predicted: -.infinity...0.5,
            estimate: try Estimate.geometric(excess, design: long.design), scale: .ratio))
      }
    }
    return checks
  }

  /// How many times more fraud a loss expects than the reference, by replicate.
  private func overstatement(
    _ learner: LearnerResults, _ reference: LearnerResults
  ) -> [Int: Double] {
    let key = "observed-expected-ratio/raw"
    return Panel.ratios(reference.values(key), learner.values(key))
  }
}
