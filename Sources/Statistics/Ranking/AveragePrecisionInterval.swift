/// Intervals of an average precision that need no rows.
public enum AveragePrecisionInterval {
  /// The logit interval: logit AP ± z / √(positives · AP · (1 − AP)).
  ///
  /// It treats average precision as a share of the positives, is cheap, stays in (0, 1) and is of
  /// about the right width; a bootstrap of the rows knows more. Source: Boyd, Eng and Page 2013.
  ///
  /// - Parameters:
  ///   - averagePrecision: a number from 0 to 1.
  ///   - positives: number of positives, at least one.
  ///   - level: confidence level, 0 < level < 1.
  /// - Returns: the interval; `nil` for an average precision of 0 or 1, which has no logit.
  /// - Throws: ``StatisticsError``.
  public static func logit(
    _ averagePrecision: Double, positives: Int, level: Double = 0.95
  ) throws(StatisticsError) -> ConfidenceInterval? {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    guard averagePrecision >= 0, averagePrecision <= 1 else {
      throw .outOfRange(
        setting: "average precision", value: "\(averagePrecision)", valid: "a number from 0 to 1")
    }
    guard positives > 0 else {
      throw .tooFew(statistic: "average precision", count: positives, needed: 1)
    }
    guard averagePrecision > 0, averagePrecision < 1 else { return nil }
    let variance = 1 / (Double(positives) * averagePrecision * (1 - averagePrecision))
    return try LogitScale.interval(
      of: averagePrecision, standardErrorOfLogit: variance.squareRoot(), level: level)
  }
}
