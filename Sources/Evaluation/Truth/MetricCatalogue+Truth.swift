extension MetricCatalogue {
  /// Metrics against the truth that only suites with the key `truth` have, in the order of reports.
  public static let truth: [MetricDescription] =
    caseControl + MetricKey.falsePositiveRateCaps.map(caseControlRecall) + ofPosterior + staleness

  private static let veach =
    "E. Veach, L. J. Guibas, Optimally combining sampling techniques, SIGGRAPH 1995"
  private static let agarwal =
    "S. Agarwal, Surrogate regret bounds for bipartite ranking via strongly proper losses, JMLR 15 "
    + "(2014)"

  private static let caseControl = [
    MetricDescription(
      key: MetricKey.caseControlAveragePrecision, title: "average precision on rows drawn by class",
      heading: "AP (by class)", direction: .higherIsBetter, range: 0...1,
      needs: [.scores, .posterior],
      definition: """
        Average precision in the population, from a fresh set of rows drawn by class in which each \
        row stands for the share r/n₁ of the positives and (1 − r)/n₀ of the negatives, with \
        r = σ(s + ln n₁/n₀) and s its true log-likelihood ratio; tied rows enter together, a row \
        alone at the middle of its step.
        """,
      pitfall: """
        It estimates the same as AP with less noise, so the two differ on one replicate by chance.
        """,
      reference: veach, decimals: 4),
    MetricDescription(
      key: MetricKey.caseControlAveragePrecisionRegret,
      title: "average-precision regret on rows drawn by class", heading: "AP regret (by class)",
      direction: .lowerIsBetter, range: -1...1, needs: [.scores, .posterior],
      definition: """
        The average precision of ranking the rows drawn by class by their true log-likelihood ratio \
        minus that of the model on the same rows.
        """,
      pitfall: """
        The truth ranks best in the population, not on every finite set: it may fall slightly below 0.
        """,
      reference: agarwal, decimals: 4),
    MetricDescription(
      key: MetricKey.caseControlAreaUnderROC,
      title: "area under the ROC curve on rows drawn by class", heading: "AUROC (by class)",
      direction: .higherIsBetter, range: 0...1, needs: [.scores, .posterior],
      definition: """
        The chance that a random positive of the population scores above a random negative, ties \
        counting one half, from the same weighted rows drawn by class.
        """,
      pitfall: "At 0.1 % prevalence a value of 0.98 may hide that most alarms are false.",
      reference: veach, decimals: 4),
    MetricDescription(
      key: MetricKey.caseControlAreaUnderROCRegret,
      title: "AUROC regret on rows drawn by class", heading: "AUROC regret (by class)",
      direction: .lowerIsBetter, range: -1...1, needs: [.scores, .posterior],
      definition: """
        The area under the ROC curve of ranking the rows drawn by class by their true \
        log-likelihood ratio minus that of the model on the same rows.
        """,
      pitfall: """
        The truth ranks best in the population, not on every finite set: it may fall slightly below 0.
        """,
      reference: agarwal, decimals: 4),
  ]

  private static func caseControlRecall(_ cap: Double) -> MetricDescription {
    let percent = percent(cap)
    return MetricDescription(
      key: MetricKey.caseControlRecall(atFalsePositiveRate: cap),
      title: "recall at a false-positive rate of \(percent) on rows drawn by class",
      heading: "Recall @ \(percent) FPR (by class)", direction: .higherIsBetter, range: 0...1,
      needs: [.scores, .posterior],
      definition: """
        The share of the population's positives that score above the threshold at which \
        \(percent) of its negatives do, from weighted rows drawn by class; of tied rows that would \
        cross it none counts.
        """,
      pitfall: "The threshold is known here and must be estimated in use.",
      reference:
        "T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006)",
      decimals: 3)
  }

  static func caseControlRecall(ofTypology name: String) -> MetricDescription {
    let percent = percent(MetricKey.caseControlTypologyCap)
    return MetricDescription(
      key: MetricKey.caseControlRecall(ofTypology: name),
      title: "recall of \(name) at a false-positive rate of \(percent) on rows drawn by class",
      heading: name, direction: .higherIsBetter, range: 0...1,
      needs: [.scores, .posterior, .typology],
      definition: """
        The share of the positives of kind \(name) among rows drawn by class that score at least \
        the lowest threshold at which at most \(percent) of the population's negatives do.
        """,
      pitfall: "All kinds share one threshold, so that one kind's gain may be another's loss.",
      reference:
        "T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006)",
      decimals: 3, typology: name)
  }

  private static let ofPosterior: [MetricDescription] =
    [
      MetricDescription(
        key: MetricKey.expectedCost, title: "expected cost a row of the best decisions",
        heading: "Expected cost", direction: .lowerIsBetter, range: 0...Double.infinity,
        needs: [.posterior],
        definition: """
          The mean of the lesser of η (50 + 2 a) and (1 − η) (5 + 0.02 a), η being the true \
          posterior and a the amount: what a fraud that passes and a legitimate payment that is \
          refused cost, against deciding rightly.
          """,
        pitfall: "The costs are an example's, not yours.",
        reference: "C. Elkan, The foundations of cost-sensitive learning, IJCAI 2001",
        decimals: 4),
      MetricDescription(
        key: MetricKey.idealObservedExpectedRatio,
        title: "observed-to-expected ratio of a perfect learner under the loss",
        heading: "Ideal O/E", direction: .higherIsBetter, range: 0...Double.infinity,
        needs: [.posterior],
        definition: """
          The number of positives divided by the sum, over the test rows, of the sigmoid of the \
          output that minimises the expected loss at the row's true posterior: what the raw \
          observed-to-expected ratio would be if nothing but the loss bent the probabilities.
          """,
        pitfall: "It says what to expect, not what is good.",
        reference:
          "N. Charoenphakdee et al., On focal loss for class-posterior probability estimation, "
          + "CVPR 2021",
        decimals: 3),
    ]
    + MetricKey.Variant.ofModel.flatMap(ofPosterior)

  private static func ofPosterior(_ variant: MetricKey.Variant) -> [MetricDescription] {
    let what = words(variant)
    let mark = mark(variant)
    let kull = "M. Kull, P. Flach, Novel decompositions of proper scoring rules, ECML PKDD 2015"
    return [
      MetricDescription(
        key: MetricKey.calibrationLoss(variant), title: "calibration loss of the \(what)",
        heading: "Calibration loss\(mark)", direction: .lowerIsBetter, range: -1...1,
        needs: [.probabilities, .posterior],
        definition: """
          The mean of (E[η | q] − q)², q being the \(what) and η the true posterior: the part of \
          the Brier regret that a function of q alone would undo; E[η | q] is a straight line in \
          each of \(TrueCalibration.binCount) bins, and the square that noise of the fit is \
          expected to add is taken off.
          """,
        pitfall: "A calibrated model scores 0 on average, hence at times slightly less.",
        reference: kull, decimals: 7, variant: variant),
      MetricDescription(
        key: MetricKey.groupingLoss(variant), title: "grouping loss of the \(what)",
        heading: "Grouping loss\(mark)", direction: .lowerIsBetter, range: 0...1,
        needs: [.probabilities, .posterior],
        definition: """
          The mean of (η − E[η | q])², q being the \(what) and η the true posterior: the part of \
          the Brier regret that no recalibration can undo; with the calibration loss it adds up to \
          the Brier regret.
          """,
        pitfall: "Rows that differ in risk share a score: only another model helps.",
        reference: kull, decimals: 7, variant: variant),
      MetricDescription(
        key: MetricKey.trueCalibrationError(variant),
        title: "true calibration error of the \(what)", heading: "True ECE\(mark)",
        direction: .lowerIsBetter, range: 0...1, needs: [.probabilities, .posterior],
        definition: """
          The mean of |E[η | q] − q|, q being the \(what) and η the true posterior, with the same \
          fit as the calibration loss; labels play no part.
          """,
        pitfall:
          "Never negative, so that noise alone makes it positive, if far less than labels do.",
        reference:
          "J. Vaicenavicius et al., Evaluating model calibration in classification, AISTATS 2019",
        decimals: 6, variant: variant),
      MetricDescription(
        key: MetricKey.costRegret(variant), title: "cost regret of the \(what)",
        heading: "Cost regret\(mark)", direction: .lowerIsBetter, range: 0...Double.infinity,
        needs: [.probabilities, .posterior],
        definition: """
          The mean cost a row, in expectation over the true posterior η, of refusing exactly where \
          q (50 + 2 a) exceeds (1 − q) (5 + 0.02 a), q being the \(what) and a the amount, minus \
          that of deciding by η.
          """,
        pitfall: "The costs are an example's, not yours.",
        reference: "C. Elkan, The foundations of cost-sensitive learning, IJCAI 2001",
        decimals: 5, variant: variant),
    ]
  }

  private static let staleness: [MetricDescription] =
    [
      MetricDescription(
        key: MetricKey.stalenessAveragePrecisionRegret,
        title: "average-precision regret of staleness", heading: "AP regret of staleness",
        direction: .lowerIsBetter, range: -1...1, needs: [.posterior],
        definition: """
          The average precision of ranking rows drawn by class by their true log-likelihood ratio \
          minus that of ranking them by the ratio of the law at the end of training.
          """,
        pitfall: "No model causes it: it is what the world changed by since training.",
        reference: agarwal, decimals: 4),
      MetricDescription(
        key: MetricKey.averagePrecisionRegretBeyondStaleness,
        title: "average-precision regret beyond staleness", heading: "AP regret beyond staleness",
        direction: .lowerIsBetter, range: -1...1, needs: [.scores, .posterior],
        definition: """
          The average precision of ranking rows drawn by class by the law at the end of training \
          minus that of the model on the same rows.
          """,
        pitfall: "A model that happens to suit the new law may beat the stale truth: below 0.",
        reference: agarwal, decimals: 4),
      MetricDescription(
        key: MetricKey.stalenessLogLossRegret, title: "log-loss regret of staleness",
        heading: "Log-loss regret of staleness", direction: .lowerIsBetter,
        range: 0...Double.infinity, needs: [.posterior],
        definition: """
          The mean Kullback–Leibler divergence, in nats, from the true posterior to what it would \
          be had the law not changed since training ended.
          """,
        pitfall: "No model causes it: it is what the world changed by since training.",
        reference: "M. D. Reid, R. C. Williamson, Composite binary losses, JMLR 11 (2010)",
        decimals: 6),
    ]
    + MetricKey.Variant.ofModel.map { variant in
      MetricDescription(
        key: MetricKey.logLossRegretBeyondStaleness(variant),
        title: "log-loss regret beyond staleness of the \(words(variant))",
        heading: "Log-loss regret beyond staleness\(mark(variant))", direction: .lowerIsBetter,
        range: -Double.infinity...Double.infinity, needs: [.probabilities, .posterior],
        definition: """
          The log-loss regret of the \(words(variant)) minus the log-loss regret of staleness.
          """,
        pitfall: "A model that happens to suit the new law may beat the stale truth: below 0.",
        reference: "M. D. Reid, R. C. Williamson, Composite binary losses, JMLR 11 (2010)",
        decimals: 6, variant: variant)
    }
}
