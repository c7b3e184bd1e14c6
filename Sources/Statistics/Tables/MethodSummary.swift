/// One method's results in a table.
public struct MethodSummary: Equatable, Sendable {
  /// The method's name.
  public let name: String
  /// Mean, spread and quantiles of its values.
  public let summary: Summary
  /// The interval of its mean; wider for resampled splits, and absent across data sets, which have
  /// no common mean.
  public let interval: ConfidenceInterval?
  /// Its mean rank over complete rows, 1 for the best; absent without a complete row.
  public let averageRank: Double?

  /// The summary of a column; `nil` when all its values are missing.
  init?(
    _ table: MethodTable, _ method: Int, design: ReplicateDesign, level: Double,
    averageRank: Double?
  ) throws(StatisticsError) {
    let values = table.column(method).compactMap { $0 }
    guard !values.isEmpty else { return nil }
    name = table.methods[method]
    summary = try Summary(values)
    self.averageRank = averageRank
    switch design {
    case .independentDraws: interval = try summary.meanInterval(level: level)
    case .resampledSplits(let ratio):
      interval =
        values.count > 1
        ? try CorrectedResampledTTest(
          PairedSample(values, values.map { _ in 0 }), testToTrainingRatio: ratio, level: level
        ).interval : nil
    case .manyDataSets: interval = nil
    }
  }
}
