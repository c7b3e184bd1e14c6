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
    try training.checkTrainable(with: validation)
    BLAS.useOneThread()
    let inputs = training.featureCount
    let network = Network(
      architecture: architecture, inputs: inputs,
      batchCapacity: batchCapacity(configurations, of: training))
    let scorer = PartScorer(validation, architecture: architecture)
    let context = training.context
    let start = initialParameters(layout: network.layout)
    let learners = configurations.map { configuration in
      Learner(
        configuration, layout: network.layout, start: start, context: context,
        optimizer: settings.optimizer)
    }
    scorer.assess(learners, epoch: 0, step: 0, score: score)

    let groups = lockstepGroups(of: learners, training: training)
    let step = TrainingStep(network: network, settings: settings)
    let stepsAnEpoch = (training.rowCount + settings.batchSize - 1) / settings.batchSize
    for epoch in 1...settings.maximumEpochs {
      guard learners.contains(where: \.isActive) else { break }
      let context = context.at(progress: progress(before: epoch))
      for group in groups {
        let active = group.learners.filter(\.isActive)
        guard !active.isEmpty else { continue }
        for learner in active { learner.begin(in: context) }
        group.sampler.begin(epoch: epoch)
        var steps = (epoch - 1) * stepsAnEpoch
        while group.sampler.nextBatch() {
          steps += 1
          for learner in active where learner.isActive {
            step.take(
              learner, sampler: group.sampler, context: context, epoch: epoch, step: steps)
          }
        }
        scorer.assess(active, epoch: epoch, step: steps, score: score)
        for learner in active where learner.isActive {
          learner.stopIfStale(epoch: epoch, patience: settings.patience)
        }
      }
      let done = learners.reduce(0) { $0 + ($1.isActive ? epoch : settings.maximumEpochs) }
      epochFinished(Double(done) / Double(learners.count * settings.maximumEpochs))
    }
    return learners.map { $0.outcome(architecture: architecture, inputs: inputs) }
  }

  /// Learners that see the same batches.
  private struct LockstepGroup {
    let policy: BatchPolicy
    let sampler: any BatchSampler
    var learners: [Learner]
  }

  /// One group for each way of drawing batches, in the order of the learners.
  private func lockstepGroups(of learners: [Learner], training: TrainingData) -> [LockstepGroup] {
    var groups: [LockstepGroup] = []
    for learner in learners {
      let policy = learner.batches.drawing
      if let place = groups.firstIndex(where: { $0.policy == policy }) {
        groups[place].learners.append(learner)
        continue
      }
      let sampler: any BatchSampler =
        switch policy {
        case .stratified(let positives):
          StratifiedSampler(
            data: training, settings: settings, seed: seed, minimumPositives: positives)
        case .any, .skip, .queue:
          UniformSampler(data: training, settings: settings, seed: seed)
        }
      groups.append(LockstepGroup(policy: policy, sampler: sampler, learners: [learner]))
    }
    return groups
  }

  /// The rows of the largest batch that any of the losses asks for.
  private func batchCapacity(
    _ configurations: [LearnerConfiguration], of training: TrainingData
  ) -> Int {
    configurations.reduce(min(settings.batchSize, training.rowCount)) { capacity, configuration in
      guard case .stratified(let positives) = configuration.loss.profile.properties.batches
      else { return capacity }
      return max(
        capacity,
        StratifiedSampler.capacity(
          of: training, settings: settings, minimumPositives: positives))
    }
  }

  /// The share of the planned epochs that is finished before one begins.
  func progress(before epoch: Int) -> Double {
    Double(epoch - 1) / Double(settings.maximumEpochs)
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
  static let positiveOrder: UInt64 = 3 << 32
  static let negativeOrder: UInt64 = 4 << 32
}

extension BatchPolicy {
  /// How batches are drawn: what a loss does with a batch does not matter for that.
  fileprivate var drawing: BatchPolicy {
    switch self {
    case .any, .skip, .queue: .any
    case .stratified: self
    }
  }
}
