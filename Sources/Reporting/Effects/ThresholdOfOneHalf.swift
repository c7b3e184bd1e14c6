internal import Results

/// F1 at one half differs wildly between losses that tie at a tuned threshold.
struct ThresholdOfOneHalf: KnownEffect {
  let title = "F1 at one half compares thresholds, not losses"
  let claim = """
    At the threshold one half, F1 differs by at least 0.2 between the best and the worst of a \
    model's losses; at the threshold that validation chooses, each loss is within 0.05 of \
    cross-entropy.
    """
  let source = "Elor and Averbuch-Elor, To SMOTE, or not to SMOTE? (2022)"

  func checks(in study: Study) throws -> [EffectCheck] {
    var checks: [EffectCheck] = []
    for panel in study.usualPanels {
      guard let reference = panel.crossEntropy else { continue }
      checks.append(
        EffectCheck(
          panel: panel, subject: "best − worst F1 at one half", predicted: 0.2...(.infinity),
          estimate: try spread("f1-at-half", panel), scale: .difference))
      for learner in panel.learners where learner.loss.id != reference.loss.id {
        checks.append(
          EffectCheck(
            panel: panel,
            subject: "\(study.contrast(learner, reference)), F1 at the chosen threshold",
            predicted: -0.05...0.05,
            estimate: try panel.difference("f1", learner, reference), scale: .difference))
      }
    }
    return checks
  }

  /// The distance of the best loss from the worst, by replicate.
  private func spread(_ key: String, _ panel: Panel) throws -> Estimate? {
    var extremes: [Int: (least: Double, most: Double)] = [:]
    for learner in panel.learners {
      for (replicate, value) in learner.values(key) {
        let known = extremes[replicate] ?? (value, value)
        extremes[replicate] = (min(known.least, value), max(known.most, value))
      }
    }
    return try Estimate(extremes.mapValues { $0.most - $0.least }, design: panel.design)
  }
}
