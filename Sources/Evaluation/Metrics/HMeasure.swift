extension ScoreRanking {
  /// Hand's H-measure: what the best thresholds save of the expected loss of deciding without
  /// scores, in the mean over unknown costs.
  ///
  /// A false positive costs c and a false negative 1 − c. c is drawn from Beta(1 + π₁, 1 + π₀), π₁
  /// being the share of positives: its mode is π₁, where the two kinds of error cost in inverse
  /// proportion to the size of their class. For each c the best threshold is taken, on the convex
  /// hull of the ROC curve. 0 for a ranking that says nothing, 1 for a perfect one; `nil` without
  /// positives or without negatives.
  ///
  /// Source: D. J. Hand, C. Anagnostopoulos, *A better Beta for the H measure of classification
  /// performance*, Pattern Recognition Letters 40 (2014).
  public var hMeasure: Double? {
    guard isMixed, let share = prevalence else { return nil }
    return hMeasure(alpha: 1 + share, beta: 1 + (1 - share))
  }

  /// The H-measure under another distribution of costs, Beta(`alpha`, `beta`).
  ///
  /// Hand's first proposal is Beta(2, 2).
  ///
  /// - Parameters:
  ///   - alpha: first parameter, above 0.
  ///   - beta: second parameter, above 0.
  /// - Returns: 0…1; `nil` without positives or without negatives.
  public func hMeasure(alpha: Double, beta: Double) -> Double? {
    precondition(alpha > 0 && beta > 0, "a beta distribution has positive parameters")
    guard isMixed else { return nil }
    let costs = CostDistribution(alpha: alpha, beta: beta)
    var loss = CompensatedSum()
    var (truePositives, falsePositives, upper) = (0.0, 0.0, costs.upTo(1))
    // An edge of the hull pays while c is below its share of positives: from c = 1 down, one block
    // after the other is flagged.
    for share in IsotonicBlocks(self).blocks.map({ Optional($0) }) + [nil] {
      let lower = costs.upTo(share?.share ?? 0)
      loss.add(falsePositives * (upper.cost - lower.cost))
      loss.add((positiveWeight - truePositives) * (upper.rest - lower.rest))
      upper = lower
      truePositives += share?.positives ?? 0
      falsePositives += share?.negatives ?? 0
    }
    // Without scores all rows are flagged below the share of positives, and none above.
    let (all, split) = (costs.upTo(1), costs.upTo(positiveWeight / totalWeight))
    let most = negativeWeight * split.cost + positiveWeight * (all.rest - split.rest)
    return most > 0 ? min(max(1 - loss.value / most, 0), 1) : nil
  }
}

/// The distribution of the cost c of a false positive.
private struct CostDistribution {
  let alpha: Double
  let beta: Double

  /// The integrals of c and of 1 − c over costs from 0 to `limit`.
  func upTo(_ limit: Double) -> (cost: Double, rest: Double) {
    let mean = alpha / (alpha + beta)
    return (
      mean * IncompleteBeta.regularized(limit, alpha + 1, beta),
      (1 - mean) * IncompleteBeta.regularized(limit, alpha, beta + 1)
    )
  }
}
