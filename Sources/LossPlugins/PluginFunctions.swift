internal import CLossPlugin
internal import Losses

/// The functions of one loss of a library, which stays loaded until the process ends.
///
/// Unchecked, because the interface demands that they be reentrant.
@safe struct PluginFunctions: @unchecked Sendable {
  private let loss: lopsided_loss

  @unsafe init(_ loss: lopsided_loss) { unsafe self.loss = unsafe loss }

  var canEvaluate: Bool { unsafe loss.evaluate != nil }
  var canRecover: Bool { unsafe loss.recover_posterior != nil }
  var hasOptimalConstant: Bool { unsafe loss.optimal_constant != nil }

  /// Has the plug-in write its results into `buffers`; returns what it returns.
  func evaluate(
    _ settings: [Double], _ buffers: inout GuardedBuffers, in context: LossContext
  ) -> Int64 {
    guard let evaluate = unsafe loss.evaluate else { return 0 }
    let layout = buffers.layout
    return unsafe buffers.memory.withUnsafeMutableBufferPointer { memory in
      guard let base = memory.baseAddress else { return 0 }
      var batch = unsafe Self.training(context)
      unsafe batch.row_count = layout.rows
      unsafe batch.logits = UnsafePointer(base + layout.logits)
      unsafe batch.labels = UnsafePointer(base + layout.labels)
      unsafe batch.amounts = layout.amounts.map { unsafe UnsafePointer(base + $0) }
      var output = unsafe lopsided_output(
        value: base + layout.value, gradient: base + layout.gradient,
        curvature: layout.curvature.map { unsafe base + $0 })
      return unsafe settings.withUnsafeBufferPointer { settings in
        unsafe evaluate(settings.baseAddress, settings.count, &batch, &output)
      }
    }
  }

  /// The posterior that the plug-in's own function gives; NaN without one.
  func posterior(_ settings: [Double], logit: Double, in context: LossContext) -> Double {
    guard let recover = unsafe loss.recover_posterior else { return .nan }
    var training = unsafe Self.training(context)
    return unsafe settings.withUnsafeBufferPointer { settings in
      unsafe recover(settings.baseAddress, settings.count, logit, &training)
    }
  }

  /// The constant that the plug-in's own function gives; NaN without one.
  func optimalConstant(_ settings: [Double], in context: LossContext) -> Double {
    guard let constant = unsafe loss.optimal_constant else { return .nan }
    var training = unsafe Self.training(context)
    return unsafe settings.withUnsafeBufferPointer { settings in
      unsafe constant(settings.baseAddress, settings.count, &training)
    }
  }

  /// What a plug-in is told of the training set; no rows.
  @unsafe private static func training(_ context: LossContext) -> lopsided_batch {
    unsafe lopsided_batch(
      row_count: 0, logits: nil, labels: nil, amounts: nil, positives: context.positives,
      negatives: context.negatives, progress: context.progress)
  }
}
