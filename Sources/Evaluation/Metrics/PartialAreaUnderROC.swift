extension ScoreRanking {
  /// The area under the ROC curve from a false-positive rate of 0 to `cap`, between the curve's
  /// points on straight lines.
  ///
  /// A random ranking has `cap²/2`, a perfect one `cap`. Divided by `cap` it is the mean recall over
  /// those rates.
  ///
  /// - Parameter cap: highest false-positive rate, above 0 and at most 1.
  /// - Returns: 0…`cap`; `nil` without positives or without negatives.
  public func partialAreaUnderROC(to cap: Double) -> Double? {
    precondition(cap > 0 && cap <= 1, "a rate lies between 0 and 1")
    guard isMixed else { return nil }
    let limit = cap * negativeWeight
    var area = CompensatedSum()
    var (falsePositives, truePositives) = (0.0, 0.0)
    /// Adds the area under the line to a point, as far as the limit.
    func advance(to right: Double, _ top: Double) {
      let end = min(right, limit)
      guard end > falsePositives else {
        (falsePositives, truePositives) = (right, top)
        return
      }
      let share = (end - falsePositives) / (right - falsePositives)
      let height = share < 1 ? truePositives + share * (top - truePositives) : top
      area.add((end - falsePositives) * (truePositives + height) / 2)
      (falsePositives, truePositives) = (right, top)
    }
    for index in 0..<groupCount where falsePositives < limit {
      let group = group(at: index)
      advance(to: group.negativesAbove, group.positivesAbove)
      guard falsePositives < limit else { break }
      advance(to: group.falsePositives, group.truePositives)
    }
    if falsePositives < limit { advance(to: negativeWeight, positiveWeight) }
    return area.value / (positiveWeight * negativeWeight)
  }

  /// McClish's partial area: ½ (1 + (A − f²/2) / (f − f²/2)), with A the area to the rate f.
  ///
  /// ½ for a random ranking and 1 for a perfect one at every rate; below ½ for worse than random.
  ///
  /// Source: D. K. McClish, *Analyzing a portion of the ROC curve*, Medical Decision Making 9 (1989).
  ///
  /// - Parameter cap: highest false-positive rate, above 0 and below 1.
  /// - Returns: `nil` without positives or without negatives.
  public func standardizedPartialAreaUnderROC(to cap: Double) -> Double? {
    guard let area = partialAreaUnderROC(to: cap) else { return nil }
    let random = cap * cap / 2
    return 0.5 * (1 + (area - random) / (cap - random))
  }
}
