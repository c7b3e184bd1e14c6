internal import Datasets
internal import Losses
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
    return """
      \(optimizer), batches of \(training.batchSize) rows, at most \(training.maximumEpochs) \
      epochs, stopped after \(training.patience) without a better validation value, best epoch \
      kept\(options)
      """
  }

  /// What is not as it usually is.
  private var options: String {
    var options = ""
    if training.evaluationInterval > 1 {
      options += ", validation looked at every \(training.evaluationInterval) epochs"
    }
    if training.l2 > 0 { options += ", L2 penalty \(training.l2)" }
    if training.weightDecay > 0 { options += ", weight decay \(training.weightDecay)" }
    if training.dropout > 0 { options += ", dropout \(training.dropout)" }
    if training.schedule == .cosine { options += ", learning rate falling along a cosine" }
    if training.start == .zero { options += ", started at probability one half" }
    switch training.sampling {
    case .uniform: break
    case .stratified(let positives):
      options += ", at least \(positives) positives a batch"
    case .classBalanced: options += ", batches half positives and half negatives"
    }
    return options
  }

  func met(_ training: LossContext) -> LossContext {
    self.training.sampling.context(of: training)
  }

  var arithmetic: String { Arithmetic.description }

  var inputs: ModelInputs { .standardized }

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
