extension ScoreRanking {
  /// Average precision: the mean, over positives, of the precision at the positive's own score.
  ///
  /// Σ (Rₙ − Rₙ₋₁) Pₙ over distinct scores, tied rows entering together and nothing interpolated.
  /// Constant scores give the prevalence. Range (0, 1]; `nil` without positives, where
  /// scikit-learn gives 0.
  ///
  /// Source: K. Boyd, K. Eng, C. D. Page, *Area under the precision–recall curve*, ECML PKDD 2013.
  public var averagePrecision: Double? {
    guard positiveWeight > 0 else { return nil }
    var sum = CompensatedSum()
    for index in 0..<groupCount {
      let group = group(at: index)
      let flagged = group.truePositives + group.falsePositives
      sum.add(group.positives * (group.truePositives / flagged))
    }
    return sum.value / positiveWeight
  }
}
