internal import Foundation

/// A proper score taken apart: how far probabilities are from calibrated, how well they tell rows
/// apart, and what the labels leave to be known.
///
/// score = ``miscalibration`` − ``discrimination`` + ``uncertainty``, with the isotonic regression of
/// the labels on the probabilities in place of bins: nothing is to be chosen.
///
/// Source: T. Dimitriadis, T. Gneiting, A. I. Jordan, *Stable reliability diagrams for probabilistic
/// classifiers*, PNAS 118 (2021) (CORP).
public struct ReliabilityDecomposition: Equatable, Sendable {
  /// What calibrating on the rows themselves would gain; 0 at best, never negative.
  public var miscalibration: Double
  /// What the calibrated probabilities gain against the constant share of positives; 0 for
  /// probabilities that say nothing, never negative.
  public var discrimination: Double
  /// The score of the constant share of positives; the labels' own.
  public var uncertainty: Double

  /// Takes a Brier score apart.
  ///
  /// - Parameters:
  ///   - brier: the score of the probabilities on the rows of the ranking.
  ///   - ranking: the rows ranked by those probabilities, or by anything that orders them alike.
  /// - Returns: `nil` without rows.
  public static func ofBrier(
    _ brier: Double, _ ranking: some ScoreRanking
  ) -> ReliabilityDecomposition? {
    make(brier, ranking) { $0 * (1 - $0) }
  }

  /// Takes a log-loss apart, in nats; see ``ofBrier(_:_:)``.
  public static func ofLogLoss(
    _ logLoss: Double, _ ranking: some ScoreRanking
  ) -> ReliabilityDecomposition? {
    make(logLoss, ranking, entropy: ProbabilityScores.entropy)
  }

  /// `entropy` is the least mean score of rows of which a share is positive.
  private static func make(
    _ score: Double, _ ranking: some ScoreRanking, entropy: (Double) -> Double
  ) -> ReliabilityDecomposition? {
    guard let prevalence = ranking.prevalence else { return nil }
    var calibrated = CompensatedSum()
    for block in IsotonicBlocks(ranking).blocks {
      calibrated.add(block.weight * entropy(block.share))
    }
    let least = calibrated.value / ranking.totalWeight
    // Negative by rounding alone.
    return ReliabilityDecomposition(
      miscalibration: max(0, score - least),
      discrimination: max(0, entropy(prevalence) - least), uncertainty: entropy(prevalence))
  }
}
