extension MetricCatalogue {
  /// Metrics at a threshold of their own, each with its twin at the best threshold on test.
  static let atOwnThreshold: [MetricDescription] =
    [
      (
        MetricKey.f2, "F2", "F2", 0.0,
        "F-beta with β = 2: 5 TP / (5 TP + 4 FN + FP), recall counting twice as much as precision",
        "C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979"
      ),
      (
        MetricKey.fHalf, "F0.5", "F0.5", 0.0,
        """
        F-beta with β = ½: 1.25 TP / (1.25 TP + 0.25 FN + FP), precision counting twice as much as \
        recall
        """,
        "C. J. van Rijsbergen, Information Retrieval, 2nd edition, 1979"
      ),
      (
        MetricKey.gMean, "G-mean", "G-mean", 0.0, "The geometric mean of recall and specificity",
        "M. Kubat, S. Matwin, Addressing the curse of imbalanced training sets, ICML 1997"
      ),
      (
        MetricKey.balancedAccuracy, "balanced accuracy", "Balanced accuracy", 0.0,
        "The mean of recall and specificity",
        """
        K. H. Brodersen et al., The balanced accuracy and its posterior distribution, ICPR 2010
        """
      ),
      (
        MetricKey.cohenKappa, "Cohen's kappa", "Kappa", -1.0,
        "The agreement of alarm and label beyond chance, over the greatest possible",
        """
        J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological \
        Measurement 20 (1960)
        """
      ),
    ].flatMap { key, title, heading, lowest, what, reference in
      [
        MetricDescription(
          key: key, title: title, heading: heading, direction: .higherIsBetter, range: lowest...1,
          needs: [.scores, .threshold],
          definition: """
            \(what), on test, at the threshold that is best on validation among all distinct scores.
            """,
          pitfall: pitfall(of: key), reference: reference, decimals: 3),
        MetricDescription(
          key: MetricKey.testOptimal(key), title: "\(title) at the test-optimal threshold",
          heading: "\(heading) (test)", direction: .higherIsBetter, range: lowest...1,
          needs: [.scores, .threshold],
          definition: "\(what), the highest on test over all distinct scores as thresholds.",
          pitfall: """
            Optimistic: the threshold is chosen with the test labels, which nobody has in use.
            """,
          reference: reference, decimals: 3),
      ]
    } + [accuracy]

  private static let accuracy = MetricDescription(
    key: MetricKey.accuracy, title: "accuracy", heading: "Accuracy", direction: .higherIsBetter,
    range: 0...1, needs: [.scores, .threshold],
    definition: """
      The share of rows on test that are decided rightly, at the F1 threshold chosen on validation.
      """,
    pitfall: "At 0.1 % prevalence a model that never raises an alarm has 99.9 %.",
    reference: "T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27 (2006)",
    decimals: 5)

  private static func pitfall(of key: String) -> String {
    switch key {
    case MetricKey.gMean, MetricKey.balancedAccuracy:
      "It rewards many false alarms: a false-positive rate of 5 % costs it next to nothing."
    case MetricKey.cohenKappa:
      "Of rare classes it is close to F1; its chance level depends on how many alarms are raised."
    default:
      "With few positives on validation the threshold itself is uncertain."
    }
  }
}
