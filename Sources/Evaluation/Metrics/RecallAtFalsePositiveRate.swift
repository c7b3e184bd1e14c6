extension RankedScores {
  /// The lowest score of a positive that may serve as threshold under a cap on the false-positive
  /// rate.
  ///
  /// - Parameter cap: highest share of negatives that may be flagged, 0…1.
  /// - Returns: `nil` when no threshold that flags a positive keeps to the cap, or when the rate
  ///   is undefined because there are no negatives.
  public func threshold(atFalsePositiveRate cap: Double) -> Double? {
    lastGroup(atFalsePositiveRate: cap)?.score
  }

  /// The highest recall over all thresholds whose false-positive rate is at most `cap`.
  ///
  /// The step rule: nothing is interpolated, and flagging no row at all is always allowed.
  ///
  /// - Parameter cap: highest share of negatives that may be flagged, 0…1.
  /// - Returns: 0…1; `nil` without positives or without negatives.
  public func recall(atFalsePositiveRate cap: Double) -> Double? {
    guard positiveCount > 0, negativeCount > 0 else { return nil }
    let found = lastGroup(atFalsePositiveRate: cap)?.truePositives ?? 0
    return Double(found) / Double(positiveCount)
  }

  private func lastGroup(atFalsePositiveRate cap: Double) -> Group? {
    guard negativeCount > 0 else { return nil }
    return groups.last { Double($0.falsePositives) / Double(negativeCount) <= cap }
  }
}
