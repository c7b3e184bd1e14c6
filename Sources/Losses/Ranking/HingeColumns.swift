internal import DualNumbers

/// The rows of one class as partners of a positive under the squared hinge, in an evaluation's
/// spare memory: logits, and sums of terms and of counts of active pairs, by row.
struct HingeColumns {
  let logits: BatchEvaluation.Column
  let terms: BatchEvaluation.Column
  let counts: BatchEvaluation.Column

  init(
    positive: Bool, of batch: LossBatch, at start: Int, in evaluation: inout BatchEvaluation
  ) {
    logits = evaluation.gather(positive: positive, of: batch, at: start, filler: -.infinity)
    terms = evaluation.zeros(like: logits, at: logits.end)
    counts = evaluation.zeros(like: logits, at: terms.end)
  }

  var end: Int { counts.end }

  /// The sum of the squares of `(z - start)₊`.
  @inline(__always)
  func squares(from start: Double, _ spare: [Double]) -> Double {
    let memory = spare.span
    var sum = SIMD4<Double>()
    for at in stride(from: 0, to: logits.length, by: 4) {
      let term = SIMD4<Double>.positivePart(SIMD4(memory, at: logits.start &+ at) - start)
      sum += term * term
    }
    return sum.sum()
  }

  /// Adds `weight (z - start)₊` to the terms of each row and `weight` to its counts where that is
  /// not zero.
  ///
  /// - Returns: The sums of what was added.
  @inline(__always)
  func add(
    _ weight: Double, from start: Double, _ spare: inout [Double]
  ) -> (terms: Double, counts: Double) {
    var memory = spare.mutableSpan
    let weights = SIMD4<Double>(repeating: weight)
    var (sum, count) = (SIMD4<Double>(), SIMD4<Double>())
    for at in stride(from: 0, to: logits.length, by: 4) {
      let term = SIMD4<Double>.positivePart(SIMD4(memory.span, at: logits.start &+ at) - start)
      let added = weights * term
      let active = SIMD4<Double>().replacing(with: weights, where: 0 .< term)
      sum += added
      count += active
      (SIMD4(memory.span, at: terms.start &+ at) + added)
        .store(into: &memory, at: terms.start &+ at)
      (SIMD4(memory.span, at: counts.start &+ at) + active)
        .store(into: &memory, at: counts.start &+ at)
    }
    return (sum.sum(), count.sum())
  }
}
