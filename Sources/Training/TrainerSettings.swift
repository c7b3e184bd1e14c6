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
  /// L2 penalty: adds `l2 / 2 · ‖w‖²` to the mean loss, biases excluded.
  public var l2: Float
  /// Whether each epoch visits the rows in a new random order.
  public var shuffles: Bool

  /// Settings of a training run.
  public init(
    optimizer: Optimizer = .adam(), batchSize: Int = 1024, maximumEpochs: Int = 10,
    patience: Int = 3, l2: Float = 0, shuffles: Bool = true
  ) {
    self.optimizer = optimizer
    self.batchSize = batchSize
    self.maximumEpochs = maximumEpochs
    self.patience = patience
    self.l2 = l2
    self.shuffles = shuffles
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
    try check(l2 >= 0 && l2.isFinite, "l2", "\(l2)", "a finite number of at least 0")
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
