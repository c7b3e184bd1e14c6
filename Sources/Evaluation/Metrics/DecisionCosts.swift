/// What decisions about rows cost, one by one.
public struct DecisionCosts: Equatable, Sendable {
  /// Cost of letting a positive pass, one a row.
  public let misses: [Double]
  /// Cost of flagging a negative, one a row.
  public let alarms: [Double]
  /// Cost of flagging a positive, one a row; letting a negative pass costs nothing.
  public let hits: [Double]

  /// Costs of as many rows.
  ///
  /// - Parameters:
  ///   - misses: cost of letting a positive pass, one a row, at least 0.
  ///   - alarms: cost of flagging a negative, one a row, at least 0.
  ///   - hits: cost of flagging a positive, one a row, at least 0; `nil` for none.
  /// - Throws: ``EvaluationError`` for arrays of different length and costs below 0.
  public init(
    misses: [Double], alarms: [Double], hits: [Double]? = nil
  ) throws(EvaluationError) {
    let hits = hits ?? [Double](repeating: 0, count: misses.count)
    for costs in [misses, alarms, hits] {
      try Validation.sameLength(costs.count, what: "costs", rows: misses.count)
      for row in costs.indices where !(costs[row] >= 0 && costs[row] < .infinity) {
        throw .invalidCost(row: row, value: costs[row])
      }
    }
    self.misses = misses
    self.alarms = alarms
    self.hits = hits
  }

  /// The costs of reviews: a positive that passes costs its amount, and every row that is flagged,
  /// rightly or not, one review.
  ///
  /// Source: A. C. Bahnsen, D. Aouada, B. Ottersten, *Example-dependent cost-sensitive logistic
  /// regression for credit scoring*, ICMLA 2014, and their work on card fraud.
  ///
  /// - Parameters:
  ///   - amounts: what each row is worth, at least 0.
  ///   - reviewCost: what it costs to look into a row, at least 0.
  /// - Returns: the costs.
  /// - Throws: ``EvaluationError``.
  public static func reviews(
    amounts: [Double], reviewCost: Double
  ) throws(EvaluationError) -> DecisionCosts {
    let reviews = [Double](repeating: reviewCost, count: amounts.count)
    return try DecisionCosts(misses: amounts, alarms: reviews, hits: reviews)
  }
}

/// What decisions by probability and amount cost on rows whose labels are known.
///
/// A row is flagged exactly when that is expected to be cheaper: when
/// `q · (miss − hit) > (1 − q) · alarm`. The threshold on `q` is therefore each row's own.
///
/// Source: C. Elkan, *The foundations of cost-sensitive learning*, IJCAI 2001.
public struct DecisionOutcome: Equatable, Sendable {
  /// Mean cost a row.
  public let cost: Double
  /// 1 − cost / the lesser cost of flagging no row and of flagging all; 0 for decisions no better
  /// than that, 1 at best. `nil` where that costs nothing.
  public let savings: Double?

  /// The outcome of deciding by probabilities.
  ///
  /// - Parameters:
  ///   - probabilities: one a row, 0…1.
  ///   - labels: one a row, 0 or 1.
  ///   - costs: what decisions cost.
  ///   - weights: one a row, above 0; `nil` for rows that count once.
  /// - Throws: ``EvaluationError``.
  public init(
    probabilities: [Double], labels: [UInt8], costs: DecisionCosts, weights: [Double]? = nil
  ) throws(EvaluationError) {
    try Validation.probabilities(probabilities.span, what: "probability")
    try Validation.rows(probabilities.count, labels: labels, posterior: nil)
    try Validation.sameLength(costs.misses.count, what: "costs", rows: probabilities.count)
    if let weights { try Validation.weights(weights, rows: probabilities.count) }
    self.init(checked: probabilities, labels: labels, costs: costs, weights: weights)
  }

  init(
    checked probabilities: [Double], labels: [UInt8], costs: DecisionCosts, weights: [Double]?,
    extremes: Extremes? = nil
  ) {
    let extremes = extremes ?? Extremes(labels: labels, costs: costs, weights: weights)
    var spent = CompensatedSum()
    for row in probabilities.indices {
      let (miss, alarm, hit) = (costs.misses[row], costs.alarms[row], costs.hits[row])
      let q = probabilities[row]
      let isPositive = labels[row] == 1
      let (flagging, passing) = isPositive ? (hit, miss) : (alarm, 0)
      let weight = weights?[row] ?? 1
      spent.add(weight * (q * (miss - hit) > (1 - q) * alarm ? flagging : passing))
    }
    cost = spent.value / extremes.total
    savings = extremes.least > 0 ? 1 - spent.value / extremes.least : nil
  }

  /// What decisions that look at no row cost, whatever the probabilities.
  struct Extremes: Sendable {
    /// Weight of the rows.
    let total: Double
    /// The lesser cost of flagging no row and of flagging all.
    let least: Double

    init(labels: [UInt8], costs: DecisionCosts, weights: [Double]?) {
      var (total, ifNone, ifAll) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
      for row in labels.indices {
        let isPositive = labels[row] == 1
        let weight = weights?[row] ?? 1
        total.add(weight)
        ifNone.add(weight * (isPositive ? costs.misses[row] : 0))
        ifAll.add(weight * (isPositive ? costs.hits[row] : costs.alarms[row]))
      }
      (self.total, least) = (total.value, min(ifNone.value, ifAll.value))
    }
  }
}
