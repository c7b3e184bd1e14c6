extension MetricCatalogue {
  private static let fawcett =
    "T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006)"

  static let areas: [MetricDescription] =
    MetricKey.falsePositiveRateCaps.flatMap(partialArea) + [
      MetricDescription(
        key: MetricKey.kolmogorovSmirnov, title: "Kolmogorov–Smirnov distance", heading: "KS",
        direction: .higherIsBetter, range: 0...1, needs: [.scores],
        definition: """
          The greatest excess of recall over false-positive rate at any threshold: Youden's index at \
          its best.
          """,
        pitfall: """
          Its threshold usually flags several rows in a hundred, which at 0.1 % prevalence are \
          nearly all false alarms.
          """,
        reference: "W. J. Youden, Index for rating diagnostic tests, Cancer 3 (1950)", decimals: 3),
      MetricDescription(
        key: MetricKey.hMeasure, title: "H-measure", heading: "H", direction: .higherIsBetter,
        range: 0...1, needs: [.scores],
        definition: """
          1 minus the expected loss at the best thresholds divided by that of deciding without \
          scores, the cost of a false positive being drawn from Beta(1 + π₁, 1 + π₀), that of a \
          false negative being what is left to 1, and π₁ the share of positives.
          """,
        pitfall: "It depends on the distribution of costs; others' programs default to Beta(2, 2).",
        reference: """
          D. J. Hand, C. Anagnostopoulos, A better Beta for the H measure of classification \
          performance, Pattern Recognition Letters 40 (2014)
          """,
        decimals: 3),
    ] + MetricKey.topRows.flatMap(top)

  private static func partialArea(_ cap: Double) -> [MetricDescription] {
    let percent = percent(cap)
    let reference = """
      D. K. McClish, Analyzing a portion of the ROC curve, Medical Decision Making 9 (1989)
      """
    return [
      MetricDescription(
        key: MetricKey.partialAreaUnderROC(to: cap),
        title: "partial area under the ROC curve to a false-positive rate of \(percent)",
        heading: "pAUC @ \(percent) FPR", direction: .higherIsBetter, range: 0...1,
        needs: [.scores],
        definition: """
          The area under the ROC curve over false-positive rates from 0 to \(percent), divided by \
          that rate: the mean recall over those rates, with straight lines between points.
          """,
        pitfall: "A random ranking scores half the rate, not one half.", reference: reference,
        decimals: 3),
      MetricDescription(
        key: MetricKey.standardizedPartialAreaUnderROC(to: cap),
        title: "McClish's partial area to a false-positive rate of \(percent)",
        heading: "McClish @ \(percent) FPR", direction: .higherIsBetter, range: 0...1,
        needs: [.scores],
        definition: """
          The same area A, standardised to ½ (1 + (A − f²/2) / (f − f²/2)) with f = \(percent): one \
          half for a random ranking, 1 for a perfect one.
          """,
        pitfall: "It is what scikit-learn calls roc_auc_score with max_fpr.", reference: reference,
        decimals: 3),
    ]
  }

  private static func top(_ rows: Int) -> [MetricDescription] {
    let reference = """
      F. McSherry, M. Najork, Computing information retrieval performance measures efficiently in \
      the presence of tied scores, ECIR 2008
      """
    return [
      MetricDescription(
        key: MetricKey.recall(atTop: rows), title: "recall among the top \(rows)",
        heading: "R@\(rows)", direction: .higherIsBetter, range: 0...1, needs: [.scores],
        definition: """
          The share of all positives that are among the \(rows) rows with the highest scores, in \
          the mean over all ways to break ties.
          """,
        pitfall: """
          It cannot exceed \(rows) divided by the number of positives; absent for smaller test sets.
          """,
        reference: reference, decimals: 3),
      MetricDescription(
        key: MetricKey.lift(atTop: rows), title: "lift among the top \(rows)",
        heading: "Lift@\(rows)", direction: .higherIsBetter, range: 0...Double.infinity,
        needs: [.scores],
        definition: """
          How many times as many positives the \(rows) rows with the highest scores hold as random \
          rows do.
          """,
        pitfall: "It cannot exceed 1 divided by the prevalence.", reference: reference,
        decimals: 1),
    ]
  }

  /// The twins of recall under a cap whose threshold validation has chosen.
  static func chosen(_ cap: Double) -> [MetricDescription] {
    let percent = percent(cap)
    return [
      MetricDescription(
        key: MetricKey.recall(atChosenFalsePositiveRate: cap),
        title: "recall at the threshold with \(percent) false positives on validation",
        heading: "Recall @ chosen \(percent) FPR", direction: .higherIsBetter, range: 0...1,
        needs: [.scores, .validation],
        definition: """
          The share of positives on test that raise an alarm, at the lowest threshold that is a \
          positive's score on validation and at which at most \(percent) of the negatives there do.
          """,
        pitfall: "The rate on test may exceed the cap: read it beside the realised one.",
        reference: fawcett, decimals: 3),
      MetricDescription(
        key: MetricKey.realizedFalsePositiveRate(atCap: cap),
        title: "realised false-positive rate at the threshold with \(percent) on validation",
        heading: "Realised FPR @ \(percent)", direction: .target(cap), range: 0...1,
        needs: [.scores, .validation],
        definition: """
          The share of negatives on test that raise an alarm, at the threshold chosen on validation \
          to keep to \(percent).
          """,
        pitfall: """
          Below the cap by design where validation has few positives, for the threshold is one of \
          their scores.
          """,
        reference: fawcett, decimals: 5),
    ]
  }
}
