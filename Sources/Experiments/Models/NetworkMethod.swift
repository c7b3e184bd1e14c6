internal import Datasets
public import Training

/// A network and how it is trained.
public struct NetworkMethod: Codable, Equatable, Sendable {
  /// Its shape; without hidden layers it is logistic regression.
  public var architecture: Architecture
  /// How every learner is trained.
  public var training: TrainerSettings

  /// A network trained in a way.
  public init(architecture: Architecture, training: TrainerSettings) {
    self.architecture = architecture
    self.training = training
  }
}

extension NetworkMethod: TrainingMethod {
  var title: String {
    guard !architecture.hidden.isEmpty else { return "logistic regression" }
    let widths = architecture.hidden.map { "\($0)" }.joined(separator: ", ")
    return "MLP (hidden layers \(widths))"
  }

  var sentence: String {
    let optimizer =
      switch training.optimizer {
      case .adam: "Adam"
      case .sgd(let momentum): "SGD with momentum \(momentum)"
      }
    let penalty = training.l2 > 0 ? ", L2 penalty \(training.l2)" : ""
    return """
      \(optimizer), batches of \(training.batchSize) rows, at most \(training.maximumEpochs) \
      epochs, stopped after \(training.patience) without a better validation value, best epoch \
      kept\(penalty)
      """
  }

  var arithmetic: String { Arithmetic.description }

  func preparation(
    fitting training: RowSource, options: EncodingOptions, jobs: Int
  ) throws -> InputPreparation {
    try InputPreparation(fitting: training, options: options, jobs: jobs)
  }

  func trainer(seed: UInt64) throws -> any ModelTrainer {
    try LockstepTrainer(architecture: architecture, settings: training, seed: seed)
  }

  func costPerRow(features: Int) -> Double {
    // About 24 further operations a row go into the batch, the loss and the bookkeeping.
    Double((architecture.parameterCount(inputs: features) + 24) * training.maximumEpochs)
  }

  /// Prepared rows, and for each learner parameters, two moments and the best weights.
  func memory(of load: TrainingLoad) -> Double {
    let inputs = Double(load.inputs)
    let parameters = Double(architecture.parameterCount(inputs: load.inputs))
    let widths = Double(architecture.hidden.reduce(0, +))
    let batch = Double(training.batchSize) * (inputs + 3 * widths)
    return 4 * (load.storedRows * inputs + Double(load.learners) * 4 * parameters + batch)
  }
}
