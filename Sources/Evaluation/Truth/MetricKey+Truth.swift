extension MetricKey {
  /// Average precision on rows drawn by class.
  public static let caseControlAveragePrecision = "case-control-average-precision"
  /// Area under the ROC curve on rows drawn by class.
  public static let caseControlAreaUnderROC = "case-control-auroc"
  /// The oracle's average precision on the same rows drawn by class minus the model's.
  public static let caseControlAveragePrecisionRegret = "case-control-average-precision-regret"
  /// The oracle's area under the ROC curve on the same rows drawn by class minus the model's.
  public static let caseControlAreaUnderROCRegret = "case-control-auroc-regret"
  /// Average precision of the up-to-date oracle minus that of the stale one, on rows drawn by class.
  public static let stalenessAveragePrecisionRegret = "staleness-average-precision-regret"
  /// Average precision of the stale oracle minus the model's, on rows drawn by class.
  public static let averagePrecisionRegretBeyondStaleness =
    "average-precision-regret-beyond-staleness"
  /// Mean divergence of the stale oracle from the posterior.
  public static let stalenessLogLossRegret = "staleness-log-loss-regret"
  /// The observed-to-expected ratio of a perfect learner's output under the loss.
  public static let idealObservedExpectedRatio = "ideal-observed-expected-ratio"
  /// Mean cost a row of the best decisions, in the population.
  public static let expectedCost = "expected-cost"

  /// The cap on the false-positive rate at which recall per typology on rows drawn by class is
  /// published.
  public static let caseControlTypologyCap = 0.001

  /// Recall under a cap on rows drawn by class: `case-control-recall-at-fpr-0.01`.
  public static func caseControlRecall(atFalsePositiveRate cap: Double) -> String {
    "case-control-recall-at-fpr-\(cap)"
  }

  /// Recall of one kind of fraud under the cap of 0.1 %:
  /// `case-control-recall-at-fpr-0.001/mule-account`.
  public static func caseControlRecall(ofTypology name: String) -> String {
    "\(caseControlRecall(atFalsePositiveRate: caseControlTypologyCap))/\(name)"
  }

  /// Mean distance of the probability from the mean posterior at that probability:
  /// `true-calibration-error/raw`.
  public static func trueCalibrationError(_ variant: Variant) -> String {
    "true-calibration-error/\(variant.rawValue)"
  }

  /// The part of the Brier regret that recalibration would undo: `calibration-loss/raw`.
  public static func calibrationLoss(_ variant: Variant) -> String {
    "calibration-loss/\(variant.rawValue)"
  }

  /// The part of the Brier regret that no recalibration can undo: `grouping-loss/raw`.
  public static func groupingLoss(_ variant: Variant) -> String {
    "grouping-loss/\(variant.rawValue)"
  }

  /// Mean cost a row beyond that of the best decisions: `cost-regret/raw`.
  public static func costRegret(_ variant: Variant) -> String { "cost-regret/\(variant.rawValue)" }

  /// Log-loss regret less that of the stale oracle: `log-loss-regret-beyond-staleness/raw`.
  public static func logLossRegretBeyondStaleness(_ variant: Variant) -> String {
    "log-loss-regret-beyond-staleness/\(variant.rawValue)"
  }
}
