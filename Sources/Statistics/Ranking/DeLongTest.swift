/// DeLong's test of two areas under ROC curves on the same rows.
///
/// z is the difference of the areas over its standard error, which knows that both models scored
/// the same rows. It asks about these two trained models; whether one loss beats another is a
/// question to replicates. Source: DeLong, DeLong and Clarke-Pearson 1988.
public struct DeLongTest: Equatable, Sendable {
  /// The first model's area.
  public let first: AUROCEstimate
  /// The second model's area.
  public let second: AUROCEstimate
  /// First area minus second.
  public let difference: Double
  /// The standard error of the difference.
  public let standardError: Double
  /// Difference over standard error; absent when the rows' placements do not differ.
  public let z: Double?
  /// The two-sided p value; 1 when the rows' placements do not differ.
  public let p: Double
  /// The interval of the difference.
  public let interval: ConfidenceInterval

  /// Tests whether two models rank the same rows equally well.
  ///
  /// - Parameters:
  ///   - first: the first model's placements; at least two rows of each class.
  ///   - second: the second model's placements, of the same rows in the same order.
  ///   - level: confidence level, 0 < level < 1.
  /// - Throws: ``StatisticsError``: rows that do not match, too few of a class.
  public init(
    _ first: ROCPlacements, _ second: ROCPlacements, level: Double = 0.95
  ) throws(StatisticsError) {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    for (one, other, what) in [
      (first.positives.count, second.positives.count, "DeLong test, of positives,"),
      (first.negatives.count, second.negatives.count, "DeLong test, of negatives,"),
    ] {
      guard one == other else { throw .unequalCounts(first: one, second: other) }
      guard one > 1 else { throw .tooFew(statistic: what, count: one, needed: 2) }
    }
    self.first = AUROCEstimate(first)
    self.second = AUROCEstimate(second)
    // The variance of the differences, row by row: nothing is lost where the models agree.
    let positives = zip(first.positives, second.positives).map { $0 - $1 }
    let negatives = zip(first.negatives, second.negatives).map { $0 - $1 }
    difference = GSL.mean(positives)
    standardError =
      (AUROCEstimate.varianceOfMean(positives) + AUROCEstimate.varianceOfMean(negatives))
      .squareRoot()
    let half = try GSL.normalQuantile((1 + level) / 2) * standardError
    interval = ConfidenceInterval(
      lower: difference - half, upper: difference + half, level: level)
    guard standardError > 4 * .ulpOfOne else {
      z = nil
      p = 1
      return
    }
    let ratio = difference / standardError
    z = ratio
    p = min(1, try 2 * GSL.normalUpperTail(ratio.magnitude))
  }
}
