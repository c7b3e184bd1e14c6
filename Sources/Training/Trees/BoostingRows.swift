internal import Losses

/// The training rows as losses see them, and room for their derivatives.
///
/// The whole training part is one batch. Losses that are sums over rows are evaluated some rows at a
/// time, which stay in the cache until their derivatives are finished.
final class BoostingRows {
  /// Rows that are evaluated at once, where the loss lets rows be parted.
  static let rowsAtOnce = 4096
  /// The least curvature of a row, as XGBoost's own logistic objective has it.
  static let leastCurvature: Float = 1e-16

  /// First derivatives, one a row.
  let gradient: FloatBuffer
  /// Second derivatives, one a row.
  let curvature: FloatBuffer
  let rowCount: Int

  private let team: WorkerTeam
  private let parts: [LossBatch]
  private let labels: [Float]
  private let amounts: [Float]
  /// All rows, for losses that need to see them together.
  private lazy var whole = LossBatch(labels: labels, amounts: amounts)

  init(labels: [Float], amounts: [Float], team: WorkerTeam) {
    self.labels = labels
    self.amounts = amounts
    self.team = team
    rowCount = labels.count
    gradient = FloatBuffer(count: rowCount)
    curvature = FloatBuffer(count: rowCount)
    parts = stride(from: 0, to: labels.count, by: Self.rowsAtOnce).map { first in
      let rows = first..<min(first + Self.rowsAtOnce, labels.count)
      return LossBatch(
        labels: Array(labels[rows]), amounts: amounts.isEmpty ? [] : Array(amounts[rows]))
    }
  }

  /// Fills in the derivatives of a loss, as a booster takes them, times `scale`.
  ///
  /// - Parameters:
  ///   - loss: The loss.
  ///   - logits: One a row.
  ///   - scale: What both derivatives are multiplied by.
  ///   - context: The training set.
  ///   - state: What the loss remembers.
  /// - Returns: The sum of the loss over the rows, and whether all derivatives are finite.
  func evaluate(
    _ loss: BoostedLoss, at logits: Span<Float>, scale: Float, in context: LossContext,
    state: inout LossState
  ) -> (sum: Double, isFinite: Bool) {
    precondition(logits.count == rowCount, "one logit a row")
    guard loss.isSumOverRows else {
      return unsafe evaluate(
        whole, from: 0, loss, at: logits, scale: scale, in: context, state: &state)
    }
    guard team.threads > 1, parts.count > 1 else {
      var (sum, isFinite) = (0.0, true)
      for index in parts.indices where state.fault == nil {
        let part = evaluate(
          part: index, loss, at: logits, scale: scale, in: context, state: &state)
        sum += part.sum
        isFinite = isFinite && part.isFinite
      }
      return (sum, isFinite)
    }
    return evaluateInParallel(loss, at: logits, scale: scale, in: context, state: &state)
  }

  private func evaluate(
    part index: Int, _ loss: BoostedLoss, at logits: Span<Float>, scale: Float,
    in context: LossContext, state: inout LossState
  ) -> (sum: Double, isFinite: Bool) {
    let part = parts[index]
    let first = index * Self.rowsAtOnce
    return unsafe evaluate(
      part, from: first, loss, at: logits.extracting(first..<first + part.count), scale: scale,
      in: context, state: &state)
  }

  @unsafe private func evaluate(
    _ batch: LossBatch, from first: Int, _ loss: BoostedLoss, at logits: Span<Float>,
    scale: Float, in context: LossContext, state: inout LossState
  ) -> (sum: Double, isFinite: Bool) {
    let slopes = unsafe UnsafeMutableBufferPointer(
      start: gradient.base + first, count: batch.count)
    let bends = unsafe UnsafeMutableBufferPointer(
      start: curvature.base + first, count: batch.count)
    var gradient = unsafe slopes.mutableSpan
    var curvature = unsafe bends.mutableSpan
    let sum = loss.loss.derivatives(
      at: logits, of: batch, in: context, state: &state, gradient: &gradient,
      curvature: &curvature)
    let isFinite = loss.form.finish(
      gradient: &gradient, curvature: &curvature, at: logits, scale: scale,
      least: Self.leastCurvature)
    return (sum, isFinite)
  }

  /// The same as one part after another, on several threads.
  private func evaluateInParallel(
    _ loss: BoostedLoss, at logits: Span<Float>, scale: Float, in context: LossContext,
    state: inout LossState
  ) -> (sum: Double, isFinite: Bool) {
    var results = parts.map { _ in PartResult() }
    let initial = state
    unsafe logits.withUnsafeBufferPointer { logits in
      unsafe results.withUnsafeMutableBufferPointer { results in
        // Each part writes to elements of its own.
        nonisolated(unsafe) let rows = self
        nonisolated(unsafe) let logits = unsafe logits
        nonisolated(unsafe) let results = unsafe results
        unsafe team.perform(results.count) { index in
          var state = initial
          let part = unsafe rows.evaluate(
            part: index, loss, at: logits.span, scale: scale, in: context, state: &state)
          unsafe results[index] = PartResult(
            sum: part.sum, isFinite: part.isFinite, fault: state.fault)
        }
      }
    }
    state.fault = results.lazy.compactMap(\.fault).first
    return (results.reduce(0) { $0 + $1.sum }, results.allSatisfy(\.isFinite))
  }

  private struct PartResult {
    var sum = 0.0
    var isFinite = true
    var fault: String?
  }

  /// The mean curvature of the rows, as it was evaluated last.
  var meanCurvature: Double { mean(of: curvature) { $0 } }
  /// The mean magnitude of the gradient of the rows, as it was evaluated last.
  var meanSlope: Double { mean(of: gradient) { $0.magnitude } }

  private func mean(of values: FloatBuffer, _ part: (Float) -> Float) -> Double {
    var sum = 0.0
    for row in 0..<rowCount { sum += Double(part(values[row])) }
    return sum / Double(rowCount)
  }
}

/// A loss, prepared, with what boosting must know of it.
struct BoostedLoss: Sendable {
  let loss: any Loss
  /// How its curvature becomes a booster's.
  let form: BoostingCurvature
  /// Whether rows can be evaluated apart from each other.
  let isSumOverRows: Bool

  init(_ loss: any Loss) {
    self.loss = loss
    let properties = loss.profile.properties
    form = properties.boostingCurvature
    isSumOverRows = properties.isPointwise && !properties.isStateful
  }

  private init(_ loss: any Loss, like other: BoostedLoss) {
    self.loss = loss
    form = other.form
    isSumOverRows = other.isSumOverRows
  }

  /// The loss, prepared for a stage of training.
  func prepared(for context: LossContext) -> BoostedLoss {
    BoostedLoss(loss.prepared(for: context), like: self)
  }
}
