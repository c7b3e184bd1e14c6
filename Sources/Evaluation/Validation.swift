/// Checks that every public entry makes once, before its loops.
enum Validation {
  static func sameLength(_ count: Int, what: String, rows: Int) throws(EvaluationError) {
    guard count == rows else { throw .lengthMismatch(what: what, count: count, rows: rows) }
  }

  /// Throws for the first NaN or infinity.
  static func finite<Score: RankableScore>(
    _ values: Span<Score>, what: String
  ) throws(EvaluationError) {
    // Flags are joined: no branch a row, so that the loop runs at the speed of memory.
    var exceptions: Score.Key = 0
    for row in values.indices { unsafe exceptions |= values[unchecked: row].nonFiniteFlag }
    guard exceptions != 0 else { return }
    for row in values.indices where !values[row].isFinite {
      throw .notFinite(what: what, row: row, value: Double(values[row]))
    }
  }

  static func probabilities(_ values: Span<Double>, what: String) throws(EvaluationError) {
    try finite(values, what: what)
    for row in values.indices where !(values[row] >= 0 && values[row] <= 1) {
      throw .notAProbability(what: what, row: row, value: values[row])
    }
  }

  /// Throws for the first weight that is not a finite number above 0.
  static func weights(_ weights: [Double], rows: Int) throws(EvaluationError) {
    try sameLength(weights.count, what: "weights", rows: rows)
    for row in weights.indices where !(weights[row] > 0 && weights[row] < .infinity) {
      throw .invalidWeight(row: row, value: weights[row])
    }
  }

  /// Throws for a label other than 0 and 1.
  static func labels(_ labels: Span<UInt8>) throws(EvaluationError) {
    var seen: UInt8 = 0
    for row in labels.indices { unsafe seen |= labels[unchecked: row] }
    guard seen > 1 else { return }
    for row in labels.indices where labels[row] > 1 {
      throw .invalidLabel(row: row, value: labels[row])
    }
  }
}

extension Validation {
  /// Checks what accompanies the predictions of `count` rows.
  static func rows(
    _ count: Int, labels: [UInt8], posterior: [Double]?
  ) throws(EvaluationError) {
    guard count > 0 else { throw .noRows }
    try sameLength(labels.count, what: "labels", rows: count)
    try self.labels(labels.span)
    guard let posterior else { return }
    try sameLength(posterior.count, what: "posteriors", rows: count)
    try probabilities(posterior.span, what: "posterior")
  }

  /// Checks the rows that a calibration is fitted to.
  static func calibrationRows(
    _ scores: [Double], labels: [UInt8], weights: [Double]?
  ) throws(EvaluationError) {
    try rows(scores.count, labels: labels, posterior: nil)
    try finite(scores.span, what: "score")
    if let weights { try self.weights(weights, rows: scores.count) }
  }

  static func typology(
    _ typology: [UInt8], names: [String], rows: Int
  ) throws(EvaluationError) {
    try sameLength(typology.count, what: "typologies", rows: rows)
    for row in typology.indices
    where typology[row] != EvaluationInput.legitimate && Int(typology[row]) >= names.count {
      throw .invalidTypology(row: row, value: typology[row], names: names)
    }
  }
}
