public import Datasets
internal import Foundation
public import Losses
internal import Results
public import Training

/// A trained model as a file: all that it takes to score other rows, and what it was worth.
public struct SavedModel: Codable, Sendable {
  /// The loss that it was trained with.
  public struct LossRecord: Codable, Sendable {
    /// Its name.
    public let name: String
    /// Its settings; those that follow from the training set are absent.
    public let settings: [String: Double]
    /// Its revision.
    public let revision: String
  }

  /// What posteriors are recovered by: the training part as the loss knew it.
  public struct TrainingSet: Codable, Sendable {
    /// Positive rows.
    public let positives: Double
    /// Negative rows.
    public let negatives: Double
    /// The mean amount of positive rows; 1 where amounts are unknown.
    public let positiveAmount: Double
    /// The mean amount of negative rows; 1 where amounts are unknown.
    public let negativeAmount: Double
    /// How far a loss with a schedule stood.
    public let progress: Double
  }

  /// An input of the model and its weight.
  public struct Weight: Codable, Sendable {
    /// The input's name.
    public let input: String
    /// Its weight on the standardised scale.
    public let weight: Float
  }

  /// What kind of file this is.
  public let format: String
  /// The version of the format.
  public let version: Int
  /// The program's version.
  public let lopsided: String
  /// The model's name: `logistic`, `mlp`.
  public let kind: String
  /// The loss.
  public let loss: LossRecord
  /// The training part as the loss knew it.
  public let trainingSet: TrainingSet
  /// Where its rows came from.
  public let dataset: String
  /// How rows become the inputs of the model.
  public let preparation: PreparationRecord
  /// Weights and biases; absent for trees.
  public let network: NetworkModel?
  /// Boosted trees, as XGBoost's own JSON in one text; absent for networks.
  public let trees: String?
  /// The weights by input, for people; logistic regression only.
  public let weights: [Weight]?
  /// The intercept, for people; logistic regression only.
  public let intercept: Float?
  /// How far it came, if it was trained to convergence.
  public let convergence: Convergence?
  /// Its metrics on the test part.
  public let metrics: [String: Double]

  /// The name of the format.
  static let formatName = "lopsided-model"
  /// The version that is written and read.
  static let formatVersion = 1

  init(
    _ learner: TrainedLearner, request: LearnerRequest, dataset: DatasetRecord,
    preparation: PreparationRecord, context: LossContext, scores: TrialScores
  ) throws {
    network = learner.model as? NetworkModel
    trees = try (learner.model as? TreeModel).map { String(decoding: try $0.json(), as: UTF8.self) }
    guard network != nil || trees != nil else {
      throw LearnerFailure(description: "This kind of model cannot be saved.")
    }
    format = Self.formatName
    version = Self.formatVersion
    lopsided = LopsidedVersion.current
    kind = request.kind.rawValue
    loss = LossRecord(
      name: request.loss.profile.name, settings: request.loss.settings,
      revision: "\(request.loss.profile.revision)")
    trainingSet = TrainingSet(
      positives: context.positives, negatives: context.negatives,
      positiveAmount: context.positiveAmount, negativeAmount: context.negativeAmount,
      progress: context.progress)
    self.dataset = dataset.title
    self.preparation = preparation
    let linear = network.flatMap { $0.architecture.hidden.isEmpty ? $0.parameters : nil }
    let names = try InputPreparation(preparation).encoder.inputs.map(\.name)
    weights = linear.map { zip(names, $0).map { Weight(input: $0, weight: $1) } }
    intercept = linear?.last
    convergence = learner.convergence
    metrics = scores.tuned.metrics
  }

  /// Reads a model from a file.
  ///
  /// - Throws: ``SavedModelError``.
  public init(path: String) throws(SavedModelError) {
    let data: Data
    do { data = try Data(contentsOf: URL(filePath: path)) } catch {
      throw .unreadable(path, reason: error.localizedDescription)
    }
    struct Head: Decodable {
      let format: String
      let version: Int
    }
    guard let head = try? JSONDecoder().decode(Head.self, from: data),
      head.format == Self.formatName
    else { throw .otherFormat(path) }
    guard head.version == Self.formatVersion else { throw .otherVersion(path, head.version) }
    do { self = try JSONDecoder().decode(SavedModel.self, from: data) } catch {
      throw .damaged(path)
    }
    guard (network == nil) != (trees == nil), network.map(fits) ?? true else {
      throw .damaged(path)
    }
  }

  /// Whether a network has the parameters that its shape and the preparation ask for.
  private func fits(_ network: NetworkModel) -> Bool {
    let shape = network.architecture
    return shape.hidden.allSatisfy { (1...65536).contains($0) }
      && network.inputs == preparation.means.count
      && network.parameters.count == shape.parameterCount(inputs: network.inputs)
  }

  /// Writes the model to a file, whole or not at all.
  ///
  /// - Throws: `DatasetError` when that cannot be done.
  public func write(to path: String) throws(DatasetError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try encoder.encode(self).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw .fileOperation("write", path: path, reason: error.localizedDescription)
    }
  }
}

extension SavedModel {
  /// The scores of rows.
  public struct Scores: Sendable {
    /// The logit of each row.
    public let logits: [Float]
    /// The posterior that the loss recovers; `nil` where there is no way back, or where the rows'
    /// amounts are unknown and needed.
    public let posteriors: [Double]?
  }

  /// Scores every row of a data set.
  ///
  /// - Parameters:
  ///   - dataset: The rows; features are matched by name.
  ///   - losses: The losses that the model's may be among.
  /// - Returns: The scores, in the order of the rows.
  /// - Throws: `PreparationError` where features are missing or of the other kind, ``LossError``,
  ///   and `TreeError` where XGBoost is missing.
  public func scores(of dataset: Dataset, losses: LossCatalogue) throws -> Scores {
    let data = TrainingData(
      .stored(try preparation.aligned(dataset)), preparation: try InputPreparation(preparation))
    let model: (any TrainedModel)? =
      try network ?? trees.map { try TreeModel(json: Array($0.utf8)) }
    let logits = try model?.logits(for: data) ?? []
    let loss = try losses.make(self.loss.name, settings: self.loss.settings)
    let context = LossContext(
      positives: trainingSet.positives, negatives: trainingSet.negatives,
      positiveAmount: trainingSet.positiveAmount, negativeAmount: trainingSet.negativeAmount,
      progress: trainingSet.progress)
    return Scores(
      logits: logits,
      posteriors: loss.recoverPosteriors(
        fromLogits: logits.span, amounts: data.amounts.span, in: context))
  }
}

/// Why a model file cannot be used.
public enum SavedModelError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no such file, or it cannot be read.
  case unreadable(String, reason: String)
  /// It is no model of this program.
  case otherFormat(String)
  /// It is of a version that is not known here.
  case otherVersion(String, Int)
  /// Something is missing or contradicts the rest.
  case damaged(String)

  /// A full sentence for people.
  public var description: String {
    switch self {
    case .unreadable(let path, let reason): "The model file '\(path)' cannot be read: \(reason)"
    case .otherFormat(let path):
      """
      '\(path)' is no model of this program; it must be a file that "lopsided train --save-model" \
      wrote.
      """
    case .otherVersion(let path, let version):
      """
      The model file '\(path)' is of version \(version), and this program reads version \
      \(SavedModel.formatVersion).
      """
    case .damaged(let path):
      "The model file '\(path)' is damaged: something is missing or does not fit together."
    }
  }
}
