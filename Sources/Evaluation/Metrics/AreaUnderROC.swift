extension ScoreRanking {
  /// Area under the ROC curve: the chance that a positive scores above a negative, ties counting
  /// one half (mid-ranks).
  ///
  /// Without weights the sum is of whole numbers, exact, and divided once. Range 0…1; `nil` without
  /// positives or without negatives.
  ///
  /// Source: J. A. Hanley, B. J. McNeil, *The meaning and use of the area under a ROC curve*,
  /// Radiology 143 (1982).
  public var areaUnderROC: Double? {
    guard isMixed else { return nil }
    var halfWins = CompensatedSum()
    for index in 0..<groupCount {
      let group = group(at: index)
      let below = negativeWeight - group.falsePositives
      halfWins.add(group.positives * (2 * below + group.negatives))
    }
    return halfWins.value / (2 * positiveWeight * negativeWeight)
  }
}
