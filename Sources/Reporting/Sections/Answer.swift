internal import Drawing
internal import Results
internal import Statistics

/// The answer in plain words, each sentence conditional on what the tests allow.
struct AnswerSection: ReportSection {
  let title = "The answer"

  func body(of study: Study) throws -> String? {
    guard study.scored > 0 else {
      return study.failed > 0
        ? "There is none: all \(counted(study.failed, "trial")) run so far failed "
          + "([why](#\(Markdown.anchor(of: FailureSection().title))))."
        : "There is none yet: no trial has been run."
    }
    var blocks = [try AnswerHeadline(study: study).text] + (try AnswerUses(study: study).blocks())
    let thresholds = try ThresholdEvidence(study: study)
    let probabilities = try ProbabilityEvidence(study: study)
    let advice = AnswerAdvice(study: study, thresholds: thresholds, probabilities: probabilities)
    if !advice.bullets.isEmpty { blocks += ["**What to do.**", Markdown.bullets(advice.bullets)] }
    blocks += [
      "**Ranking.** By \(study.metric.linkedTitle); in brackets "
        + (study.suite.sequential == nil
          ? "95 % intervals of the difference from the loss named first, each for itself; what is "
            + "*worse* or *equal* is so after correction for all comparisons:"
          : "confidence sequences of the difference from the loss named first:"),
      Markdown.bullets(try ranking(study)),
    ]
    if !probabilities.bullets.isEmpty {
      blocks += ["**Probabilities.**", Markdown.bullets(probabilities.bullets)]
    }
    if let text = thresholds.text { blocks.append("**Threshold.** " + text) }
    let limits = AnswerLimits(study: study).bullets
    if !limits.isEmpty { blocks += ["**Limits.**", Markdown.bullets(limits)] }
    return Markdown.blocks(blocks)
  }

  /// One bullet for each data set and model: the best loss and how the others stand to it.
  private func ranking(_ study: Study) throws -> [String] {
    try study.panels.map { panel in
      guard let best = panel.bestLearner else { return "*\(panel.title)*: no trial has scores." }
      let estimate = try panel.estimate(best, study.metric.key)
      let decimals = EstimateText.decimals([estimate], otherwise: study.metric.decimals)
      let words =
        switch study.metric.preference {
        case _ where panel.learners.count == 1: "reaches"
        case .higherIsBetter: "comes out highest, at"
        case .lowerIsBetter: "comes out lowest, at"
        }
      var parts = [
        "**\(study.title(of: best.loss))** \(words) "
          + EstimateText.interval(estimate, decimals: decimals)
      ]
      parts += [
        group(panel, study, .practicallyEqual, "practically equal"),
        group(panel, study, .undecided, "not to be told from it"),
        group(panel, study, .worse, "worse"),
      ].compactMap(\.self)
      let incomparable = panel.learners.indices.filter { panel.standings[$0] == .none }
      if !incomparable.isEmpty, panel.learners.count > 1 {
        parts.append(
          "not comparable: "
            + listed(incomparable.map { study.title(of: panel.learners[$0].loss) }))
      }
      return "*\(panel.title)*: " + parts.joined(separator: "; ") + "."
        + (try limit(panel, study)) + scarcity(panel.dataset)
    }
  }

  private func scarcity(_ dataset: DatasetRecord) -> String {
    guard AnswerLimits.isScarce(dataset) else { return "" }
    return " With \(counted(dataset.testPositives, "fraud row")) in test and "
      + "\(NumberText.count(dataset.trainingPositives)) in training, these data can hardly decide."
  }

  private func group(
    _ panel: Panel, _ study: Study, _ standing: Panel.Standing, _ words: String
  ) -> String? {
    let members = panel.withBest.filter { comparison in
      panel.learners.indices.contains {
        panel.learners[$0].loss.id == comparison.first.id && panel.standings[$0] == standing
      }
    }
    guard !members.isEmpty else { return nil }
    let names = members.map { comparison in
      let title = study.title(of: comparison.first)
      // More than a handful of intervals in a sentence is a table; that one stands below.
      guard members.count <= 4,
        let difference = EstimateText.difference(comparison, fallback: study.metric.decimals)
      else { return title }
      return "\(title) \(difference)"
    }
    return "\(words): \(listedBriefly(names))"
  }

  /// How far the best stays behind the truth, against how far the losses lie apart.
  private func limit(_ panel: Panel, _ study: Study) throws -> String {
    let key = study.metric.key + "-regret"
    let regrets = try panel.learners.compactMap { try panel.estimate($0, key)?.mean }
    guard
      let best = panel.bestLearner, let regret = try panel.estimate(best, key),
      let least = regrets.min(), let most = regrets.max(), regrets.count > 1
    else { return "" }
    let decimals = EstimateText.decimals([regret], otherwise: 3)
    return """
       Knowing the true probabilities would add \
      \(EstimateText.interval(regret, decimals: decimals)) to it; the choice of loss moves the \
      mean by \(NumberText.fixed(most - least, decimals: decimals)) at most.
      """
  }
}
