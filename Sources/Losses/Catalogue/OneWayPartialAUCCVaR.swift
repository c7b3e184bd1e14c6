internal import DualNumbers

/// One-way partial AUC: the squared hinge of each positive with the highest negatives.
///
///     mean over positives of s + mean over negatives of (ℓ - s)₊ / β
///     ℓ = max(0, m - (z₊ - z₋))²
///
/// β is the range of false positive rates, and s, one number for each positive, is where the β
/// highest of its losses begin; the mean of those is the conditional value at risk. s takes a
/// gradient step each time its positive is seen. It begins at the quantile of the first batch
/// rather than at the authors' zero, from which it would need hundreds of epochs. Zhu et al., *When
/// AUC meets DRO: optimizing partial AUC for deep learning with non-convex convergence guarantee*,
/// 2022 (SOPA).
public struct OneWayPartialAUCCVaR: BatchLoss {
  /// The name in suite files.
  public static let name = "partial-auc-cvar"
  /// The name inside a sentence.
  public static let title = "one-way partial AUC by CVaR"
  /// The formula in plain text.
  public static let formula =
    "mean₊ of s + mean₋ (ℓ − s)₊ / β, ℓ = max(0, m − (z₊ − z₋))²"
  /// Where it comes from.
  public static let reference =
    "Zhu et al., When AUC meets DRO: optimizing partial AUC, 2022"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: false, isPointwise: false,
    isStateful: true, batches: .stratified(positives: 16))
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["beta": 0.2, "margin": 1, "rate": 0.1],
    ["beta": 0.05, "margin": 1, "rate": 0.1],
    ["beta": 0.01, "margin": 1, "rate": 0.1],
    ["beta": 0.2, "margin": 1, "rate": 1],
    ["beta": 0.05, "margin": 3, "rate": 0.1],
  ]

  /// The share of negatives that counts: the highest false positive rate of interest.
  public var beta = 0.2
  /// By how much a positive must lie above a negative for the pair to cost nothing.
  public var margin = 1.0
  /// The step of s.
  public var rate = 0.1

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("beta", beta, "from 0.0001 to 1") { (0.0001...1).contains($0) }
    try require("margin", margin, "above 0 and at most 100") { $0 > 0 && $0 <= 100 }
    try require("rate", rate, "from 0 to 10") { (0...10).contains($0) }
  }

  /// The value at the s that stand; then each takes its step.
  public func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    let negatives = evaluation.gather(positive: false, of: batch, at: 0, filler: -.infinity)
    let gradient = evaluation.zeros(like: negatives, at: negatives.end)
    let active = evaluation.zeros(like: negatives, at: gradient.end)
    let share = beta * Double(negatives.rows)
    let scale = 1 / (share * Double(batch.positives.count))
    // The same negatives are the highest for every positive.
    let counted = min(max(1, Int((share - 1e-9).rounded(.up))), negatives.rows)
    var bound = Double.nan
    var value = 0.0
    for row in batch.positives {
      let id = batch.rows[row]
      let start = evaluation.logits[row] - margin
      var threshold = state.byRow[id]?.first ?? .nan
      if threshold.isNaN {
        if bound.isNaN {
          bound = evaluation.bound(below: counted, of: negatives, using: active.end)
        }
        let term = max(0, bound - start)
        threshold = term * term
      }
      let met = above(threshold, from: start, negatives, gradient, active, &evaluation.spare)
      value += threshold + met.excess / share
      evaluation.gradient[row] = -2 * scale * met.terms
      if evaluation.wantsCurvature { evaluation.curvature[row] = 2 * scale * met.count }
      if !state.isFrozen {
        // Losses are not negative, so neither is where the highest begin.
        state.byRow[id] = [max(0, threshold - rate * (1 - met.count / share))]
      }
    }
    evaluation.scatter(
      gradient: gradient, curvature: active, scale: 2 * scale, positive: false, of: batch)
    return value / Double(batch.positives.count)
  }

  private typealias Column = BatchEvaluation.Column

  /// The pairs of one positive that cost more than `threshold`: by how much, the sum of their
  /// terms, and their number.
  @inline(__always)
  private func above(
    _ threshold: Double, from start: Double, _ negatives: Column, _ gradient: Column,
    _ active: Column, _ spare: inout [Double]
  ) -> (excess: Double, terms: Double, count: Double) {
    var memory = spare.mutableSpan
    var (excess, terms, count) = (SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>())
    for at in stride(from: 0, to: negatives.length, by: 4) {
      let term = SIMD4<Double>.positivePart(SIMD4(memory.span, at: negatives.start &+ at) - start)
      let over = term * term - threshold
      let counts = over .> 0
      let one = SIMD4<Double>().replacing(with: 1, where: counts)
      let met = SIMD4<Double>().replacing(with: term, where: counts)
      excess += SIMD4<Double>.positivePart(over)
      terms += met
      count += one
      (SIMD4(memory.span, at: gradient.start &+ at) + met)
        .store(into: &memory, at: gradient.start &+ at)
      (SIMD4(memory.span, at: active.start &+ at) + one)
        .store(into: &memory, at: active.start &+ at)
    }
    return (excess.sum(), terms.sum(), count.sum())
  }
}
