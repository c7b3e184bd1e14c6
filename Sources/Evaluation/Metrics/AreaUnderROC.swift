extension RankedScores {
  /// Area under the ROC curve: the chance that a positive scores above a negative, ties counting
  /// one half (mid-ranks).
  ///
  /// Computed in integers and divided once. Range 0…1; `nil` without positives or without
  /// negatives.
  ///
  /// Source: J. A. Hanley, B. J. McNeil, *The meaning and use of the area under a ROC curve*,
  /// Radiology 143 (1982).
  public var areaUnderROC: Double? {
    guard positiveCount > 0, negativeCount > 0 else { return nil }
    var halfWins = 0
    for group in groups {
      let below = negativeCount - group.falsePositives
      halfWins += group.positives * (2 * below + group.negatives)
    }
    return Double(halfWins) / (2 * Double(positiveCount) * Double(negativeCount))
  }
}
