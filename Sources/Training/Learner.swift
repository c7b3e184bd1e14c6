internal import Losses

/// One learner in training: parameters, optimiser memory, best weights so far.
final class Learner {
  /// The loss, prepared for the training part and the current epoch.
  private(set) var loss: any Loss
  /// What the loss remembers; made here, and gone with the learner.
  var state: LossState
  /// What the loss needs of its batches.
  let batches: BatchPolicy
  /// Whether the loss passes over batches that lack a class.
  let skipsOneClass: Bool
  let learningRate: Float
  let parameters: FloatBuffer
  let optimizer: OptimizerState
  private(set) var isActive = true
  /// Sum of the loss over the rows of the epoch, and their number.
  var lossSum = 0.0
  var lossRows = 0

  private let configured: any Loss
  private let best: FloatBuffer
  private var bestEpoch = 0
  private var bestProgress = 0.0
  private var progress = 0.0
  private var bestScore = -Double.infinity
  private var curve: [EpochRecord] = []
  private var divergence: Divergence?
  private var fault: String?

  init(
    _ configuration: LearnerConfiguration, layout: NetworkLayout, start: [Float],
    context: LossContext, optimizer: Optimizer
  ) {
    configured = configuration.loss
    loss = configured.prepared(for: context)
    state = loss.initialState(in: context)
    batches = loss.profile.properties.batches
    skipsOneClass = batches == .skip
    learningRate = configuration.learningRate
    parameters = FloatBuffer(count: layout.parameterCount)
    best = FloatBuffer(count: layout.parameterCount)
    self.optimizer = OptimizerState(optimizer, parameterCount: layout.parameterCount)
    unsafe start.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      unsafe parameters.base.update(from: source, count: layout.parameterCount)
    }
    // A loss without a level of its own starts at the prevalence.
    let constant = loss.optimalConstant(in: context) ?? context.priorLogit
    unsafe parameters.base[layout.output.biases] = Float(constant)
  }

  /// Prepares the loss for an epoch; `context` says how far training is.
  func begin(in context: LossContext) {
    loss = configured.prepared(for: context)
    progress = context.progress
  }

  /// Records that the loss could not be evaluated; the learner takes no further step.
  func fail(_ reason: String) {
    fault = reason
    isActive = false
  }

  /// Records that something was no longer finite; the learner takes no further step.
  func diverge(_ quantity: Divergence.Quantity, epoch: Int, step: Int) {
    divergence = Divergence(
      quantity: quantity, epoch: epoch, step: step, learningRate: learningRate)
    isActive = false
  }

  /// Whether the parameters are finite; the learner diverges if not.
  func hasFiniteParameters(epoch: Int, step: Int) -> Bool {
    if parameters.isFinite { return true }
    diverge(.parameters, epoch: epoch, step: step)
    return false
  }

  /// Judges the logits of the validation part and keeps the weights if they are the best so far.
  func assess(_ logits: [Float], epoch: Int, step: Int, score: ([Float]) -> Double?) {
    guard allFinite(logits.span) else { return diverge(.scores, epoch: epoch, step: step) }
    let value = score(logits) ?? -Double.infinity
    curve.append(
      EpochRecord(
        epoch: epoch, trainingLoss: lossRows > 0 ? lossSum / Double(lossRows) : nil, score: value))
    lossSum = 0
    lossRows = 0
    if value > bestScore || curve.count == 1 {
      bestScore = value
      bestEpoch = epoch
      bestProgress = progress
      best.copy(from: parameters)
    }
  }

  /// Stops the learner when its best epoch lies `patience` epochs back.
  func stopIfStale(epoch: Int, patience: Int) {
    if epoch - bestEpoch >= patience { isActive = false }
  }

  func outcome(architecture: Architecture, inputs: Int) -> LearnerOutcome {
    if let fault { return .failed(reason: fault) }
    // Only the start was scored: nothing was learned that could be kept.
    if let divergence, curve.count <= 1 { return .diverged(divergence) }
    return .trained(
      TrainedLearner(
        model: NetworkModel(architecture: architecture, inputs: inputs, parameters: best.values),
        bestEpoch: bestEpoch, progress: bestProgress, bestScore: bestScore, curve: curve,
        divergence: divergence))
  }
}

/// Whether no value is infinite or NaN: these alone give something else than zero times zero.
func allFinite(_ values: Span<Float>) -> Bool {
  var sum: Float = 0
  for index in 0..<values.count { sum += values[index] * 0 }
  return sum == 0
}
