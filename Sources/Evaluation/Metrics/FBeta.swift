extension WeightedConfusion {
  /// F1, the harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
  ///
  /// 0 when positives exist and none is found; `nil` without positives.
  ///
  /// Source: C. J. van Rijsbergen, *Information Retrieval*, 2nd edition, 1979.
  public var f1: Double? {
    guard positives > 0 else { return nil }
    return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives)
  }

  /// F-beta: (1 + β²) TP / ((1 + β²) TP + β² FN + FP).
  ///
  /// Source: C. J. van Rijsbergen, *Information Retrieval*, 2nd edition, 1979.
  ///
  /// - Parameter beta: how many times as much recall counts as precision, above 0.
  /// - Returns: 0…1, 0 when positives exist and none is found; `nil` without positives.
  public func f(beta: Double) -> Double? {
    guard positives > 0 else { return nil }
    let square = beta * beta
    let found = (1 + square) * truePositives
    return ratio(found, found + square * falseNegatives + falsePositives)
  }
}
