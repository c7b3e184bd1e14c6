public import DualNumbers

extension PointwiseLoss {
  /// Fills in both derivatives, eight rows at a time, and returns the summed loss.
  @inlinable
  public func derivatives(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double {
    RowLoop.derivatives(
      at: logits, labels: batch.labels.span, amounts: Span(), gradient: &gradient,
      curvature: &curvature, PointwiseFormula(self, in: context))
  }

  /// Fills in the gradient, eight rows at a time, and returns the summed loss.
  @inlinable
  public func gradient(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>
  ) -> Double {
    RowLoop.gradient(
      at: logits, labels: batch.labels.span, amounts: Span(), gradient: &gradient,
      PointwiseFormula(self, in: context))
  }

  /// Fills in the gradient of some rows, eight at a time, and returns their summed loss.
  @inlinable
  public func gradient(
    at logits: Span<Float>, ofRows rows: Range<Int>, in batch: LossBatch, context: LossContext,
    gradient: inout MutableSpan<Float>
  ) -> Double {
    RowLoop.gradient(
      at: logits, labels: batch.labels.span.extracting(rows), amounts: Span(),
      gradient: &gradient, PointwiseFormula(self, in: context))
  }

  /// Returns the summed loss, eight rows at a time.
  @inlinable
  public func sum(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState
  ) -> Double {
    RowLoop.sum(
      at: logits, labels: batch.labels.span, amounts: Span(), PointwiseFormula(self, in: context))
  }

  /// Fills in both derivatives in `Double` and returns the summed loss.
  public func exactDerivatives(
    of batch: LossBatch, in context: LossContext, state: inout LossState,
    evaluation: inout BatchEvaluation
  ) -> Double {
    RowLoop.exactDerivatives(of: batch, in: &evaluation, PointwiseFormula(self, in: context))
  }
}

/// A pointwise loss, prepared, as the loops take it.
@usableFromInline struct PointwiseFormula<L: PointwiseLoss>: RowFormula {
  @usableFromInline let loss: L
  @usableFromInline let context: LossContext

  @inlinable @inline(__always)
  init(_ loss: L, in context: LossContext) {
    self.loss = loss.prepared(for: context)
    self.context = context
  }

  @inlinable @inline(__always)
  func value<N: LossNumber>(_ logit: N, _ label: N, _ amount: N) -> N {
    loss.value(logit, label: label, in: context)
  }

  @inlinable @inline(__always)
  func slope<N: LossNumber>(_ logit: N, _ label: N, _ amount: N) -> Slope<N> {
    loss.slope(logit, label: label, in: context)
  }

  @inlinable @inline(__always)
  func jet<N: LossNumber>(_ logit: N, _ label: N, _ amount: N) -> Jet<N> {
    loss.jet(logit, label: label, in: context)
  }
}
