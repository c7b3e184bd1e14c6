extension ScoreRanking {
  /// How many times as many positives the `k` rows with the highest scores hold as `k` random rows
  /// do: precision at k over the prevalence.
  ///
  /// 1 for a random ranking, at most 1 / prevalence; `nil` when `k` is not in 1…rows, or without
  /// positives.
  public func lift(atTop k: Int) -> Double? {
    guard positiveWeight > 0, let precision = precision(atTop: k) else { return nil }
    return precision / (positiveWeight / totalWeight)
  }
}
