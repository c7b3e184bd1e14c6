extension ScoreRanking {
  /// The positives among the `k` rows with the highest scores.
  ///
  /// When rows tied at the border do not all fit, this is the mean over all ways to break the tie:
  /// positives above + (k − rows above) · positives tied / rows tied.
  ///
  /// Source: F. McSherry, M. Najork, *Computing information retrieval performance measures
  /// efficiently in the presence of tied scores*, ECIR 2008.
  ///
  /// - Parameter k: number of rows, or with weights their total weight, above 0.
  /// - Returns: `nil` when there are not so many rows.
  public func positives(amongTop k: Double) -> Double? {
    guard k > 0, k <= totalWeight else { return nil }
    // The last group with rows above it that do not fill k.
    var (first, length) = (0, groupCount)
    while length > 0 {
      let half = length >> 1
      let group = group(at: first + half)
      let begins = group.positivesAbove + group.negativesAbove < k
      first = begins ? first + half + 1 : first
      length = begins ? length - half - 1 : half
    }
    guard first > 0 else { return 0 }
    let group = group(at: first - 1)
    let above = group.positivesAbove + group.negativesAbove
    let through = group.truePositives + group.falsePositives
    guard k < through else { return group.truePositives }
    return group.positivesAbove + (k - above) * group.positives / (through - above)
  }

  /// The share of positives among the `k` rows with the highest scores, in the mean over all ways to
  /// break ties.
  ///
  /// Range 0…1, at most positives / k; `nil` when `k` is not in 1…rows.
  public func precision(atTop k: Int) -> Double? {
    positives(amongTop: Double(k)).map { $0 / Double(k) }
  }
}
