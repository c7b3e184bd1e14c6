internal import CounterRandom
internal import Losses

/// Trains all learners of a replicate on the same batches, from the same initial weights.
///
/// The batch is read once for all learners. Each learner's arithmetic is its own, so its result
/// does not depend on which others share the batches; it is a pure function of the data, the
/// settings, the seed and its configuration.
public struct LockstepTrainer: Sendable {
  /// The shape of the model.
  public let architecture: Architecture
  /// How every learner is trained.
  public let settings: TrainerSettings
  /// Decides the initial weights and the order of the batches.
  public let seed: UInt64

  /// Rows that are scored at once outside training.
  static let scoringBatch = 2048

  /// A trainer for one architecture.
  ///
  /// - Throws: ``TrainingError/badSetting(name:value:valid:)``.
  public init(
    architecture: Architecture, settings: TrainerSettings, seed: UInt64
  ) throws(TrainingError) {
    try settings.validate()
    for width in architecture.hidden where width < 1 {
      throw .badSetting(name: "hidden", value: "\(width)", valid: "widths of at least 1")
    }
    self.architecture = architecture
    self.settings = settings
    self.seed = seed
  }

  /// Trains one learner for each configuration.
  ///
  /// - Parameters:
  ///   - configurations: the losses and learning rates.
  ///   - training: the part that gradients come from.
  ///   - validation: the part that early stopping looks at.
  ///   - score: judges the validation logits, one a row; higher is better. Called with finite
  ///     logits only. `nil` counts as worse than any number.
  ///   - epochFinished: told after each epoch, with the share of all learner-epochs that are done
  ///     or no longer needed.
  /// - Returns: one outcome a configuration, in their order.
  /// - Throws: ``TrainingError`` when the data cannot be trained on.
  public func train(
    _ configurations: [LearnerConfiguration], on training: TrainingData,
    validation: TrainingData, score: ([Float]) -> Double?,
    epochFinished: (_ share: Double) -> Void = { _ in }
  ) throws(TrainingError) -> [LearnerOutcome] {
    try check(training, validation)
    BLAS.useOneThread()
    let inputs = training.featureCount
    let network = Network(
      architecture: architecture, inputs: inputs,
      batchCapacity: min(settings.batchSize, training.rowCount))
    let scorer = ValidationScorer(
      network: Network(
        architecture: architecture, inputs: inputs,
        batchCapacity: min(Self.scoringBatch, validation.rowCount)),
      data: validation)
    let context = LossContext(
      positives: Double(training.positiveCount),
      negatives: Double(training.rowCount - training.positiveCount))
    let start = initialParameters(layout: network.layout)
    let learners = configurations.map { configuration in
      Learner(
        configuration, layout: network.layout, start: start, context: context,
        optimizer: settings.optimizer)
    }
    for learner in learners { learner.assess(epoch: 0, step: 0, scorer: scorer, score: score) }

    var sampler = BatchSampler(data: training, settings: settings, seed: seed)
    let step = TrainingStep(network: network, settings: settings)
    var steps = 0
    for epoch in 1...settings.maximumEpochs {
      let active = learners.filter(\.isActive)
      guard !active.isEmpty else { break }
      sampler.begin(epoch: epoch)
      while sampler.nextBatch() {
        steps += 1
        for learner in active where learner.isActive {
          step.take(learner, batch: sampler, context: context, epoch: epoch, step: steps)
        }
      }
      for learner in active where learner.isActive {
        learner.assess(epoch: epoch, step: steps, scorer: scorer, score: score)
        learner.stopIfStale(epoch: epoch, patience: settings.patience)
      }
      let done = learners.reduce(0) { $0 + ($1.isActive ? epoch : settings.maximumEpochs) }
      epochFinished(Double(done) / Double(learners.count * settings.maximumEpochs))
    }
    return learners.map { $0.outcome(architecture: architecture, inputs: inputs) }
  }

  private func check(_ training: TrainingData, _ validation: TrainingData) throws(TrainingError) {
    guard validation.featureCount == training.featureCount else {
      throw .differentColumns(training: training.featureCount, other: validation.featureCount)
    }
    for (name, part) in [("training", training), ("validation", validation)] {
      let negatives = part.rowCount - part.positiveCount
      guard part.positiveCount > 0, negatives > 0 else {
        throw .oneClassOnly(part: name, positives: part.positiveCount, negatives: negatives)
      }
    }
  }

  /// He-normal hidden weights (He et al. 2015), zero biases, zero output weights: every learner
  /// starts as a constant, its loss's optimal one.
  private func initialParameters(layout: NetworkLayout) -> [Float] {
    var parameters = [Float](repeating: 0, count: layout.parameterCount)
    for (index, layer) in layout.hidden.enumerated() {
      var generator = CounterGenerator(
        seed: seed, stream: RandomStream.initialWeights + UInt64(index))
      let deviation = (2 / Double(layer.inputs)).squareRoot()
      for weight in layer.weights..<layer.biases {
        parameters[weight] = Float(generator.normal() * deviation)
      }
    }
    return parameters
  }
}

/// The streams that training draws from one seed.
enum RandomStream {
  static let initialWeights: UInt64 = 1 << 32
  static let batchOrder: UInt64 = 2 << 32
}
