extension ScoreRanking {
  /// The greatest distance of recall above false-positive rate over all thresholds: the one-sided
  /// Kolmogorov–Smirnov statistic of the two classes' scores, and Youden's index at its best.
  ///
  /// Flagging no row gives 0. Range 0…1; `nil` without positives or without negatives.
  ///
  /// Source: W. J. Youden, *Index for rating diagnostic tests*, Cancer 3 (1950).
  public var kolmogorovSmirnov: Double? {
    guard isMixed else { return nil }
    var greatest = 0.0
    for index in 0..<groupCount {
      let group = group(at: index)
      greatest = max(
        greatest, group.truePositives / positiveWeight - group.falsePositives / negativeWeight)
    }
    return greatest
  }

  /// The greatest distance of recall and false-positive rate in either direction: the two-sided
  /// statistic, which is high for a ranking upside down as well.
  ///
  /// Range 0…1; `nil` without positives or without negatives.
  public var twoSidedKolmogorovSmirnov: Double? {
    guard var greatest = kolmogorovSmirnov else { return nil }
    for index in 0..<groupCount {
      let group = group(at: index)
      greatest = max(
        greatest, group.negativesAbove / negativeWeight - group.positivesAbove / positiveWeight)
    }
    return greatest
  }
}
