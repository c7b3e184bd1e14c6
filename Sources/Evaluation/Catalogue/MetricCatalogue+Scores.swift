extension MetricCatalogue {
  static let ranking: [MetricDescription] =
    [
      MetricDescription(
        key: MetricKey.averagePrecision, title: "average precision", heading: "AP",
        direction: .higherIsBetter, range: 0...1, needs: [.scores],
        definition: """
          The mean, over all positives, of the precision at the positive's own score; ties enter \
          together and nothing is interpolated.
          """,
        pitfall: """
          A random ranking scores the prevalence, so values at different prevalences cannot be \
          compared.
          """,
        reference: """
          K. Boyd, K. Eng, C. D. Page, Area under the precision–recall curve: point estimates and \
          confidence intervals, ECML PKDD 2013
          """,
        decimals: 4),
      MetricDescription(
        key: MetricKey.areaUnderROC, title: "area under the ROC curve", heading: "AUROC",
        direction: .higherIsBetter, range: 0...1, needs: [.scores],
        definition: """
          The chance that a random positive scores above a random negative, ties counting one half.
          """,
        pitfall: """
          At 0.1 % prevalence a value of 0.98 may hide that most alarms are false; look at \
          average precision as well.
          """,
        reference: """
          J. A. Hanley, B. J. McNeil, The meaning and use of the area under a receiver operating \
          characteristic (ROC) curve, Radiology 143 (1982)
          """,
        decimals: 4),
    ] + MetricKey.falsePositiveRateCaps.map(recall(atFalsePositiveRate:))
    + MetricKey.topRows.map(precision(atTop:)) + areas

  static let thresholded: [MetricDescription] =
    atGivenThresholds + atOwnThreshold + MetricKey.falsePositiveRateCaps.flatMap(chosen)

  private static let atGivenThresholds: [MetricDescription] = [
    MetricDescription(
      key: MetricKey.f1, title: "F1", heading: "F1", direction: .higherIsBetter, range: 0...1,
      needs: [.scores, .threshold],
      definition: """
        The harmonic mean of precision and recall on test, at the threshold that is best on \
        validation among all distinct scores.
        """,
      pitfall: """
        With few positives on validation the threshold itself is uncertain; the test-optimal \
        twin shows how much that costs.
        """,
      reference: "C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979", decimals: 3),
    MetricDescription(
      key: MetricKey.matthewsCorrelation, title: "Matthews correlation", heading: "MCC",
      direction: .higherIsBetter, range: -1...1, needs: [.scores, .threshold],
      definition: """
        The correlation between alarm and label on test, at the threshold that is best on \
        validation among all distinct scores.
        """,
      pitfall: "It is 0, not undefined, where all rows or none raise an alarm.",
      reference: """
        B. W. Matthews, Comparison of the predicted and observed secondary structure of T4 phage \
        lysozyme, Biochimica et Biophysica Acta 405 (1975)
        """,
      decimals: 3),
    MetricDescription(
      key: MetricKey.precision, title: "precision", heading: "Precision",
      direction: .higherIsBetter, range: 0...1, needs: [.scores, .threshold],
      definition: """
        The share of alarms on test that are positives, at the F1 threshold chosen on validation.
        """,
      pitfall: "It means little without the recall at the same threshold; absent without alarms.",
      reference: "C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979", decimals: 3),
    MetricDescription(
      key: MetricKey.recall, title: "recall", heading: "Recall", direction: .higherIsBetter,
      range: 0...1, needs: [.scores, .threshold],
      definition: """
        The share of positives on test that raise an alarm, at the F1 threshold chosen on \
        validation.
        """,
      pitfall: "It means little without the precision at the same threshold.",
      reference: "C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979", decimals: 3),
    MetricDescription(
      key: MetricKey.falsePositiveRate, title: "false-positive rate", heading: "FPR",
      direction: .lowerIsBetter, range: 0...1, needs: [.scores, .threshold],
      definition: """
        The share of negatives on test that raise an alarm, at the F1 threshold chosen on \
        validation.
        """,
      pitfall: """
        At 0.1 % prevalence a rate of 1 % already means ten false alarms for each positive.
        """,
      reference:
        "T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006)",
      decimals: 5),
    MetricDescription(
      key: MetricKey.f1TestOptimal, title: "F1 at the test-optimal threshold", heading: "F1 (test)",
      direction: .higherIsBetter, range: 0...1, needs: [.scores, .threshold],
      definition: "The highest F1 on test over all distinct scores as thresholds.",
      pitfall: """
        Optimistic: the threshold is chosen with the test labels, which nobody has in use.
        """,
      reference: """
        Z. C. Lipton, C. Elkan, B. Naryanaswamy, Optimal thresholding of classifiers to maximize \
        F1 measure, ECML PKDD 2014
        """,
      decimals: 3),
    MetricDescription(
      key: MetricKey.matthewsCorrelationTestOptimal,
      title: "Matthews correlation at the test-optimal threshold", heading: "MCC (test)",
      direction: .higherIsBetter, range: -1...1, needs: [.scores, .threshold],
      definition: """
        The highest Matthews correlation on test over all distinct scores as thresholds.
        """,
      pitfall: """
        Optimistic: the threshold is chosen with the test labels, which nobody has in use.
        """,
      reference: """
        B. W. Matthews, Comparison of the predicted and observed secondary structure of T4 phage \
        lysozyme, Biochimica et Biophysica Acta 405 (1975)
        """,
      decimals: 3),
    MetricDescription(
      key: MetricKey.f1AtHalf, title: "F1 at one half", heading: "F1 (½)",
      direction: .higherIsBetter, range: 0...1, needs: [.probabilities, .threshold],
      definition: """
        F1 on test where the raw probability is at least one half, that is, the logit at least 0.
        """,
      pitfall: """
        It compares where losses put their probabilities, not how well they rank; a good model \
        may score 0.
        """,
      reference: "C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979", decimals: 3),
  ]

  private static func recall(atFalsePositiveRate cap: Double) -> MetricDescription {
    let percent = percent(cap)
    return MetricDescription(
      key: MetricKey.recall(atFalsePositiveRate: cap),
      title: "recall at a false-positive rate of \(percent)", heading: "Recall @ \(percent) FPR",
      direction: .higherIsBetter, range: 0...1, needs: [.scores, .threshold],
      definition: """
        The highest share of positives that raise an alarm, over all thresholds at which at most \
        \(percent) of the negatives do; nothing is interpolated.
        """,
      pitfall:
        "The threshold is chosen on the rows evaluated, so the value is slightly optimistic.",
      reference:
        "T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006)",
      decimals: 3)
  }

  static func recall(ofTypology name: String) -> MetricDescription {
    let percent = percent(MetricKey.typologyFalsePositiveRateCap)
    return MetricDescription(
      key: MetricKey.recall(ofTypology: name),
      title: "recall of \(name) at a false-positive rate of \(percent)", heading: name,
      direction: .higherIsBetter, range: 0...1, needs: [.scores, .threshold, .typology],
      definition: """
        The share of the positives of kind \(name) that raise an alarm, at the lowest threshold \
        at which at most \(percent) of all negatives do.
        """,
      pitfall: "A rare kind has few positives on test, hence a wide interval.",
      reference:
        "T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006)",
      decimals: 3, typology: name)
  }

  private static func precision(atTop rows: Int) -> MetricDescription {
    MetricDescription(
      key: MetricKey.precision(atTop: rows), title: "precision among the top \(rows)",
      heading: "P@\(rows)", direction: .higherIsBetter, range: 0...1, needs: [.scores],
      definition: """
        The share of positives among the \(rows) rows with the highest scores, in the mean over \
        all ways to break ties.
        """,
      pitfall: """
        It cannot exceed the number of positives divided by \(rows); absent for smaller test sets.
        """,
      reference: """
        F. McSherry, M. Najork, Computing information retrieval performance measures efficiently \
        in the presence of tied scores, ECIR 2008
        """,
      decimals: 3)
  }

  static func percent(_ share: Double) -> String {
    let tenths = Int((share * 1_000).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}
