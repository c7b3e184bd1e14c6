public import Datasets
public import Losses

/// One part of a data set, encoded, standardised and ready for the training loop.
public struct TrainingData: Sendable {
  /// Where the inputs of a model come from.
  enum Inputs: Sendable {
    /// All in memory, row-major, `rowCount` × `featureCount`.
    case stored([Float])
    /// Drawn and prepared whenever they are needed.
    case drawn(DrawnRows, InputPreparation)
  }

  /// Where the inputs of a model come from.
  let inputs: Inputs
  /// Labels, 0 or 1.
  let labels: [UInt8]
  /// What each row is worth; empty where that is unknown, and for rows of which only labels are in
  /// memory.
  public let amounts: [Float]
  /// Number of inputs of a model.
  public let featureCount: Int
  /// The features, where the inputs are these as they are; `nil` where they are prepared.
  let unchanged: [FeatureColumn]?
  /// Number of rows with label 1.
  public let positiveCount: Int
  /// Number of rows.
  public var rowCount: Int { labels.count }
  /// The sum of the amounts of positive and of negative rows; `nil` where they are unknown.
  private let amountSums: (positive: Double, negative: Double)?

  /// A part of a data set, its features moved and scaled by what was fitted on the training part.
  public init(_ dataset: Dataset, standardizer: Standardizer) {
    self.init(
      .stored(standardizer.transform(dataset)), of: dataset, width: dataset.featureCount,
      unchanged: nil, amountSums: Self.amountSums(of: dataset))
  }

  /// A part of a data set, prepared by what was fitted on the training part.
  public init(_ rows: RowSource, preparation: InputPreparation) {
    switch rows {
    case .stored(let dataset):
      self.init(
        .stored(preparation.inputs(of: dataset)), of: dataset, width: preparation.inputCount,
        unchanged: preparation.unchanged, amountSums: Self.amountSums(of: dataset))
    case .drawn(let drawn):
      self.init(
        .drawn(drawn, preparation), of: drawn.facts, width: preparation.inputCount,
        unchanged: preparation.unchanged, amountSums: drawn.amountSums)
    }
  }

  private init(
    _ inputs: Inputs, of facts: Dataset, width: Int, unchanged: [FeatureColumn]?,
    amountSums: (positive: Double, negative: Double)?
  ) {
    self.inputs = inputs
    labels = facts.labels
    amounts = facts.amounts ?? []
    featureCount = width
    self.unchanged = unchanged
    positiveCount = facts.positiveCount
    self.amountSums = amountSums
  }

  private static func amountSums(
    of dataset: Dataset
  ) -> (positive: Double, negative: Double)? {
    guard let amounts = dataset.amounts else { return nil }
    var sums = (positive: 0.0, negative: 0.0)
    for (amount, label) in zip(amounts, dataset.labels) {
      if label == 1 {
        sums.positive += Double(amount)
      } else {
        sums.negative += Double(amount)
      }
    }
    return sums
  }

  /// Whether it is known what rows are worth.
  var hasAmounts: Bool { amountSums != nil }

  /// What a loss may know of the rows when they are trained on.
  public var context: LossContext {
    let negativeCount = rowCount - positiveCount
    let positiveAmount = amountSums.map { $0.positive / Double(positiveCount) }
    let negativeAmount = amountSums.map { $0.negative / Double(negativeCount) }
    return LossContext(
      positives: Double(positiveCount), negatives: Double(negativeCount),
      positiveAmount: positiveCount > 0 ? positiveAmount ?? 1 : 1,
      negativeAmount: negativeCount > 0 ? negativeAmount ?? 1 : 1)
  }
}
