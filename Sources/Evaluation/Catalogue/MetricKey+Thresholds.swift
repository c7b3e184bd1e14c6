extension MetricKey {
  /// F2 on test at the threshold chosen on validation.
  public static let f2 = "f2"
  /// F0.5 on test at the threshold chosen on validation.
  public static let fHalf = "f0.5"
  /// Geometric mean of recall and specificity on test at the threshold chosen on validation.
  public static let gMean = "g-mean"
  /// Mean of recall and specificity on test at the threshold chosen on validation.
  public static let balancedAccuracy = "balanced-accuracy"
  /// Cohen's kappa on test at the threshold chosen on validation.
  public static let cohenKappa = "cohen-kappa"
  /// Accuracy on test at the F1 threshold chosen on validation.
  public static let accuracy = "accuracy"

  /// The same metric at the threshold that is best on test: `f2-test-optimal`.
  public static func testOptimal(_ key: String) -> String { "\(key)-test-optimal" }

  /// Recall on test at the threshold that keeps to a cap on validation:
  /// `recall-at-chosen-fpr-0.01`.
  public static func recall(atChosenFalsePositiveRate cap: Double) -> String {
    "recall-at-chosen-fpr-\(cap)"
  }

  /// The false-positive rate on test at the threshold that keeps to a cap on validation:
  /// `realised-fpr-0.01`.
  public static func realizedFalsePositiveRate(atCap cap: Double) -> String {
    "realised-fpr-\(cap)"
  }
}
