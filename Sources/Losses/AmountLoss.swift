public import DualNumbers

/// A loss that is one formula summed over rows, and that knows what each row is worth.
///
/// Like ``PointwiseLoss`` but for the amount: the money that a fraud takes, or that a purchase
/// brings. Data without an amount column cannot be trained on with it.
public protocol AmountLoss: Loss {
  /// The formula, for the loss as ``Loss/prepared(for:)`` leaves it.
  ///
  /// - Parameters:
  ///   - logit: The logit, one a lane.
  ///   - label: The label, 0 or 1.
  ///   - amount: What the row is worth, at least 0.
  ///   - context: The training set.
  ///
  /// - Returns: The loss of each row.
  func value<N: LossNumber>(_ logit: N, label: N, amount: N, in context: LossContext) -> N

  /// The posterior that makes `z` the optimal logit of a row of this amount; nil unless it is
  /// determined.
  func recoverPosterior(fromLogit z: Double, amount: Double, in context: LossContext) -> Double?
}

extension AmountLoss {
  /// Fills in both derivatives, eight rows at a time, and returns the summed loss.
  @inlinable
  public func derivatives(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double {
    guard knowsAmounts(of: batch, state: &state) else {
      for row in 0..<gradient.count {
        gradient[row] = .nan
        curvature[row] = .nan
      }
      return .nan
    }
    return RowLoop.derivatives(
      at: logits, labels: batch.labels.span, amounts: batch.amounts.span, gradient: &gradient,
      curvature: &curvature, AmountFormula(self, in: context))
  }

  /// Fills in the gradient, eight rows at a time, and returns the summed loss.
  @inlinable
  public func gradient(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>
  ) -> Double {
    guard knowsAmounts(of: batch, state: &state) else {
      for row in 0..<gradient.count { gradient[row] = .nan }
      return .nan
    }
    return RowLoop.gradient(
      at: logits, labels: batch.labels.span, amounts: batch.amounts.span, gradient: &gradient,
      AmountFormula(self, in: context))
  }

  /// Returns the summed loss, eight rows at a time.
  @inlinable
  public func sum(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState
  ) -> Double {
    guard knowsAmounts(of: batch, state: &state) else { return .nan }
    return RowLoop.sum(
      at: logits, labels: batch.labels.span, amounts: batch.amounts.span,
      AmountFormula(self, in: context))
  }

  /// Fills in both derivatives in `Double` and returns the summed loss.
  public func exactDerivatives(
    of batch: LossBatch, in context: LossContext, state: inout LossState,
    evaluation: inout BatchEvaluation
  ) -> Double {
    guard knowsAmounts(of: batch, state: &state) else {
      for row in 0..<batch.count { evaluation.gradient[row] = .nan }
      return .nan
    }
    return RowLoop.exactDerivatives(of: batch, in: &evaluation, AmountFormula(self, in: context))
  }

  /// Whether the batch says what its rows are worth; if not, the state says so.
  @usableFromInline
  func knowsAmounts(of batch: LossBatch, state: inout LossState) -> Bool {
    guard batch.amounts.isEmpty, batch.count > 0 else { return true }
    state.fault =
      "The loss '\(profile.name)' needs to know what each row is worth, and the rows do not say."
    return false
  }

  /// The constant logit that minimises the mean loss at the training prevalence, each class at its
  /// mean amount: exact for a loss that is linear in the amount.
  public func optimalConstant(in context: LossContext) -> Double? {
    let formula = AmountFormula(self, in: context)
    return minimizingLogit { z in
      formula.slope(z, 1, context.positiveAmount).scaled(by: context.prevalence)
        + formula.slope(z, 0, context.negativeAmount).scaled(by: 1 - context.prevalence)
    }
  }

  /// Nil: there is no way back to the posterior.
  public func recoverPosterior(
    fromLogit z: Double, amount: Double, in context: LossContext
  ) -> Double? { nil }

  /// The posterior of each logit, or nil when the loss has none to give or amounts are unknown.
  public func recoverPosteriors(
    fromLogits logits: Span<Float>, amounts: Span<Float>, in context: LossContext
  ) -> [Double]? {
    guard profile.properties.recoversPosterior, amounts.count == logits.count else { return nil }
    let loss = prepared(for: context)
    var posteriors: [Double] = []
    posteriors.reserveCapacity(logits.count)
    for index in logits.indices {
      guard
        let posterior = loss.recoverPosterior(
          fromLogit: Double(logits[index]), amount: Double(amounts[index]), in: context)
      else { return nil }
      posteriors.append(posterior)
    }
    return posteriors
  }
}

/// A loss that knows amounts, prepared, as the loops take it.
@usableFromInline struct AmountFormula<L: AmountLoss>: RowFormula {
  @usableFromInline let loss: L
  @usableFromInline let context: LossContext

  @inlinable @inline(__always)
  init(_ loss: L, in context: LossContext) {
    self.loss = loss.prepared(for: context)
    self.context = context
  }

  @inlinable @inline(__always)
  func value<N: LossNumber>(_ logit: N, _ label: N, _ amount: N) -> N {
    loss.value(logit, label: label, amount: amount, in: context)
  }

  @inlinable @inline(__always)
  func slope<N: LossNumber>(_ logit: N, _ label: N, _ amount: N) -> Slope<N> {
    value(.variable(logit), .constant(label), .constant(amount))
  }

  @inlinable @inline(__always)
  func jet<N: LossNumber>(_ logit: N, _ label: N, _ amount: N) -> Jet<N> {
    value(.variable(logit), .constant(label), .constant(amount))
  }
}
