/// A loss of the batch as a whole, written in `Double`: surrogates of AUC, precision or recall.
///
/// A conforming type gives the value and its derivatives by all logits of a batch. Batches that
/// lack a class never reach it unless its ``LossProperties/batches`` are ``BatchPolicy/any`` or a
/// ``BatchPolicy/queue(rows:)``; elsewhere they count as zero, without gradient. What it remembers
/// it keeps in the state, and does not change there while the state is frozen.
public protocol BatchLoss: ExactLoss {
  /// The value of the batch, with its derivatives.
  ///
  /// - Parameters:
  ///   - batch: The rows; at least one.
  ///   - evaluation: Holds finite logits; gradient, and curvature if it is wanted, are to be
  ///     filled with the derivatives of the value. Both are zero at the start.
  ///   - context: The training set.
  ///   - state: What the loss remembers. Quantities that the published gradient takes for
  ///     constants (weights, thresholds) are put there, and read from there when it is frozen.
  ///
  /// - Returns: The value: a mean, not a sum over rows.
  func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double
}

extension BatchLoss {
  /// The value times the number of rows, with its derivatives.
  public func exactDerivatives(
    of batch: LossBatch, in context: LossContext, state: inout LossState,
    evaluation: inout BatchEvaluation
  ) -> Double {
    precondition(evaluation.logits.count == batch.count, "one logit a row")
    let passesOver = profile.properties.batches.passesOverOneClass
    guard batch.count > 0, batch.hasBothClasses || !passesOver else { return 0 }
    guard evaluation.logits.allSatisfy(\.isFinite) else {
      // Sorting makes sense of no NaN: a diverged model must be seen.
      for row in 0..<batch.count { evaluation.gradient[row] = .nan }
      return .nan
    }
    let loss = prepared(for: context)
    let value = loss.value(of: batch, in: &evaluation, context: context, state: &state)
    let rows = Double(batch.count)
    for row in 0..<batch.count { evaluation.gradient[row] *= rows }
    if evaluation.wantsCurvature {
      for row in 0..<batch.count { evaluation.curvature[row] *= rows }
    }
    return value * rows
  }
}
