public import DualNumbers

/// A loss that is one formula, summed over rows.
///
/// A contributor writes ``value(_:label:in:)`` once, over a generic number; derivatives, the SIMD
/// loop, the optimal constant and the recovered posterior follow from it. Mark it `@inlinable
/// @inline(__always)`: that is worth a fifth of the speed.
///
/// It has no memory; a loss that remembers batches is a ``BatchLoss``.
public protocol PointwiseLoss: Loss {
  /// The formula, for the loss as ``Loss/prepared(for:)`` leaves it.
  ///
  /// - Parameters:
  ///   - logit: The logit, one a lane.
  ///   - label: The label, 0 or 1.
  ///   - context: The training set.
  /// - Returns: The loss of each row.
  func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N

  /// Value, gradient and curvature. Automatic unless a conforming type writes its own.
  func jet<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Jet<N>

  /// Value and gradient. Automatic unless a conforming type writes its own.
  func slope<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Slope<N>

  /// Fills in the first derivative by the logits of some rows of a batch, so that threads may share
  /// it: the same derivatives as of the whole batch. Automatic.
  ///
  /// - Parameters:
  ///   - logits: One for each of the rows.
  ///   - rows: Their places in the batch.
  ///   - batch: The batch.
  ///   - context: The training set.
  ///   - gradient: To be filled, one element for each of the rows.
  /// - Precondition: the rows are of the batch.
  /// - Returns: The sum of the loss over the rows.
  func gradient(
    at logits: Span<Float>, ofRows rows: Range<Int>, in batch: LossBatch, context: LossContext,
    gradient: inout MutableSpan<Float>
  ) -> Double
}

extension PointwiseLoss {
  /// The formula evaluated with two derivatives.
  @inlinable @inline(__always)
  public func jet<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Jet<N> {
    value(.variable(logit), label: .constant(label), in: context)
  }

  /// The formula evaluated with one derivative.
  @inlinable @inline(__always)
  public func slope<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Slope<N> {
    value(.variable(logit), label: .constant(label), in: context)
  }
}
