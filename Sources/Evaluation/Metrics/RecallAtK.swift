extension ScoreRanking {
  /// The share of all positives that are among the `k` rows with the highest scores, in the mean
  /// over all ways to break ties.
  ///
  /// Range 0…1, at most k / positives; `nil` when `k` is not in 1…rows, or without positives.
  public func recall(atTop k: Int) -> Double? {
    guard positiveWeight > 0 else { return nil }
    return positives(amongTop: Double(k)).map { $0 / positiveWeight }
  }
}
