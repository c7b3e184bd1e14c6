internal import Losses

/// One optimiser step of one learner on the current batch; allocates nothing.
final class TrainingStep {
  private let network: Network
  private let settings: TrainerSettings
  private let logitGradient: FloatBuffer
  private let gradient: FloatBuffer

  init(network: Network, settings: TrainerSettings) {
    self.network = network
    self.settings = settings
    logitGradient = FloatBuffer(count: network.batchCapacity)
    gradient = FloatBuffer(count: network.layout.parameterCount)
  }

  /// Moves a learner's parameters against the gradient of its mean loss over the batch.
  func take(
    _ learner: Learner, sampler: any BatchSampler, context: LossContext, epoch: Int, step: Int
  ) {
    let rows = sampler.batch.count
    if learner.skipsOneClass, !sampler.batch.hasBothClasses { return }
    unsafe network.forward(
      features: sampler.features.base, rows: rows, parameters: learner.parameters.base)
    let sum = lossAndLogitGradient(learner, batch: sampler.batch, context: context)
    if let fault = learner.state.fault { return learner.fail(fault) }
    guard sum.isFinite else { return learner.diverge(.loss, epoch: epoch, step: step) }
    learner.lossSum += sum
    learner.lossRows += rows

    let share = 1 / Float(rows)
    for row in 0..<rows { unsafe logitGradient.base[row] *= share }
    unsafe network.backward(
      features: sampler.features.base, rows: rows, parameters: learner.parameters.base,
      logitGradient: logitGradient.base, gradient: gradient.base)
    if settings.l2 > 0 { addPenalty(learner) }
    learner.optimizer.update(
      learner.parameters, gradient: gradient, learningRate: learner.learningRate)
  }

  /// The one dynamic call of a batch.
  private func lossAndLogitGradient(
    _ learner: Learner, batch: LossBatch, context: LossContext
  ) -> Double {
    let logits = unsafe UnsafeBufferPointer(network.logits.prefix(batch.count)).span
    var output = unsafe logitGradient.prefix(batch.count).mutableSpan
    return learner.loss.gradient(
      at: logits, of: batch, in: context, state: &learner.state, gradient: &output)
  }

  private func addPenalty(_ learner: Learner) {
    for layer in network.layout.hidden + [network.layout.output] {
      for weight in layer.weights..<layer.biases {
        unsafe gradient.base[weight] += settings.l2 * learner.parameters.base[weight]
      }
    }
  }
}
