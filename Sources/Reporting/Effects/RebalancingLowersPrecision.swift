internal import Results

/// The more positives are weighted, the lower average precision, at the same AUROC.
struct RebalancingLowersPrecision: KnownEffect {
  let title = "More rebalancing, lower precision at the same AUROC"
  let claim = """
    In a misspecified linear model, from each weight of positives to the next higher one average \
    precision falls, while AUROC moves by less than 0.01.
    """
  let source = """
    Le Borgne et al., Reproducible Machine Learning for Credit Card Fraud Detection, chapter 6 \
    (2022)
    """

  func checks(in study: Study) throws -> [EffectCheck] {
    var checks: [EffectCheck] = []
    for panel in study.usualPanels where panel.model.kind == "logistic" {
      var weighted = panel.learners(of: "weighted-cross-entropy").compactMap { learner in
        learner.positiveWeight(panel.dataset).map { (weight: $0, learner: learner) }
      }
      if let reference = panel.crossEntropy { weighted.append((1, reference)) }
      weighted.sort { $0.weight < $1.weight }
      for (lower, higher) in zip(weighted, weighted.dropFirst()) {
        let contrast = study.contrast(higher.learner, lower.learner)
        checks.append(
          EffectCheck(
            panel: panel, subject: "\(contrast), AP", predicted: -.infinity...0,
            estimate: try panel.difference(study.rankingKey, higher.learner, lower.learner),
            scale: .difference))
        checks.append(
          EffectCheck(
            panel: panel, subject: "\(contrast), AUROC", predicted: -0.01...0.01,
            estimate: try panel.difference(study.areaKey, higher.learner, lower.learner),
            scale: .difference))
      }
    }
    return checks
  }
}
