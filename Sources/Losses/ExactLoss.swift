/// A loss that is computed in `Double` alone; training gets its numbers rounded to `Float`.
///
/// A conforming type gives ``Loss/exactDerivatives(of:in:state:evaluation:)``. ``BatchLoss`` is one,
/// and so are losses of other languages.
public protocol ExactLoss: Loss {}

extension ExactLoss {
  /// The sum over rows with both derivatives, rounded to `Float`.
  public func derivatives(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>, curvature: inout MutableSpan<Float>
  ) -> Double {
    precondition(
      logits.count == batch.count && gradient.count == batch.count
        && curvature.count == batch.count, "logits and derivatives have one element a row")
    return borrowingWorkspace(of: &state) { evaluation, state in
      evaluation.begin(at: logits, wantsCurvature: true)
      let sum = exactDerivatives(of: batch, in: context, state: &state, evaluation: &evaluation)
      for row in 0..<batch.count {
        gradient[row] = Float(evaluation.gradient[row])
        curvature[row] = Float(evaluation.curvature[row])
      }
      return sum
    }
  }

  /// The sum over rows with the gradient, rounded to `Float`.
  public func gradient(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>
  ) -> Double {
    precondition(
      logits.count == batch.count && gradient.count == batch.count,
      "logits and gradient have one element a row")
    return borrowingWorkspace(of: &state) { evaluation, state in
      evaluation.begin(at: logits, wantsCurvature: false)
      let sum = exactDerivatives(of: batch, in: context, state: &state, evaluation: &evaluation)
      for row in 0..<batch.count { gradient[row] = Float(evaluation.gradient[row]) }
      return sum
    }
  }

  /// The sum over rows.
  public func sum(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState
  ) -> Double {
    precondition(logits.count == batch.count, "logits have one element a row")
    return borrowingWorkspace(of: &state) { evaluation, state in
      evaluation.begin(at: logits, wantsCurvature: false)
      return exactDerivatives(of: batch, in: context, state: &state, evaluation: &evaluation)
    }
  }

  /// Lends the state's workspace, so that nothing is allocated and nothing is accessed twice.
  private func borrowingWorkspace(
    of state: inout LossState, _ work: (inout BatchEvaluation, inout LossState) -> Double
  ) -> Double {
    var evaluation = BatchEvaluation()
    swap(&evaluation, &state.workspace)
    defer { swap(&evaluation, &state.workspace) }
    return work(&evaluation, &state)
  }
}
