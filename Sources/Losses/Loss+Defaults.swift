extension Loss {
  /// The default settings alone.
  public static var tuningGrid: [[String: Double]] { [Self().settings] }

  /// The first revision.
  public static var revision: Int { 1 }

  /// What the type says of itself.
  public var profile: LossProfile { Self.profile }

  /// Accepts every setting.
  public func validate() throws(LossError) {}

  /// The loss itself: nothing to work out.
  public func prepared(for context: LossContext) -> Self { self }

  /// Nothing to remember.
  public func initialState(in context: LossContext) -> LossState { LossState() }

  /// The gradient of ``derivatives(at:of:in:state:gradient:curvature:)``, the curvature discarded.
  public func gradient(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState,
    gradient: inout MutableSpan<Float>
  ) -> Double {
    var discarded = [Float](repeating: 0, count: logits.count)
    var curvature = discarded.mutableSpan
    return derivatives(
      at: logits, of: batch, in: context, state: &state, gradient: &gradient,
      curvature: &curvature)
  }

  /// The value of ``gradient(at:of:in:state:gradient:)``, the gradient discarded.
  public func sum(
    at logits: Span<Float>, of batch: LossBatch, in context: LossContext, state: inout LossState
  ) -> Double {
    var discarded = [Float](repeating: 0, count: logits.count)
    var slopes = discarded.mutableSpan
    return gradient(at: logits, of: batch, in: context, state: &state, gradient: &slopes)
  }

  /// Nil: a batch-wise loss need not determine a level.
  public func optimalConstant(in context: LossContext) -> Double? { nil }

  /// Nil: there is no way back to the posterior.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? { nil }

  /// ``recoverPosterior(fromLogit:in:)`` of each logit, whatever the amounts.
  public func recoverPosteriors(
    fromLogits logits: Span<Float>, amounts: Span<Float>, in context: LossContext
  ) -> [Double]? {
    guard profile.properties.recoversPosterior else { return nil }
    let loss = prepared(for: context)
    var posteriors: [Double] = []
    posteriors.reserveCapacity(logits.count)
    for index in logits.indices {
      guard let posterior = loss.recoverPosterior(fromLogit: Double(logits[index]), in: context)
      else { return nil }
      posteriors.append(posterior)
    }
    return posteriors
  }
}
