extension MetricKey {
  /// The Brier score of the constant share of positives.
  public static let uncertainty = "uncertainty"

  /// The part of the Brier score that calibrating would undo: `miscalibration/raw`.
  public static func miscalibration(_ variant: Variant) -> String {
    "miscalibration/\(variant.rawValue)"
  }

  /// What calibrated probabilities gain against the constant share: `discrimination/raw`.
  public static func discrimination(_ variant: Variant) -> String {
    "discrimination/\(variant.rawValue)"
  }

  /// Expected calibration error in 15 bins of equal width: `ece-equal-width/raw`.
  public static func equalWidthCalibrationError(_ variant: Variant) -> String {
    "ece-equal-width/\(variant.rawValue)"
  }

  /// Slope of the label in the logit: `calibration-slope/raw`.
  public static func calibrationSlope(_ variant: Variant) -> String {
    "calibration-slope/\(variant.rawValue)"
  }

  /// Shift that the logit lacks: `calibration-intercept/raw`.
  public static func calibrationIntercept(_ variant: Variant) -> String {
    "calibration-intercept/\(variant.rawValue)"
  }

  /// Mean cost a row of decisions by probability and amount: `cost/raw`.
  public static func cost(_ variant: Variant) -> String { "cost/\(variant.rawValue)" }

  /// Share of the cost of deciding without scores that is saved: `savings/raw`.
  public static func savings(_ variant: Variant) -> String { "savings/\(variant.rawValue)" }
}
