internal import DualNumbers

/// The sum of `log(1 + e^(z₋ - z₊))` over all pairs, pair by pair, with its derivatives by the
/// logits.
///
/// Columns of the evaluation's spare memory hold what belongs to each row: logits, and the sums of
/// `σ(z₋ - z₊)` and of its derivative.
enum LogisticPairs {
  /// The logits of one class and the sums that belong to them.
  struct Side {
    var logits: BatchEvaluation.Column
    var sigmoids: BatchEvaluation.Column
    var slopes: BatchEvaluation.Column
  }

  /// Logits further apart than this overflow as products of exponentials.
  static let widest = 600.0

  /// Fills in the sums of both sides and returns the value.
  static func sum(
    _ evaluation: inout BatchEvaluation, positives: Side, negatives: Side, lowest: Double,
    highest: Double
  ) -> Double {
    guard highest - lowest <= widest else {
      return exactSum(&evaluation, positives: positives, negatives: negatives)
    }
    // e^(z₋ - z₊) is a product of two exponentials, taken once a row. The middle keeps them small.
    let middle = (lowest + highest) / 2
    let (logits, end) = (negatives.logits.start, negatives.logits.length)
    for index in 0..<end where index < negatives.logits.rows {
      evaluation.spare[logits + index] = .exp(evaluation.spare[logits + index] - middle)
    }
    for index in negatives.logits.rows..<end { evaluation.spare[logits + index] = 0 }
    // The product of as many factors 1 + e^(z₋ - z₊) as cannot overflow needs one logarithm.
    let factors = max(1, min(512, Int(600 / (highest - lowest + 0.7))))
    let wantsCurvature = evaluation.wantsCurvature
    var value = 0.0
    var memory = evaluation.spare.mutableSpan
    for index in 0..<positives.logits.rows {
      let inverse = Double.exp(middle - memory[positives.logits.start + index])
      let scale = SIMD4<Double>(repeating: inverse)
      var sigmoids = SIMD4<Double>()
      var slopes = SIMD4<Double>()
      // The product less 1: all terms are positive, so that tiny ones keep their digits.
      var product = SIMD4<Double>()
      var multiplied = 0
      var at = 0
      while at < end {
        let odds = scale * SIMD4(memory.span, at: logits &+ at)
        let rest = 1 / (1 + odds)
        let sigmoid = odds * rest
        sigmoids += sigmoid
        (SIMD4(memory.span, at: negatives.sigmoids.start &+ at) + sigmoid)
          .store(into: &memory, at: negatives.sigmoids.start &+ at)
        if wantsCurvature {
          let slope = sigmoid * rest
          slopes += slope
          (SIMD4(memory.span, at: negatives.slopes.start &+ at) + slope)
            .store(into: &memory, at: negatives.slopes.start &+ at)
        }
        product += odds + odds * product
        multiplied &+= 1
        if multiplied == factors {
          value += logarithm(product)
          product = SIMD4()
          multiplied = 0
        }
        at &+= 4
      }
      value += logarithm(product)
      memory[positives.sigmoids.start + index] = sigmoids.sum()
      if wantsCurvature { memory[positives.slopes.start + index] = slopes.sum() }
    }
    return value
  }

  private static func logarithm(_ product: SIMD4<Double>) -> Double {
    (.log1p(product[0]) + .log1p(product[1])) + (.log1p(product[2]) + .log1p(product[3]))
  }

  /// The same for logits of any size, slowly.
  private static func exactSum(
    _ evaluation: inout BatchEvaluation, positives: Side, negatives: Side
  ) -> Double {
    var value = 0.0
    for i in 0..<positives.logits.rows {
      for j in 0..<negatives.logits.rows {
        let pair = Double.logistic(
          evaluation.spare[negatives.logits.start + j]
            - evaluation.spare[positives.logits.start + i])
        value += pair.negativeLogComplement
        evaluation.spare[positives.sigmoids.start + i] += pair.sigmoid
        evaluation.spare[negatives.sigmoids.start + j] += pair.sigmoid
        evaluation.spare[positives.slopes.start + i] += pair.sigmoid * pair.complement
        evaluation.spare[negatives.slopes.start + j] += pair.sigmoid * pair.complement
      }
    }
    return value
  }
}
