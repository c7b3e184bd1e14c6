internal import KernelInterface
internal import Kernels
internal import Losses

/// One learner in training: parameters, optimiser memory, best weights so far.
final class Learner {
  /// The loss, prepared for the training part and the current epoch.
  private(set) var loss: any Loss
  /// The same, if it is a sum over rows: then threads may share a batch.
  private var pointwise: (any PointwiseLoss)?
  /// What the loss remembers; made here, and gone with the learner.
  var state: LossState
  /// What the loss needs of its batches.
  let batches: BatchPolicy
  /// Whether the loss passes over batches that lack a class.
  let skipsOneClass: Bool
  let learningRate: Float
  let parameters: FloatBuffer
  private let optimizer: OptimizerState
  private(set) var isActive = true
  /// Whether it moves in the current step.
  var movesNow = false

  /// Sum of the loss over the rows of the epoch, and their number.
  private var lossSum = 0.0
  private var lossRows = 0
  private let settings: TrainerSettings
  private let configured: any Loss
  private let best: FloatBuffer
  private var bestEpoch = 0
  private var bestProgress = 0.0
  private var progress = 0.0
  private var bestScore = -Double.infinity
  private var bestLogits: [Float]?
  private var curve: [EpochRecord] = []
  private var divergence: Divergence?
  private var fault: String?

  init(
    _ configuration: LearnerConfiguration, layout: NetworkLayout, start: [Float],
    context: LossContext, settings: TrainerSettings
  ) {
    self.settings = settings
    configured = configuration.loss
    loss = configured.prepared(for: context)
    pointwise = loss as? any PointwiseLoss
    state = loss.initialState(in: context)
    batches = loss.profile.properties.batches
    skipsOneClass = batches == .skip
    learningRate = configuration.learningRate
    parameters = FloatBuffer(count: layout.parameterCount)
    best = FloatBuffer(count: layout.parameterCount)
    optimizer = OptimizerState(settings.optimizer, parameterCount: layout.parameterCount)
    unsafe start.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      unsafe parameters.base.update(from: source, count: layout.parameterCount)
    }
    guard settings.start == .optimal else { return }
    // A loss without a level of its own starts at the prevalence.
    let constant = loss.optimalConstant(in: context) ?? context.priorLogit
    unsafe parameters.base[layout.output.biases] = Float(constant)
  }

  /// Prepares the loss for an epoch; `context` says how far training is.
  func begin(in context: LossContext) {
    loss = configured.prepared(for: context)
    pointwise = loss as? any PointwiseLoss
    progress = context.progress
  }

  /// Whether the learner has a use for a batch.
  func takesPart(in batch: LossBatch) -> Bool {
    isActive && (!skipsOneClass || batch.hasBothClasses)
  }

  /// Whether the loss may be evaluated on some rows of a batch after others.
  var isPointwise: Bool { pointwise != nil }

  /// Evaluates a pointwise loss on some rows of a batch; several threads may do so at once.
  ///
  /// - Parameters:
  ///   - logits: One for each of the rows.
  ///   - rows: Their places in the batch.
  ///   - batch: The batch.
  ///   - context: The training set.
  ///   - slopes: To be filled with the derivatives by the logits, one for each of the rows.
  /// - Returns: The sum of the loss, for ``accept(_:rows:at:)``.
  func evaluate(
    logits: UnsafePointer<Float>, rows: Range<Int>, of batch: LossBatch, in context: LossContext,
    slopes: UnsafeMutablePointer<Float>
  ) -> Double {
    guard let pointwise else { return .nan }
    let logits = unsafe UnsafeBufferPointer(start: logits, count: rows.count).span
    var output = unsafe UnsafeMutableBufferPointer(start: slopes, count: rows.count).mutableSpan
    return pointwise.gradient(
      at: logits, ofRows: rows, in: batch, context: context, gradient: &output)
  }

  /// Evaluates the loss on a whole batch.
  ///
  /// - Parameters:
  ///   - logits: One a row.
  ///   - batch: The rows.
  ///   - moment: Where training stands.
  ///   - slopes: To be filled with the derivatives by the logits, one a row.
  /// - Returns: Whether the learner takes this step.
  func evaluate(
    logits: UnsafePointer<Float>, batch: LossBatch, at moment: Moment,
    slopes: UnsafeMutablePointer<Float>
  ) -> Bool {
    let logits = unsafe UnsafeBufferPointer(start: logits, count: batch.count).span
    var output = unsafe UnsafeMutableBufferPointer(start: slopes, count: batch.count).mutableSpan
    let sum = loss.gradient(
      at: logits, of: batch, in: moment.context, state: &state, gradient: &output)
    if let fault = state.fault {
      fail(fault)
      return false
    }
    return accept(sum, rows: batch.count, at: moment)
  }

  /// Takes note of the loss of a batch; the learner diverges if it is not finite.
  ///
  /// - Returns: Whether the learner takes this step.
  func accept(_ sum: Double, rows: Int, at moment: Moment) -> Bool {
    guard sum.isFinite else {
      diverge(.loss, epoch: moment.epoch, step: moment.step)
      return false
    }
    lossSum += sum
    lossRows += rows
    return true
  }

  /// Takes a step.
  ///
  /// - Parameters:
  ///   - gradient: The derivatives of the loss, summed over the rows; overwritten.
  ///   - rows: The rows of the batch.
  ///   - layout: Where weights and biases stand.
  ///   - moment: Where training stands.
  func move(
    along gradient: UnsafeMutablePointer<Float>, rows: Int, layout: NetworkLayout,
    at moment: Moment
  ) {
    var share = 1 / Float(rows)
    let rate = learningRate * moment.rateFactor
    if settings.l2 > 0 {
      for i in 0..<layout.parameterCount { unsafe gradient[i] *= share }
      share = 1
      forEachWeight(of: layout) { unsafe gradient[$0] += settings.l2 * parameters.base[$0] }
    }
    if settings.weightDecay > 0 {
      let kept = 1 - rate * settings.weightDecay
      forEachWeight(of: layout) { unsafe parameters.base[$0] *= kept }
    }
    unsafe optimizer.update(
      parameters, gradient: gradient, share: share, learningRate: rate)
  }

  private func forEachWeight(of layout: NetworkLayout, _ body: (Int) -> Void) {
    for layer in layout.hidden { for weight in layer.weights..<layer.biases { body(weight) } }
    for weight in layout.output.weights..<layout.output.biases { body(weight) }
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
  func assess(
    _ logits: [Float], keepsLogits: Bool, epoch: Int, step: Int, score: ([Float]) -> Double?
  ) {
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
      bestLogits = keepsLogits ? logits : nil
    }
  }

  /// Stops the learner when its best epoch lies `patience` epochs back.
  func stopIfStale(epoch: Int, patience: Int) {
    if epoch - bestEpoch >= patience { isActive = false }
  }

  func outcome(architecture: Architecture, layout: NetworkLayout, inputs: Int) -> LearnerOutcome {
    if let fault { return .failed(reason: fault) }
    // Only the start was scored: nothing was learned that could be kept.
    if let divergence, curve.count <= 1 { return .diverged(divergence) }
    return .trained(
      TrainedLearner(
        model: NetworkModel(
          architecture: architecture, inputs: inputs, parameters: layout.canonical(best.values)),
        bestEpoch: bestEpoch, progress: bestProgress, bestScore: bestScore, curve: curve,
        divergence: divergence, validationLogits: bestLogits))
  }
}

/// Whether no value is infinite or NaN: these alone give something else than zero times zero.
func allFinite(_ values: Span<Float>) -> Bool {
  var sum: Float = 0
  for index in 0..<values.count { sum += values[index] * 0 }
  return sum == 0
}
