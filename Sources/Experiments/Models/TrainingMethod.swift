internal import Datasets
internal import Losses
internal import Training

/// What the runner and the report need to know of a way to train a model.
///
/// Its encoding holds all that has an influence on results, since keys of trials are made from it.
protocol TrainingMethod: Encodable, Sendable {
  /// The model's name for people: "MLP (hidden layers 64, 32)".
  var title: String { get }
  /// How it is trained, in one sentence without its full stop.
  var sentence: String { get }
  /// What it computes with, such as `OpenBLAS Haswell`; empty where that is not there.
  var arithmetic: String { get }

  /// What it takes as inputs.
  var inputs: ModelInputs { get }

  /// What trains it.
  ///
  /// - Parameter seed: Decides all that is drawn at random.
  /// - Returns: The trainer.
  /// - Throws: `TrainingError`, in a full sentence.
  func trainer(seed: UInt64) throws -> any ModelTrainer

  /// What losses meet in batches, for a training part.
  func met(_ training: LossContext) -> LossContext

  /// What one configuration costs for each row of the training part, in multiply–adds, roughly.
  func costPerRow(features: Int) -> Double

  /// Memory that training takes, in bytes, roughly.
  func memory(of load: TrainingLoad) -> Double
}

extension TrainingMethod {
  /// The training part as it is.
  func met(_ training: LossContext) -> LossContext { training }
}

/// How much is trained at once on how much.
struct TrainingLoad {
  /// Rows of the training part.
  let trainingRows: Double
  /// Rows of the validation and test parts, and those drawn by class.
  let otherRows: Double
  /// Rows of all of these whose features are in memory.
  let storedRows: Double
  /// Features of a row.
  let features: Int
  /// Inputs of a model that encodes levels.
  let inputs: Int
  /// Configurations of all losses.
  let learners: Int
}
