extension ScoreRanking {
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
    guard isMixed else { return nil }
    let found = lastGroup(atFalsePositiveRate: cap)?.truePositives ?? 0
    return found / positiveWeight
  }

  /// The height of the ROC curve at a false-positive rate, on straight lines between its points and
  /// at the top of a jump.
  ///
  /// Not among the published metrics: no threshold reaches a point between two others. Others'
  /// programs report it.
  ///
  /// - Parameter rate: a share of negatives, 0…1.
  /// - Returns: 0…1; `nil` without positives or without negatives.
  public func interpolatedRecall(atFalsePositiveRate rate: Double) -> Double? {
    guard isMixed else { return nil }
    let limit = rate * negativeWeight
    var found = 0.0
    for index in 0..<groupCount {
      let group = group(at: index)
      // Horizontal up to the group, then straight to its point.
      if group.negativesAbove > limit { break }
      guard group.falsePositives > limit else {
        found = group.truePositives
        continue
      }
      let share = (limit - group.negativesAbove) / group.negatives
      found = group.positivesAbove + share * group.positives
      break
    }
    return found / positiveWeight
  }

  /// The group with the lowest score that keeps to the cap; rates only rise from group to group.
  private func lastGroup(atFalsePositiveRate cap: Double) -> ScoreGroup? {
    guard negativeWeight > 0 else { return nil }
    var (first, length) = (0, groupCount)
    while length > 0 {
      let half = length >> 1
      let keeps = group(at: first + half).falsePositives / negativeWeight <= cap
      first = keeps ? first + half + 1 : first
      length = keeps ? length - half - 1 : half
    }
    return first > 0 ? group(at: first - 1) : nil
  }
}
