/// Rows that some model, trained anywhere, has scored.
public struct ScoredRows: Sendable {
  /// One a row, higher being more suspicious.
  public var scores: [Double]
  /// One a row, 0 or 1.
  public var labels: [UInt8]
  /// How many rows each row stands for; `nil` for rows that count once.
  public var weights: [Double]?
  /// The probabilities that the model gives; `nil` for scores that are none.
  public var probabilities: [Double]?
  /// What each row is worth; `nil` when it is unknown.
  public var amounts: [Double]?
  /// When each row happened, in days; `nil` when it is unknown.
  public var times: [Double]?
  /// The card, account or customer of each row; `nil` when it is unknown.
  public var entities: [UInt32]?

  /// Rows with what is known of them.
  public init(
    scores: [Double], labels: [UInt8], weights: [Double]? = nil, probabilities: [Double]? = nil,
    amounts: [Double]? = nil, times: [Double]? = nil, entities: [UInt32]? = nil
  ) {
    self.scores = scores
    self.labels = labels
    self.weights = weights
    self.probabilities = probabilities
    self.amounts = amounts
    self.times = times
    self.entities = entities
  }

  func check() throws(EvaluationError) {
    try Validation.rows(scores.count, labels: labels, posterior: nil)
    try Validation.finite(scores.span, what: "score")
    if let weights { try Validation.weights(weights, rows: scores.count) }
    if let probabilities {
      try Validation.sameLength(probabilities.count, what: "probabilities", rows: scores.count)
      try Validation.probabilities(probabilities.span, what: "probability")
    }
    if let amounts {
      try Validation.sameLength(amounts.count, what: "amounts", rows: scores.count)
    }
    if let times { try Validation.sameLength(times.count, what: "times", rows: scores.count) }
    if let entities {
      try Validation.sameLength(entities.count, what: "entities", rows: scores.count)
    }
  }

  /// What a line is fitted in: the logit of the probability, or else the score.
  var logits: [Double] { probabilities.map(ProbabilityLogits.of) ?? scores }
}
