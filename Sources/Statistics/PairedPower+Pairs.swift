extension PairedPower {
  /// The fewest pairs with which a true mean difference is found with the given power.
  ///
  /// Under ``ReplicateDesign/resampledSplits(testToTrainingRatio:)`` the standard error never falls
  /// below √ρ standard deviations, so that no number of splits of one data set may be enough.
  ///
  /// - Parameters:
  ///   - standardizedDifference: true mean over true standard deviation of the differences (dz);
  ///     more than 10, which a handful of pairs finds, counts as 10.
  ///   - power: the wanted probability of rejecting, significance < power < 1.
  ///   - significance: the two-sided level of the test, 0 < significance < 1.
  ///   - design: how the replicates come about.
  ///   - limit: the most pairs that are tried, at least two.
  /// - Returns: the number of pairs; `nil` where even `limit` pairs are too few.
  /// - Throws: ``StatisticsError``: a setting outside its range.
  public static func pairsNeeded(
    standardizedDifference: Double, power: Double = 0.8, significance: Double = 0.05,
    design: ReplicateDesign = .independentDraws, limit: Int = 100_000
  ) throws(StatisticsError) -> Int? {
    guard power > significance, power < 1 else {
      throw .outOfRange(
        setting: "power", value: "\(power)",
        valid: "a number above the significance level \(significance) and below 1")
    }
    guard limit >= 2 else { throw .tooFew(statistic: "limit of pairs", count: limit, needed: 2) }
    guard standardizedDifference.isFinite else {
      throw .outOfRange(
        setting: "standardized difference", value: "\(standardizedDifference)",
        valid: "a finite number")
    }
    let size = min(standardizedDifference.magnitude, 10)
    func suffices(_ pairs: Int) throws(StatisticsError) -> Bool {
      try self.power(
        standardizedDifference: size, pairs: pairs, significance: significance, design: design)
        >= power
    }
    let start = try normalPairs(size, power: power, significance: significance, design: design)
    guard let start, start <= Double(limit) else { return nil }
    var (few, enough) = (1, max(2, Int(start.rounded(.up))))
    var step = 1
    // The t test needs a few more than the normal law says, and the power rises with the pairs.
    while try !suffices(enough) {
      guard enough < limit else { return nil }
      (few, enough, step) = (enough, min(enough + step, limit), 2 * step)
    }
    while enough - few > 1 {
      let middle = few + (enough - few) / 2
      if try suffices(middle) { enough = middle } else { few = middle }
    }
    return enough
  }

  /// The pairs needed if the standard deviation were known, fewer than without knowing it; nothing
  /// where no number is enough.
  private static func normalPairs(
    _ size: Double, power: Double, significance: Double, design: ReplicateDesign
  ) throws(StatisticsError) -> Double? {
    try StatisticsError.requireOpenUnit(significance, "significance level")
    let reach = try GSL.normalQuantile(1 - significance / 2) + GSL.normalQuantile(power)
    let variance = (size / reach) * (size / reach)
    switch design {
    case .independentDraws: return variance > 0 ? 1 / variance : nil
    case .manyDataSets: return variance > 0 ? Double.pi / 3 / variance : nil
    case .resampledSplits(let ratio):
      try CorrectedResampledTTest.requireRatio(ratio)
      return variance > ratio ? 1 / (variance - ratio) : nil
    }
  }
}
