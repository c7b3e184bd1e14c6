public import Losses

/// What distinguishes the learners that are trained together: the loss and what is tuned beside it.
public struct LearnerConfiguration: Sendable {
  /// The loss, with its settings.
  public var loss: any Loss
  /// The step size; 0 for a learner that is trained to convergence.
  public var learningRate: Float
  /// The L2 penalty of a learner that is trained to convergence: adds `l2 / 2 · ‖w‖²` to the mean
  /// loss, the intercept excluded. Elsewhere the penalty is the trainer's.
  public var l2: Double

  /// A loss trained at a learning rate.
  public init(loss: any Loss, learningRate: Float) {
    self.loss = loss
    self.learningRate = learningRate
    l2 = 0
  }

  /// A loss minimised under a penalty.
  public init(loss: any Loss, l2: Double) {
    self.loss = loss
    learningRate = 0
    self.l2 = l2
  }
}

/// What came of one learner.
public enum LearnerOutcome: Sendable {
  /// It finished at least one epoch; its best weights are kept.
  case trained(TrainedLearner)
  /// Its loss, parameters or scores became infinite or NaN before an epoch was finished.
  case diverged(Divergence)
  /// Its loss could not be evaluated; the reason is a full sentence.
  case failed(reason: String)
}

/// A learner that trained to the end, with the weights of its best epoch.
public struct TrainedLearner: Sendable {
  /// The model at its best epoch on validation.
  public let model: any TrainedModel
  /// That epoch; 0 is the start.
  public let bestEpoch: Int
  /// The share of the planned epochs that was finished when the best epoch began: how a loss with
  /// a schedule stood then.
  public let progress: Double
  /// The validation score there.
  public let bestScore: Double
  /// The start and every epoch after it.
  public let curve: [EpochRecord]
  /// Where it diverged after its best epoch, if it did.
  public let divergence: Divergence?
  /// How far it came, if it was trained to convergence; the epochs are then steps of the solver.
  public var convergence: Convergence?
  /// What it gave to the validation rows at its best epoch; `nil` where that was not kept.
  public var validationLogits: [Float]?
}

/// A learner's state after an epoch.
public struct EpochRecord: Equatable, Sendable {
  /// Epochs finished; 0 is the start.
  public let epoch: Int
  /// Mean of the loss over the epoch's rows, as they were met; `nil` at the start.
  public let trainingLoss: Double?
  /// The validation score; higher is better.
  public let score: Double
}

/// Where and how a learner diverged.
public struct Divergence: Equatable, Sendable, CustomStringConvertible {
  /// What was no longer finite.
  public enum Quantity: String, Sendable {
    /// The sum of the loss over a batch.
    case loss = "training loss"
    /// A weight or a bias.
    case parameters = "parameters"
    /// A row's derivative by its logit.
    case derivatives = "derivatives of the loss"
    /// A logit of the validation part.
    case scores = "validation scores"
  }

  /// What was no longer finite.
  public let quantity: Quantity
  /// The epoch, counted from 1; 0 is the start.
  public let epoch: Int
  /// The step within all epochs, counted from 1; 0 is the start.
  public let step: Int
  /// The learning rate.
  public let learningRate: Float

  /// A full sentence for people.
  public var description: String {
    """
    The \(quantity.rawValue) became infinite or NaN in epoch \(epoch), step \(step), \
    at learning rate \(learningRate).
    """
  }
}
