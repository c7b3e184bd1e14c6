internal import Losses

/// What the derivatives of losses are multiplied by, so that one minimum of curvature in a leaf and
/// one penalty mean the same for all of them.
///
/// Multiplying a loss by a number changes no minimum, but it does change what `min_child_weight`,
/// `lambda` and `gamma` allow: near a prevalence of 0.1 % the curvature of MSE or focal loss is
/// thousands of times smaller than that of cross-entropy, and a booster with its usual settings grows
/// no tree. The rule: at the constant that a loss starts from, the mean curvature of the training
/// rows is that of cross-entropy at its own start, π (1 - π).
struct CurvatureScale {
  private let rows: BoostingRows
  private let context: LossContext
  private let curvature: Double
  private let slope: Double

  /// The rule on some training rows; their derivatives are overwritten.
  init(_ rows: BoostingRows, in context: LossContext) {
    self.rows = rows
    self.context = context
    var state = LossState()
    // Cross-entropy is taken through the same arithmetic, so that its own scale is exactly 1.
    let logits = [Float](repeating: Float(context.priorLogit), count: rows.rowCount)
    _ = rows.evaluate(
      BoostedLoss(CrossEntropy()), at: logits.span, scale: 1, in: context, state: &state)
    curvature = rows.meanCurvature
    slope = rows.meanSlope
  }

  /// The scale of a loss.
  ///
  /// A loss whose curvature vanishes at its start is scaled by its gradient's mean magnitude, and one
  /// whose gradient vanishes too is left as it is.
  ///
  /// - Parameters:
  ///   - loss: The loss, prepared.
  ///   - start: The constant that it starts from.
  ///   - state: What it remembers at the start; it is not changed.
  ///
  /// - Returns: What derivatives are multiplied by.
  func of(_ loss: BoostedLoss, at start: Float, state: LossState) -> Float {
    var state = state
    let logits = [Float](repeating: start, count: rows.rowCount)
    let result = rows.evaluate(loss, at: logits.span, scale: 1, in: context, state: &state)
    guard result.isFinite, state.fault == nil else { return 1 }
    let found = rows.meanCurvature
    // Rows at the least curvature have none.
    if found - Double(BoostingRows.leastCurvature) > 1e-14 { return Float(curvature / found) }
    let scale = Float(slope / rows.meanSlope)
    return scale.isFinite && scale > 0 ? scale : 1
  }
}
