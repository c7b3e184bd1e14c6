extension MetricKey {
  /// The one-sided Kolmogorov–Smirnov statistic.
  public static let kolmogorovSmirnov = "ks"
  /// Hand's H-measure.
  public static let hMeasure = "h-measure"

  /// Mean recall over the false-positive rates up to a cap: `partial-auroc-0.01`.
  public static func partialAreaUnderROC(to cap: Double) -> String { "partial-auroc-\(cap)" }

  /// McClish's partial area under the ROC curve up to a cap: `partial-auroc-mcclish-0.01`.
  public static func standardizedPartialAreaUnderROC(to cap: Double) -> String {
    "partial-auroc-mcclish-\(cap)"
  }

  /// Recall among the top rows: `recall-at-100`.
  public static func recall(atTop rows: Int) -> String { "recall-at-\(rows)" }

  /// Lift among the top rows: `lift-at-100`.
  public static func lift(atTop rows: Int) -> String { "lift-at-\(rows)" }
}
