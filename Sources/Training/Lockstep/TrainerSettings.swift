internal import CounterRandom

/// How the learning rate changes in the course of training.
public enum LearningRateSchedule: String, Codable, CaseIterable, Sendable {
  /// Not at all.
  case constant
  /// Along half a cosine, from the rate to nothing at the last planned step (Loshchilov & Hutter
  /// 2017, without restarts).
  case cosine

  /// What the learning rate is multiplied by when a share of the planned steps is done.
  func factor(at progress: Double) -> Float {
    switch self {
    case .constant: 1
    case .cosine: Float(0.5 * (1 + PortableMath.cos(.pi * progress)))
    }
  }
}

/// The constant that a network gives to all rows before it is trained.
public enum StartingLevel: String, Codable, CaseIterable, Sendable {
  /// The loss's optimal constant for the training part, or the prevalence where it has none.
  case optimal
  /// Logit 0, probability one half: what a network starts at whose last bias is zero.
  case zero
}

/// How the rows of a batch are chosen.
public enum BatchSampling: Codable, Equatable, Sendable {
  /// As they come in a random order of all, or as a loss asks for.
  case uniform
  /// With an even share of the positives in every batch, and at least so many.
  case stratified(minimumPositives: Int)
  /// Half of every batch positives, half negatives. The posterior that is learned is that of a
  /// prevalence of one half.
  case classBalanced
}

/// How every learner of a model is trained; the same for all losses.
public struct TrainerSettings: Codable, Equatable, Sendable {
  /// How gradients move the parameters.
  public var optimizer: Optimizer
  /// Rows a step.
  public var batchSize: Int
  /// Passes over the training part at most.
  public var maximumEpochs: Int
  /// Epochs without a better validation value after which a learner stops.
  public var patience: Int
  /// Epochs from one look at validation to the next; the last epoch is always looked at.
  public var evaluationInterval: Int
  /// L2 penalty: adds `l2 / 2 · ‖w‖²` to the mean loss, biases excluded.
  public var l2: Float
  /// Whether each epoch visits the rows in a new random order.
  public var shuffles: Bool
  /// Decoupled weight decay (Loshchilov & Hutter 2019): each step takes this share of the learning
  /// rate off the weights, biases excluded.
  public var weightDecay: Float
  /// The share of hidden units that is dropped in each step.
  public var dropout: Float
  /// How the learning rate changes.
  public var schedule: LearningRateSchedule
  /// How batches are drawn.
  public var sampling: BatchSampling
  /// Where learners start.
  public var start: StartingLevel

  /// Settings of a training run.
  public init(
    optimizer: Optimizer = .adam(), batchSize: Int = 1024, maximumEpochs: Int = 10,
    patience: Int = 3, evaluationInterval: Int = 1, l2: Float = 0, shuffles: Bool = true,
    weightDecay: Float = 0, dropout: Float = 0, schedule: LearningRateSchedule = .constant,
    sampling: BatchSampling = .uniform, start: StartingLevel = .optimal
  ) {
    self.optimizer = optimizer
    self.batchSize = batchSize
    self.maximumEpochs = maximumEpochs
    self.patience = patience
    self.evaluationInterval = evaluationInterval
    self.l2 = l2
    self.shuffles = shuffles
    self.weightDecay = weightDecay
    self.dropout = dropout
    self.schedule = schedule
    self.sampling = sampling
    self.start = start
  }

  /// Whether validation is looked at after an epoch.
  func evaluates(after epoch: Int) -> Bool {
    epoch % evaluationInterval == 0 || epoch == maximumEpochs
  }

  /// Checks the ranges.
  ///
  /// - Throws: ``TrainingError/badSetting(name:value:valid:)``.
  public func validate() throws(TrainingError) {
    func check(_ holds: Bool, _ name: String, _ value: String, _ valid: String)
      throws(TrainingError)
    {
      guard holds else { throw .badSetting(name: name, value: value, valid: valid) }
    }
    try check(batchSize >= 1, "batch-size", "\(batchSize)", "a whole number of at least 1")
    try check(maximumEpochs >= 1, "epochs", "\(maximumEpochs)", "a whole number of at least 1")
    try check(patience >= 1, "patience", "\(patience)", "a whole number of at least 1")
    try check(
      evaluationInterval >= 1, "evaluation-interval", "\(evaluationInterval)",
      "a whole number of at least 1")
    try check(l2 >= 0 && l2.isFinite, "l2", "\(l2)", "a finite number of at least 0")
    try check(
      weightDecay >= 0 && weightDecay.isFinite, "weight-decay", "\(weightDecay)",
      "a finite number of at least 0")
    try check((0..<1).contains(dropout), "dropout", "\(dropout)", "in [0, 1)")
    if case .stratified(let positives) = sampling {
      try check(
        (1...batchSize).contains(positives), "minimum-positives", "\(positives)",
        "between 1 and the batch size, \(batchSize)")
    }
    if sampling == .classBalanced {
      try check(batchSize >= 2, "batch-size", "\(batchSize)", "at least 2 with balanced classes")
    }
    switch optimizer {
    case .adam(let beta1, let beta2, let epsilon):
      try check((0..<1).contains(beta1), "beta1", "\(beta1)", "in [0, 1)")
      try check((0..<1).contains(beta2), "beta2", "\(beta2)", "in [0, 1)")
      try check(epsilon > 0 && epsilon.isFinite, "epsilon", "\(epsilon)", "above 0")
    case .sgd(let momentum):
      try check((0..<1).contains(momentum), "momentum", "\(momentum)", "in [0, 1)")
    }
  }
}
