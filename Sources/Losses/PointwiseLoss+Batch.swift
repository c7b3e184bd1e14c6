public import DualNumbers

extension PointwiseLoss {
  /// Fills in both derivatives, eight rows at a time, and returns the summed loss.
  @inlinable
  public func derivatives(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double {
    let loss = prepared(for: context)
    return RowLoop.derivatives(
      at: logits, labels: batch.labels.span, amounts: Span(), gradient: &gradient,
      curvature: &curvature
    ) { logit, label, _ in loss.jet(logit, label: label, in: context) }
  }

  /// Fills in the gradient, eight rows at a time, and returns the summed loss.
  @inlinable
  public func gradient(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>
  ) -> Double {
    let loss = prepared(for: context)
    return RowLoop.gradient(
      at: logits, labels: batch.labels.span, amounts: Span(), gradient: &gradient
    ) { logit, label, _ in loss.slope(logit, label: label, in: context) }
  }

  /// Returns the summed loss, eight rows at a time.
  @inlinable
  public func sum(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState
  ) -> Double {
    let loss = prepared(for: context)
    return RowLoop.sum(at: logits, labels: batch.labels.span, amounts: Span()) { logit, label, _ in
      loss.value(logit, label: label, in: context)
    }
  }

  /// Fills in both derivatives in `Double` and returns the summed loss.
  public func exactDerivatives(
    of batch: LossBatch, in context: LossContext, state: inout LossState,
    evaluation: inout BatchEvaluation
  ) -> Double {
    let loss = prepared(for: context)
    return RowLoop.exactDerivatives(of: batch, in: &evaluation) { logit, label, _ in
      loss.jet(logit, label: label, in: context)
    }
  }
}
