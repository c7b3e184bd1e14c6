internal import DualNumbers

extension SmoothRanking {
  /// Sums over the rows that one positive is compared with.
  private struct Sums {
    var values = 0.0
    var slopes = 0.0
    var bends = 0.0
  }

  /// One less the smooth average precision, and its derivatives by the logits of the batch.
  func precisionLoss(of batch: LossBatch, in evaluation: inout BatchEvaluation) -> Double {
    guard positives.rows > 0 else { return 0 }
    if let middle {
      for index in 0..<negatives.end {
        evaluation.spare[index] = .exp(evaluation.spare[index] - middle)
      }
    }
    let wantsCurvature = evaluation.wantsCurvature
    let scale = 1 / (Double(positives.rows) * temperature)
    let ownPositives = BatchEvaluation.Column(start: positives.start, rows: batchPositives)
    let ownNegatives = BatchEvaluation.Column(start: negatives.start, rows: batchNegatives)
    var value = 0.0
    for anchor in 0..<positives.rows {
      var hits = compare(anchor, with: positives, wantsCurvature, &evaluation.spare)
      let alarms = compare(anchor, with: negatives, wantsCurvature, &evaluation.spare)
      hits = withoutSelf(hits, anchor, &evaluation.spare)
      let above = 1 + hits.values
      let all = above + alarms.values
      value += alarms.values / all
      let byHit = -alarms.values / (all * all)
      let byAlarm = above / (all * all)
      add(byHit, all, to: ownPositives, wantsCurvature, &evaluation.spare)
      add(byAlarm, all, to: ownNegatives, wantsCurvature, &evaluation.spare)
      guard anchor < batchPositives else { continue }
      let row = batch.positives[anchor]
      // The positive's own logit moves all comparisons the other way.
      evaluation.gradient[row] -= scale * (byHit * hits.slopes + byAlarm * alarms.slopes)
      guard wantsCurvature else { continue }
      let slope = byHit * hits.slopes + byAlarm * alarms.slopes
      let bend = byHit * hits.bends + byAlarm * alarms.bends
      evaluation.curvature[row] +=
        scale / temperature * (bend - 2 * (hits.slopes + alarms.slopes) / all * slope)
    }
    scatter(positives, scale, isPositive: true, of: batch, in: &evaluation)
    scatter(negatives, scale, isPositive: false, of: batch, in: &evaluation)
    return value / Double(positives.rows)
  }

  /// Fills in the comparisons of one positive with a column, and their slopes.
  @inline(__always)
  private func compare(
    _ anchor: Int, with column: BatchEvaluation.Column, _ wantsCurvature: Bool,
    _ spare: inout [Double]
  ) -> Sums {
    var memory = spare.mutableSpan
    // A place, or an exponential where those can be multiplied.
    let own = memory[anchor]
    let isExponential = middle != nil
    let scale = SIMD4<Double>(repeating: isExponential ? 1 / own : 1)
    var (values, slopes, bends) = (SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>())
    for at in stride(from: column.start, to: column.end, by: 4) {
      let place = SIMD4<Double>(memory.span, at: at)
      let odds = isExponential ? place * scale : exponentials(place - own)
      let rest = 1 / (1 + odds)
      let value = odds * rest
      let slope = value * rest
      value.store(into: &memory, at: comparisons &+ at)
      slope.store(into: &memory, at: self.slopes &+ at)
      values += value
      slopes += slope
      if wantsCurvature { bends += slope * (rest - value) }
    }
    return Sums(values: values.sum(), slopes: slopes.sum(), bends: bends.sum())
  }

  /// Exponentials of logits too far apart to be multiplied; the largest is finite.
  private func exponentials(_ places: SIMD4<Double>) -> SIMD4<Double> {
    var result = SIMD4<Double>()
    for lane in 0..<4 { result[lane] = .exp(min(places[lane], 700)) }
    return result
  }

  /// Takes out the comparison of a positive with itself, which does not move.
  private func withoutSelf(_ sums: Sums, _ anchor: Int, _ spare: inout [Double]) -> Sums {
    let (value, slope) = (spare[comparisons + anchor], spare[slopes + anchor])
    spare[comparisons + anchor] = 0
    spare[slopes + anchor] = 0
    return Sums(
      values: max(0, sums.values - value), slopes: max(0, sums.slopes - slope),
      bends: sums.bends - slope * (1 - 2 * value))
  }

  /// Adds to a column's derivatives what it has in the precision of one positive.
  @inline(__always)
  private func add(
    _ weight: Double, _ all: Double, to column: BatchEvaluation.Column, _ wantsCurvature: Bool,
    _ spare: inout [Double]
  ) {
    var memory = spare.mutableSpan
    let weights = SIMD4<Double>(repeating: weight)
    let twice = 2 / all
    for at in stride(from: column.start, to: column.end, by: 4) {
      let slope = SIMD4<Double>(memory.span, at: slopes &+ at)
      (SIMD4(memory.span, at: gradient &+ at) + weights * slope)
        .store(into: &memory, at: gradient &+ at)
      guard wantsCurvature else { continue }
      let value = SIMD4<Double>(memory.span, at: comparisons &+ at)
      let bend = slope * (1 - 2 * value) - twice * slope * slope
      (SIMD4(memory.span, at: curvature &+ at) + weights * bend)
        .store(into: &memory, at: curvature &+ at)
    }
  }

  /// Hands the sums of a column to the rows of the batch.
  private func scatter(
    _ column: BatchEvaluation.Column, _ scale: Double, isPositive: Bool, of batch: LossBatch,
    in evaluation: inout BatchEvaluation
  ) {
    evaluation.scatter(
      gradient: BatchEvaluation.Column(start: gradient + column.start, rows: column.rows),
      curvature: BatchEvaluation.Column(start: curvature + column.start, rows: column.rows),
      scale: scale, curvatureScale: scale / temperature, positive: isPositive, of: batch)
  }
}
