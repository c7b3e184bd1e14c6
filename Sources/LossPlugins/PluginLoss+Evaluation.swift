internal import DualNumbers
internal import Losses

extension PluginLoss {
  /// The one call of the library; its results are checked before anything sees them.
  func exactDerivatives(
    of batch: LossBatch, in context: LossContext, state: inout LossState,
    evaluation: inout BatchEvaluation
  ) -> Double {
    precondition(evaluation.logits.count == batch.count, "one logit a row")
    let properties = profile.properties
    guard batch.count > 0, properties.isPointwise || batch.hasBothClasses else { return 0 }
    func failing(_ evaluation: inout BatchEvaluation) -> Double {
      for row in 0..<batch.count { evaluation.gradient[row] = .nan }
      for row in evaluation.curvature.indices { evaluation.curvature[row] = .nan }
      return .nan
    }
    // A diverged model is not the plug-in's fault, and is seen in the result.
    guard state.fault == nil, evaluation.logits.allSatisfy(\.isFinite) else {
      return failing(&evaluation)
    }
    guard let functions else {
      state.fault = "The loss '\(profile.name)' belongs to a plug-in that is not loaded."
      return failing(&evaluation)
    }
    guard !properties.needsAmounts || !batch.amounts.isEmpty else {
      state.fault = """
        The plug-in loss '\(profile.name)' needs the amount of each row, and the data have none.
        """
      return failing(&evaluation)
    }

    var memory: [Double] = []
    swap(&memory, &evaluation.spare)
    var buffers = GuardedBuffers(
      GuardedBuffers.Layout(
        rows: batch.count, isPointwise: properties.isPointwise,
        hasAmounts: !batch.amounts.isEmpty, hasCurvature: evaluation.wantsCurvature),
      reusing: consume memory)
    buffers.fill(logits: evaluation.logits, labels: batch.labels, amounts: batch.amounts)
    let written = functions.evaluate(values, &buffers, in: context)
    let inspection = PluginInspection(
      loss: profile.name, buffers: buffers, logits: evaluation.logits, labels: batch.labels)
    state.fault = inspection.fault(written: written)
    let layout = buffers.layout
    defer { swap(&buffers.memory, &evaluation.spare) }
    guard state.fault == nil else { return failing(&evaluation) }

    // A value of the batch is a mean; elsewhere sums over rows are wanted.
    let scale = properties.isPointwise ? 1 : Double(batch.count)
    for row in 0..<batch.count {
      evaluation.gradient[row] = buffers.memory[layout.gradient + row] * scale
    }
    if let curvature = layout.curvature {
      for row in 0..<batch.count {
        evaluation.curvature[row] = buffers.memory[curvature + row] * scale
      }
    }
    var sum = 0.0
    for index in layout.value..<layout.value + layout.values { sum += buffers.memory[index] }
    return sum * scale
  }

  /// Value and slope of a single row.
  func slope(
    at logit: Double, label: Float, amount: Double, _ context: LossContext,
    _ state: inout LossState
  ) -> Slope<Double> {
    let amounts = profile.properties.needsAmounts ? [Float(amount)] : []
    var evaluation = BatchEvaluation(logits: [logit], wantsCurvature: false)
    let value = exactDerivatives(
      of: LossBatch(labels: [label], amounts: amounts), in: context, state: &state,
      evaluation: &evaluation)
    return Slope(value, evaluation.gradient[0])
  }
}
