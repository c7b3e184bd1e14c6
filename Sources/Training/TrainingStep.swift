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
    _ learner: Learner, batch: BatchSampler, context: LossContext, epoch: Int, step: Int
  ) {
    let rows = batch.rows
    unsafe network.forward(
      features: batch.features.base, rows: rows, parameters: learner.parameters.base)
    let sum = lossAndLogitGradient(learner.loss, batch: batch, context: context)
    guard sum.isFinite else { return learner.diverge(.loss, epoch: epoch, step: step) }
    learner.lossSum += sum
    learner.lossRows += rows

    let share = 1 / Float(rows)
    for row in 0..<rows { unsafe logitGradient.base[row] *= share }
    unsafe network.backward(
      features: batch.features.base, rows: rows, parameters: learner.parameters.base,
      logitGradient: logitGradient.base, gradient: gradient.base)
    if settings.l2 > 0 { addPenalty(learner) }
    learner.optimizer.update(
      learner.parameters, gradient: gradient, learningRate: learner.learningRate)
  }

  /// The one dynamic call of a batch.
  private func lossAndLogitGradient(
    _ loss: any Loss, batch: BatchSampler, context: LossContext
  ) -> Double {
    let labels = unsafe UnsafeBufferPointer(batch.labels.prefix(batch.rows)).span
    let logits = unsafe UnsafeBufferPointer(network.logits.prefix(batch.rows)).span
    var output = unsafe logitGradient.prefix(batch.rows).mutableSpan
    return loss.gradient(logits: logits, labels: labels, in: context, gradient: &output)
  }

  private func addPenalty(_ learner: Learner) {
    for layer in network.layout.hidden + [network.layout.output] {
      for weight in layer.weights..<layer.biases {
        unsafe gradient.base[weight] += settings.l2 * learner.parameters.base[weight]
      }
    }
  }
}
