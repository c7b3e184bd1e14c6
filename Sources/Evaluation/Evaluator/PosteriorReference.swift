/// What every model on the same rows is measured against where their posterior is known, worked out
/// once for all of them.
public struct PosteriorReference: Sendable {
  /// Entropy of each row's posterior, in nats.
  let entropies: [Double]
  /// The rows ranked by their posterior.
  let ranking: RankedScores

  /// The reference of some rows.
  ///
  /// - Parameters:
  ///   - posterior: True P(y = 1 | x) of each row.
  ///   - labels: One a row, 0 or 1.
  /// - Throws: ``EvaluationError``.
  public init(posterior: [Double], labels: [UInt8]) throws(EvaluationError) {
    try Validation.rows(posterior.count, labels: labels, posterior: posterior)
    entropies = PosteriorEntropies.of(posterior)
    ranking = try RankedScores(scores: posterior, labels: labels)
  }
}
