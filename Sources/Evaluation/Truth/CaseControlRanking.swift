/// Rows drawn by class and ranked by a score: average precision, AUROC and recall of the population.
///
/// Rows with equal scores are one step of every curve and enter together. A score that one row alone
/// has is taken for a sample of a continuous stretch: the row enters at the middle of its own step,
/// which removes the bias that half of a row's mass would bring.
public struct CaseControlRanking: Sendable {
  /// Rows that share one score.
  struct Step: Equatable, Sendable {
    let score: Double
    /// Whether it is one row alone.
    let isSingle: Bool
    /// Shares of both laws.
    let positive: Double
    let negative: Double
    /// Shares of both laws that score higher.
    let positiveAbove: Double
    let negativeAbove: Double
  }

  /// The distinct scores, highest first.
  let steps: [Step]
  /// Share of positives in the population.
  public let prevalence: Double

  /// Ranks rows by logits, or any other score that is higher the more suspicious a row is.
  ///
  /// - Parameters:
  ///   - scores: one a row, finite.
  ///   - weights: what the rows stand for.
  ///   - prevalence: share of positives in the population, above 0 and below 1.
  /// - Throws: ``EvaluationError``.
  public init(
    scores: [Float], weights: CaseControlWeights, prevalence: Double
  ) throws(EvaluationError) {
    try Validation.finite(scores.span, what: "score")
    try Validation.sameLength(weights.positive.count, what: "weights", rows: scores.count)
    precondition(scores.count <= Int(UInt32.max), "row numbers must fit 32 bits")
    // Key and row in one integer: sorted by score, and by row where scores are equal.
    var keys = scores.indices.map { UInt64(scores[$0].descendingKey) << 32 | UInt64($0) }
    keys.sort()
    self.init(
      order: keys.map { Int($0 & 0xFFFF_FFFF) }, score: { Double(scores[$0]) }, weights: weights,
      prevalence: prevalence)
  }

  /// Ranks rows by double-precision scores, such as log-likelihood ratios; infinite ones may be.
  ///
  /// - Throws: ``EvaluationError``.
  public init(
    scores: [Double], weights: CaseControlWeights, prevalence: Double
  ) throws(EvaluationError) {
    if let row = scores.firstIndex(where: \.isNaN) {
      throw .notFinite(what: "score", row: row, value: scores[row])
    }
    try Validation.sameLength(weights.positive.count, what: "weights", rows: scores.count)
    var keys = scores.indices.map { (scores[$0].descendingKey, $0) }
    keys.sort { $0 < $1 }
    self.init(
      order: keys.map(\.1), score: { scores[$0] }, weights: weights, prevalence: prevalence)
  }

  private init(
    order: [Int], score: (Int) -> Double, weights: CaseControlWeights, prevalence: Double
  ) {
    precondition(prevalence > 0 && prevalence < 1, "the prevalence must lie between 0 and 1")
    var steps: [Step] = []
    steps.reserveCapacity(order.count)
    var (recall, fallOut) = (CompensatedSum(), CompensatedSum())
    var place = 0
    while place < order.count {
      let value = score(order[place])
      let first = place
      var (positive, negative) = (0.0, 0.0)
      while place < order.count, score(order[place]) == value {
        positive += weights.positive[order[place]]
        negative += weights.negative[order[place]]
        place += 1
      }
      steps.append(
        Step(
          score: value, isSingle: place == first + 1, positive: positive, negative: negative,
          positiveAbove: recall.value, negativeAbove: fallOut.value))
      recall.add(positive)
      fallOut.add(negative)
    }
    self.steps = steps
    self.prevalence = prevalence
  }

  /// Average precision: the mean, over the positive law, of the precision at a row's own score.
  ///
  /// Source: K. Boyd, K. Eng, C. D. Page, *Area under the precision–recall curve*, ECML PKDD 2013.
  public var averagePrecision: Double {
    var sum = CompensatedSum()
    for step in steps where step.positive > 0 {
      let share = step.isSingle ? 0.5 : 1
      let caught = prevalence * (step.positiveAbove + share * step.positive)
      let alarms = (1 - prevalence) * (step.negativeAbove + share * step.negative)
      sum.add(step.positive * (caught / (caught + alarms)))
    }
    return sum.value
  }

  /// Area under the ROC curve, ties counting one half.
  ///
  /// Source: J. A. Hanley, B. J. McNeil, Radiology 143 (1982).
  public var areaUnderROC: Double {
    var sum = CompensatedSum()
    for step in steps { sum.add(step.negative * (step.positiveAbove + step.positive / 2)) }
    return sum.value
  }

  /// The highest recall over all thresholds whose false-positive rate is at most `cap`.
  ///
  /// A single row that crosses the cap counts in part; tied rows that do are left out whole, since no
  /// threshold parts them.
  ///
  /// - Parameter cap: highest share of the negative law that may be flagged, 0…1.
  /// - Returns: 0…1.
  public func recall(atFalsePositiveRate cap: Double) -> Double {
    var recall = 0.0
    for step in steps {
      guard step.negativeAbove + step.negative > cap else {
        recall = step.positiveAbove + step.positive
        continue
      }
      guard step.isSingle, step.negative > 0, cap > step.negativeAbove else { break }
      let share = (cap - step.negativeAbove) / step.negative
      return min(step.positiveAbove + step.positive * share, 1)
    }
    return min(recall, 1)
  }

  /// The lowest score that keeps to a cap on the false-positive rate; infinite when none does.
  public func threshold(atFalsePositiveRate cap: Double) -> Double {
    var threshold = Double.infinity
    for step in steps {
      guard step.negativeAbove + step.negative <= cap else { break }
      threshold = step.score
    }
    return threshold
  }
}
