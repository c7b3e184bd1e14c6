public import Datasets
public import Losses

/// One part of a data set, encoded, standardised and ready for the training loop.
public struct TrainingData: Sendable {
  /// Where the inputs of a model come from.
  enum Inputs: Sendable {
    /// All in memory, row-major, `rowCount` × `featureCount`.
    case stored([Float])
    /// Read from a file or drawn, and prepared, whenever they are needed.
    case read(RowSource, InputPreparation)
  }

  /// Where the inputs of a model come from.
  let inputs: Inputs
  /// Labels, 0 or 1.
  let labels: [UInt8]
  /// The same, for batches of rows from anywhere.
  let labelBits: LabelBits
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
  /// The sums of what rows are worth; `nil` where that is unknown.
  private let amountSums: AmountSums?
  /// How an epoch's rows are put in order.
  let order: TrainingOrder
  /// Threads that read or draw the rows of batches, the one that trains among them.
  private(set) var jobs: Int

  /// A part of a data set, its features moved and scaled by what was fitted on the training part.
  public init(_ dataset: Dataset, standardizer: Standardizer) {
    self.init(
      .stored(standardizer.transform(dataset)), of: .stored(dataset),
      features: dataset.featureCount, width: dataset.featureCount, unchanged: nil, jobs: 1)
  }

  /// A part of a data set, prepared by what was fitted on the training part.
  ///
  /// - Parameters:
  ///   - rows: The part.
  ///   - preparation: What was fitted.
  ///   - jobs: Threads that read or draw batches while others are trained on, the one that trains
  ///     among them; results are the same for any. Rows in memory take no further thread.
  public init(_ rows: RowSource, preparation: InputPreparation, jobs: Int = 1) {
    let inputs: Inputs =
      if case .stored(let dataset) = rows {
        .stored(preparation.inputs(of: dataset))
      } else {
        .read(rows, preparation)
      }
    self.init(
      inputs, of: rows, features: rows.columns.count, width: preparation.inputCount,
      unchanged: preparation.unchanged, jobs: jobs)
  }

  /// A part of a data set that nobody needs as it is any more: where that is possible, its features
  /// are prepared in their own place.
  ///
  /// - Parameters:
  ///   - rows: The part; afterwards without its features, if these were in memory.
  ///   - preparation: What was fitted.
  public init(taking rows: inout RowSource, preparation: InputPreparation) {
    guard preparation.isInPlace, var features = rows.takeFeatures() else {
      self.init(rows, preparation: preparation)
      _ = rows.takeFeatures()
      return
    }
    preparation.prepare(inPlace: &features)
    let width = preparation.inputCount
    self.init(
      .stored(features), of: rows, features: width, width: width, unchanged: nil, jobs: 1)
  }

  private init(
    _ inputs: Inputs, of rows: RowSource, features: Int, width: Int, unchanged: [FeatureColumn]?,
    jobs: Int
  ) {
    let facts = rows.facts
    self.inputs = inputs
    labels = facts.labels
    labelBits = LabelBits(labels)
    amounts = facts.amounts ?? []
    featureCount = width
    self.unchanged = unchanged
    positiveCount = facts.positiveCount
    amountSums = rows.amountSums
    hasAmounts = amountSums != nil
    order = TrainingOrder(rows: rows.rowCount, features: features)
    self.jobs = max(jobs, 1)
  }

  /// The same rows, read or drawn by so many threads, the one that trains among them.
  ///
  /// - Parameter jobs: Number of threads; results are the same for any.
  /// - Returns: The rows.
  public func read(by jobs: Int) -> TrainingData {
    var data = self
    data.jobs = max(jobs, 1)
    return data
  }

  /// The same rows, whose batches say what rows are worth only if that is asked for.
  func telling(amounts: Bool) -> TrainingData {
    var data = self
    data.hasAmounts = hasAmounts && amounts
    return data
  }

  /// Whether rows of batches are read or drawn by other threads while this one trains.
  var readsAhead: Bool {
    if case .read = inputs { jobs > 1 } else { false }
  }

  /// Whether batches say what rows are worth: where that is known and asked for.
  private(set) var hasAmounts: Bool

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

extension TrainingData {
  /// Refuses parts that nothing can be trained on: with other columns, or without one of the
  /// classes.
  func checkTrainable(with validation: TrainingData) throws(TrainingError) {
    guard validation.featureCount == featureCount else {
      throw .differentColumns(training: featureCount, other: validation.featureCount)
    }
    for (name, part) in [("training", self), ("validation", validation)] {
      let negatives = part.rowCount - part.positiveCount
      guard part.positiveCount > 0, negatives > 0 else {
        throw .oneClassOnly(part: name, positives: part.positiveCount, negatives: negatives)
      }
    }
  }
}
