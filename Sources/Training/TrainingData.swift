public import Datasets
public import Losses

/// One part of a data set, standardised and ready for the training loop.
public struct TrainingData: Sendable {
  /// Standardised features, row-major, `rowCount` × `featureCount`.
  let features: [Float]
  /// Labels as 0 or 1.
  let labels: [Float]
  /// What each row is worth; empty where that is unknown.
  public let amounts: [Float]
  /// Number of features.
  public let featureCount: Int
  /// Number of rows with label 1.
  public let positiveCount: Int
  /// Number of rows.
  public var rowCount: Int { labels.count }

  /// A part of a data set, its features moved and scaled by what was fitted on the training part.
  public init(_ dataset: Dataset, standardizer: Standardizer) {
    features = standardizer.transform(dataset)
    labels = dataset.labels.map { Float($0) }
    amounts = dataset.amounts ?? []
    featureCount = dataset.featureCount
    positiveCount = dataset.positiveCount
  }

  /// What a loss may know of the rows when they are trained on.
  public var context: LossContext {
    var sums = (positive: 0.0, negative: 0.0)
    for (row, amount) in amounts.enumerated() {
      if labels[row] > 0.5 {
        sums.positive += Double(amount)
      } else {
        sums.negative += Double(amount)
      }
    }
    let negativeCount = rowCount - positiveCount
    let isKnown = !amounts.isEmpty
    return LossContext(
      positives: Double(positiveCount), negatives: Double(negativeCount),
      positiveAmount: isKnown && positiveCount > 0 ? sums.positive / Double(positiveCount) : 1,
      negativeAmount: isKnown && negativeCount > 0 ? sums.negative / Double(negativeCount) : 1)
  }
}
