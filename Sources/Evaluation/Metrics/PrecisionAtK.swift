extension RankedScores {
  /// The share of positives among the `k` rows with the highest scores.
  ///
  /// When rows tied at the border do not all fit, this is the mean over all ways to break the tie:
  /// (positives above + (k − rows above) · positives tied / rows tied) / k. Range 0…1, at most
  /// positives / k; `nil` when `k` is not in 1…rows.
  public func precision(atTop k: Int) -> Double? {
    guard k >= 1, k <= rowCount else { return nil }
    var found = Double(positiveCount)
    for group in groups {
      let above = group.positivesAbove + group.negativesAbove
      let through = group.truePositives + group.falsePositives
      if k <= above {
        found = Double(group.positivesAbove)
        break
      }
      if k < through {
        let share = Double((k - above) * group.positives) / Double(through - above)
        found = Double(group.positivesAbove) + share
        break
      }
    }
    return found / Double(k)
  }
}
