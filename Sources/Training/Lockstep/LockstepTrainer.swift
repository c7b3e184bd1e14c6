internal import CounterRandom
public import Losses

/// Trains all learners of a replicate on the same batches, from the same initial weights.
///
/// The batch is read once for all learners, and where the model is affine their products are one.
/// Every number is a chain of additions in an order of its own, so a learner's result does not
/// depend on which others share the batches; it is a pure function of the data, the settings, the
/// seed and its configuration.
public struct LockstepTrainer: Sendable {
  /// The shape of the model.
  public let architecture: Architecture
  /// How every learner is trained.
  public let settings: TrainerSettings
  /// Decides the initial weights and the order of the batches.
  public let seed: UInt64
  /// Threads that share each step; results are the same bits for any number.
  public let threads: Int
  /// Asked now and then how many of them to use; `nil` for all.
  private let threadsNow: (@Sendable () -> Int)?

  /// Steps after which it is asked anew how many threads to use.
  private static let stepsBetweenQuestions = 32

  /// A trainer for one architecture.
  ///
  /// - Parameters:
  ///   - architecture: The shape of the model.
  ///   - settings: How every learner is trained.
  ///   - seed: Decides the initial weights and the order of the batches.
  ///   - threads: Threads that share each step. Where other threads read or draw the rows, it is
  ///     one whatever is said here.
  ///   - threadsNow: Asked now and then how many of them to use; `nil` for all.
  /// - Throws: ``TrainingError/badSetting(name:value:valid:)``.
  public init(
    architecture: Architecture, settings: TrainerSettings, seed: UInt64, threads: Int = 1,
    threadsNow: (@Sendable () -> Int)? = nil
  ) throws(TrainingError) {
    try settings.validate()
    for width in architecture.hidden where width < 1 {
      throw .badSetting(name: "hidden", value: "\(width)", valid: "widths of at least 1")
    }
    self.architecture = architecture
    self.settings = settings
    self.seed = seed
    self.threads = max(threads, 1)
    self.threadsNow = threadsNow
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
    // Formulas of a logit and a label cannot ask for amounts; any other loss may, needed or not.
    let training = training.telling(
      amounts: configurations.contains { !($0.loss is any PointwiseLoss) })
    let inputs = training.featureCount
    let layout = NetworkLayout(inputs: inputs, hidden: architecture.hidden)
    let scorer = PartScorer(
      validation, architecture: architecture, learners: configurations.count)
    let context = settings.sampling.context(of: training.context)
    let start = layout.packed(initialParameters(inputs: inputs))
    let learners = configurations.map { configuration in
      Learner(configuration, layout: layout, start: start, context: context, settings: settings)
    }
    scorer.assess(learners, epoch: 0, step: 0, score: score)

    let crew = crew(learners: learners.count, training: training)
    let groups = lockstepGroups(of: learners, training: training, crew: crew)
    let stepsAnEpoch = (training.rowCount + settings.batchSize - 1) / settings.batchSize
    for epoch in 1...settings.maximumEpochs {
      guard learners.contains(where: \.isActive) else { break }
      let context = context.at(progress: progress(before: epoch))
      for group in groups {
        let active = group.learners.filter(\.isActive)
        guard !active.isEmpty else { continue }
        for learner in active { learner.begin(in: context) }
        let before = (epoch - 1) * stepsAnEpoch
        let steps = run(
          active, on: training, sampler: group.sampler, engine: group.engine, context: context,
          crew: crew, epoch: epoch, before: before,
          planned: settings.maximumEpochs * stepsAnEpoch)
        guard settings.evaluates(after: epoch) else { continue }
        scorer.assess(active, epoch: epoch, step: before + steps, score: score)
        for learner in active where learner.isActive {
          learner.stopIfStale(epoch: epoch, patience: settings.patience)
        }
      }
      let done = learners.reduce(0) { $0 + ($1.isActive ? epoch : settings.maximumEpochs) }
      epochFinished(Double(done) / Double(learners.count * settings.maximumEpochs))
    }
    return learners.map { $0.outcome(architecture: architecture, layout: layout, inputs: inputs) }
  }

  /// One epoch of learners that see the same batches; returns the number of its steps.
  private func run(
    _ learners: [Learner], on training: TrainingData, sampler: any BatchSampler,
    engine: any LockstepEngine, context: LossContext, crew: Crew, epoch: Int, before: Int,
    planned: Int
  ) -> Int {
    sampler.begin(epoch: epoch)
    var steps = 0
    while sampler.nextBatch() {
      if let threadsNow, steps.isMultiple(of: Self.stepsBetweenQuestions) {
        crew.lanesInUse = min(max(threadsNow(), 1), crew.lanes)
      }
      let progress = Double(before + steps) / Double(planned)
      steps += 1
      let moment = Moment(
        context: context, epoch: epoch, step: before + steps,
        rateFactor: settings.schedule.factor(at: progress))
      unsafe sampler.withFeatures { features in
        sampler.withComing { coming in
          unsafe engine.step(
            learners, features: features, coming: coming, batch: sampler.batch, at: moment)
        }
      }
    }
    return steps
  }

  /// Learners that see the same batches.
  private struct LockstepGroup {
    let policy: BatchPolicy
    let sampler: any BatchSampler
    let engine: any LockstepEngine
    let learners: [Learner]
  }

  /// One group for each way of drawing batches, in the order of the learners.
  private func lockstepGroups(
    of learners: [Learner], training: TrainingData, crew: Crew
  ) -> [LockstepGroup] {
    var policies: [BatchPolicy] = []
    for learner in learners {
      let policy = learner.batches.drawing
      if !policies.contains(policy) { policies.append(policy) }
    }
    return policies.map { policy in
      let members = learners.filter { $0.batches.drawing == policy }
      let (planner, capacity) = sampler(for: policy, training: training)
      let sampler: any BatchSampler =
        training.readsAhead
        ? ReadAheadSampler(planner, data: training, capacity: capacity) : planner
      let engine = architecture.engine(
        inputs: training.featureCount, learners: members.count, batchCapacity: capacity,
        dropout: dropoutMasks(inputs: training.featureCount, batchCapacity: capacity), crew: crew)
      return LockstepGroup(policy: policy, sampler: sampler, engine: engine, learners: members)
    }
  }

  /// The threads that share steps: no more than there are parts to share.
  private func crew(learners: Int, training: TrainingData) -> Crew {
    guard !training.readsAhead else { return Crew(lanes: 1) }
    let chunks = RowChunks(rows: min(settings.batchSize, training.rowCount)).count
    return Crew(lanes: min(threads, architecture.hidden.isEmpty ? chunks : learners * chunks))
  }

  /// How batches are drawn for losses of a policy, and the rows of the largest.
  private func sampler(
    for policy: BatchPolicy, training: TrainingData
  ) -> (any BatchSampler, capacity: Int) {
    let size = min(settings.batchSize, training.rowCount)
    func stratified(_ positives: Int) -> (any BatchSampler, capacity: Int) {
      (
        StratifiedSampler(
          data: training, settings: settings, seed: seed, minimumPositives: positives),
        StratifiedSampler.capacity(
          of: training, settings: settings, minimumPositives: positives)
      )
    }
    switch (settings.sampling, policy) {
    case (.classBalanced, _):
      return (
        ClassBalancedSampler(data: training, settings: settings, seed: seed), max(2, size)
      )
    case (.stratified(let minimum), .stratified(let positives)):
      return stratified(max(minimum, positives))
    case (.stratified(let minimum), _): return stratified(minimum)
    case (.uniform, .stratified(let positives)): return stratified(positives)
    case (.uniform, _):
      return (UniformSampler(data: training, settings: settings, seed: seed), size)
    }
  }

  private func dropoutMasks(inputs: Int, batchCapacity: Int) -> DropoutMasks? {
    guard settings.dropout > 0, !architecture.hidden.isEmpty else { return nil }
    return DropoutMasks(
      rate: settings.dropout, layout: NetworkLayout(inputs: inputs, hidden: architecture.hidden),
      batchCapacity: batchCapacity, seed: seed)
  }

  /// The share of the planned epochs that is finished before one begins.
  func progress(before epoch: Int) -> Double {
    Double(epoch - 1) / Double(settings.maximumEpochs)
  }

  /// He-normal hidden weights (He et al. 2015), zero biases, zero output weights: every learner
  /// starts as a constant, its loss's optimal one.
  private func initialParameters(inputs: Int) -> [Float] {
    var parameters: [Float] = []
    var width = inputs
    for (index, outputs) in architecture.hidden.enumerated() {
      var generator = CounterGenerator(
        seed: seed, stream: RandomStream.initialWeights + UInt64(index))
      let deviation = (2 / Double(width)).squareRoot()
      for _ in 0..<width * outputs { parameters.append(Float(generator.normal() * deviation)) }
      parameters += [Float](repeating: 0, count: outputs)
      width = outputs
    }
    return parameters + [Float](repeating: 0, count: width + 1)
  }
}

/// The streams that training draws from one seed.
enum RandomStream {
  static let initialWeights: UInt64 = 1 << 32
  static let batchOrder: UInt64 = 2 << 32
  static let positiveOrder: UInt64 = 3 << 32
  static let negativeOrder: UInt64 = 4 << 32
  static let dropout: UInt64 = 5 << 32
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

extension BatchSampling {
  /// What losses are told of the training set.
  ///
  /// - Parameter training: The training set.
  ///
  /// - Returns: What they meet in batches.
  public func context(of training: LossContext) -> LossContext {
    guard self == .classBalanced else { return training }
    var context = training
    let half = (training.positives + training.negatives) / 2
    (context.positives, context.negatives) = (half, half)
    return context
  }
}
