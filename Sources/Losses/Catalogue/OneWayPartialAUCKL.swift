internal import DualNumbers

/// Soft one-way partial AUC: the squared hinge of each positive, its worst pairs weighted up.
///
///     mean over positives of Λ log mean over negatives of e^(ℓ / Λ)
///     ℓ = max(0, m - (z₊ - z₋))²
///
/// The inner mean u is a moving average, one for each positive, kept as a logarithm; the value is
/// expanded at it to first order, Λ (log u + g / u − 1) with g the mean of the batch, whose
/// derivative is the authors' gradient. Small Λ looks at the worst pairs alone. Zhu et al., *When
/// AUC meets DRO: optimizing partial AUC for deep learning with non-convex convergence guarantee*,
/// 2022 (SOPA-s).
public struct OneWayPartialAUCKL: BatchLoss {
  /// The name in suite files.
  public static let name = "partial-auc-kl"
  /// The name inside a sentence.
  public static let title = "soft one-way partial AUC"
  /// The formula in plain text.
  public static let formula =
    "mean₊ of Λ log mean₋ e^(ℓ/Λ), ℓ = max(0, m − (z₊ − z₋))²"
  /// Where it comes from.
  public static let reference =
    "Zhu et al., When AUC meets DRO: optimizing partial AUC, 2022"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: false, isPointwise: false,
    isStateful: true, batches: .stratified(positives: 16))
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["temperature": 1, "averaging": 0.9, "margin": 1],
    ["temperature": 0.3, "averaging": 0.9, "margin": 1],
    ["temperature": 3, "averaging": 0.9, "margin": 1],
    ["temperature": 10, "averaging": 0.9, "margin": 1],
    ["temperature": 1, "averaging": 0.1, "margin": 1],
  ]

  /// Λ: how evenly negatives count.
  public var temperature = 1.0
  /// γ, the share of the batch at hand in a moving average; 1 is no memory.
  public var averaging = 0.9
  /// By how much a positive must lie above a negative for the pair to cost nothing.
  public var margin = 1.0

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("temperature", temperature, "from 0.001 to 1e6") { (0.001...1e6).contains($0) }
    try require("averaging", averaging, "above 0 and at most 1") { $0 > 0 && $0 <= 1 }
    try require("margin", margin, "above 0 and at most 100") { $0 > 0 && $0 <= 100 }
  }

  /// The value, expanded at the moving averages.
  public func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    let negatives = evaluation.gather(positive: false, of: batch, at: 0, filler: -.infinity)
    let gradient = evaluation.zeros(like: negatives, at: negatives.end)
    let curvature = evaluation.zeros(like: negatives, at: gradient.end)
    let weights = evaluation.zeros(like: negatives, at: curvature.end)
    let columns = Columns(
      negatives: negatives, gradient: gradient, curvature: curvature, weights: weights)
    var highest = -Double.infinity
    for index in 0..<negatives.rows { highest = max(highest, evaluation.spare[index]) }
    let scale = 1 / (Double(negatives.rows) * Double(batch.positives.count))
    let wantsCurvature = evaluation.wantsCurvature
    var value = 0.0
    for row in batch.positives {
      let id = batch.rows[row]
      let start = evaluation.logits[row] - margin
      let term = max(0, highest - start)
      // Exponents relative to the largest cannot overflow.
      let largest = term * term / temperature
      let sum = exponentials(from: start, less: largest, columns, &evaluation.spare)
      let mean = largest + .log(sum / Double(negatives.rows))
      var average = state.byRow[id]?.first ?? mean
      if !state.isFrozen {
        average = moved(average, towards: mean)
        state.byRow[id] = [average]
      }
      value += temperature * (average + .exp(mean - average) - 1)
      let slopes = slopes(
        from: start, factor: .exp(largest - average), wantsCurvature, columns, &evaluation.spare)
      evaluation.gradient[row] = -scale * slopes.first
      if wantsCurvature { evaluation.curvature[row] = scale * slopes.second }
    }
    evaluation.scatter(
      gradient: gradient, curvature: curvature, scale: scale, positive: false, of: batch)
    return value / Double(batch.positives.count)
  }

  private struct Columns {
    var negatives: BatchEvaluation.Column
    var gradient: BatchEvaluation.Column
    var curvature: BatchEvaluation.Column
    var weights: BatchEvaluation.Column
  }

  /// The logarithm of the moving average of two numbers given by their logarithms.
  private func moved(_ old: Double, towards new: Double) -> Double {
    // Adding logarithm 1 of nothing is exact, so that γ = 1 is no memory.
    guard averaging < 1 else { return new }
    let (kept, added) = (old + .log(1 - averaging), new + .log(averaging))
    let high = max(kept, added)
    return high + .log1p(.exp(min(kept, added) - high))
  }

  /// Fills in e^(ℓ/Λ - largest) for each negative and returns the sum.
  @inline(__always)
  private func exponentials(
    from start: Double, less largest: Double, _ columns: Columns, _ spare: inout [Double]
  ) -> Double {
    var memory = spare.mutableSpan
    // Pairs in the right order by the margin cost nothing: one exponential serves them all.
    let least = Double.exp(-largest)
    var sum = 0.0
    for at in 0..<columns.negatives.rows {
      let term = memory[columns.negatives.start &+ at] - start
      let weight = term > 0 ? .exp(term * term / temperature - largest) : least
      memory[columns.weights.start &+ at] = weight
      sum += weight
    }
    return sum
  }

  /// Adds the derivatives of the pairs of one positive, and returns their sums.
  @inline(__always)
  private func slopes(
    from start: Double, factor: Double, _ wantsCurvature: Bool, _ columns: Columns,
    _ spare: inout [Double]
  ) -> (first: Double, second: Double) {
    var memory = spare.mutableSpan
    var (firsts, seconds) = (SIMD4<Double>(), SIMD4<Double>())
    for at in stride(from: 0, to: columns.negatives.length, by: 4) {
      let logit = SIMD4<Double>(memory.span, at: columns.negatives.start &+ at)
      let term = SIMD4<Double>.positivePart(logit - start)
      let weight = factor * SIMD4(memory.span, at: columns.weights.start &+ at)
      let first = 2 * weight * term
      firsts += first
      (SIMD4(memory.span, at: columns.gradient.start &+ at) + first)
        .store(into: &memory, at: columns.gradient.start &+ at)
      guard wantsCurvature else { continue }
      let bend = (2 * weight).replacing(with: 0, where: term .<= 0)
      let second = bend + 2 * first * term / temperature
      seconds += second
      (SIMD4(memory.span, at: columns.curvature.start &+ at) + second)
        .store(into: &memory, at: columns.curvature.start &+ at)
    }
    return (firsts.sum(), seconds.sum())
  }
}
