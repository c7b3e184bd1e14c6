/// The keys under which metrics are stored: a contract between the runner and the reporter.
public enum MetricKey {
  /// Average precision.
  public static let averagePrecision = "average-precision"
  /// Area under the ROC curve.
  public static let areaUnderROC = "auroc"
  /// F1 on test at the threshold chosen on validation.
  public static let f1 = "f1"
  /// Matthews correlation on test at the threshold chosen on validation.
  public static let matthewsCorrelation = "mcc"
  /// Precision on test at the F1 threshold chosen on validation.
  public static let precision = "precision"
  /// Recall on test at the F1 threshold chosen on validation.
  public static let recall = "recall"
  /// False-positive rate on test at the F1 threshold chosen on validation.
  public static let falsePositiveRate = "false-positive-rate"
  /// F1 on test at the threshold that is best on test.
  public static let f1TestOptimal = "f1-test-optimal"
  /// Matthews correlation on test at the threshold that is best on test.
  public static let matthewsCorrelationTestOptimal = "mcc-test-optimal"
  /// F1 on test where the raw probability is at least one half.
  public static let f1AtHalf = "f1-at-half"
  /// The oracle's average precision on the same rows minus the model's.
  public static let averagePrecisionRegret = "average-precision-regret"
  /// The oracle's area under the ROC curve on the same rows minus the model's.
  public static let areaUnderROCRegret = "auroc-regret"

  /// Caps on the false-positive rate at which recall is published, ascending.
  public static let falsePositiveRateCaps: [Double] = [0.001, 0.01, 0.05]
  /// Numbers of top-scored rows at which precision is published, ascending.
  public static let topRows = [100, 1_000]
  /// The cap on the false-positive rate at which recall per typology is published.
  public static let typologyFalsePositiveRateCap = 0.01

  /// Which probabilities a metric judges.
  public enum Variant: String, CaseIterable, Sendable {
    /// The sigmoid of the logit.
    case raw
    /// The posterior that the loss's closed form recovers from its output.
    case recovered
    /// The raw probability after Platt's calibration on validation.
    case platt
    /// The raw probability after isotonic calibration on validation.
    case isotonic
    /// The raw probability after correcting the prior on validation.
    case priorCorrected = "prior-corrected"

    /// What a model says by itself, without labels of validation.
    public static let ofModel: [Variant] = [.raw, .recovered]
    /// What calibration after the fact makes of the raw probability.
    public static let recalibrated: [Variant] = [.platt, .isotonic, .priorCorrected]
  }

  /// Recall under a cap on the false-positive rate: `recall-at-fpr-0.01`.
  public static func recall(atFalsePositiveRate cap: Double) -> String { "recall-at-fpr-\(cap)" }

  /// Recall of one kind of fraud under the cap of 1 %: `recall-at-fpr-0.01/mule-account`.
  public static func recall(ofTypology name: String) -> String {
    "\(recall(atFalsePositiveRate: typologyFalsePositiveRateCap))/\(name)"
  }

  /// Precision among the top rows: `precision-at-100`.
  public static func precision(atTop rows: Int) -> String { "precision-at-\(rows)" }

  /// Mean log-loss: `log-loss/raw`.
  public static func logLoss(_ variant: Variant) -> String { "log-loss/\(variant.rawValue)" }

  /// Log-loss against that of the base rate: `log-loss-skill/raw`.
  public static func logLossSkill(_ variant: Variant) -> String {
    "log-loss-skill/\(variant.rawValue)"
  }

  /// Brier score: `brier/raw`.
  public static func brier(_ variant: Variant) -> String { "brier/\(variant.rawValue)" }

  /// Brier score against that of the base rate: `brier-skill/raw`.
  public static func brierSkill(_ variant: Variant) -> String {
    "brier-skill/\(variant.rawValue)"
  }

  /// Expected calibration error in 15 bins of equal mass: `ece/raw`.
  public static func expectedCalibrationError(_ variant: Variant) -> String {
    "ece/\(variant.rawValue)"
  }

  /// Positives over the sum of probabilities: `observed-expected-ratio/raw`.
  public static func observedExpectedRatio(_ variant: Variant) -> String {
    "observed-expected-ratio/\(variant.rawValue)"
  }

  /// Mean divergence from the posterior: `log-loss-regret/raw`.
  public static func logLossRegret(_ variant: Variant) -> String {
    "log-loss-regret/\(variant.rawValue)"
  }

  /// Mean squared distance from the posterior: `brier-regret/raw`.
  public static func brierRegret(_ variant: Variant) -> String {
    "brier-regret/\(variant.rawValue)"
  }
}
