extension WeightedConfusion {
  /// Share of the rows that are decided rightly, 0…1; `nil` without rows.
  public var accuracy: Double? {
    ratio(truePositives + trueNegatives, positives + negatives)
  }
}
