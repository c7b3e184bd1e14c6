public import Datasets

/// One part of a data set, standardised and ready for the training loop.
public struct TrainingData: Sendable {
  /// Standardised features, row-major, `rowCount` × `featureCount`.
  let features: [Float]
  /// Labels as 0 or 1.
  let labels: [Float]
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
    featureCount = dataset.featureCount
    positiveCount = dataset.positiveCount
  }
}
