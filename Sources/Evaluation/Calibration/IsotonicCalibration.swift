/// Calibration by the rising step function that fits the labels of validation best.
///
/// Pooling adjacent violators gives, for each block of adjacent scores, the share `m` of positives.
/// With Platt's targets in place of 0 and 1 that becomes `t₋ + (t₊ − t₋) m`: the regression commutes
/// with straight lines. No probability is then exactly 0 or 1, where a single row of the other kind
/// would make the log-loss infinite. A score between two blocks belongs to the lower one, so that the
/// function needs the scores of positives alone.
///
/// Source: B. Zadrozny, C. Elkan, *Transforming classifier scores into accurate multiclass
/// probability estimates*, KDD 2002; M. Ayer et al., Annals of Mathematical Statistics 26 (1955).
public struct IsotonicCalibration: Equatable, Sendable {
  /// What the labels are taken for.
  public enum Targets: Sendable {
    /// 0 and 1: the plain regression.
    case labels
    /// 1/(n₋ + 2) and (n₊ + 1)/(n₊ + 2).
    case platt
  }

  /// The lowest score of each step but the first, ascending.
  public let thresholds: [Double]
  /// The probability of each step, ascending; one more than ``thresholds``.
  public let values: [Double]

  /// Fits the function.
  ///
  /// - Parameters:
  ///   - ranking: the validation rows, ranked by the score.
  ///   - targets: what the labels are taken for.
  /// - Throws: ``EvaluationError/oneClass`` without both classes.
  public init(
    _ ranking: some ScoreRanking, targets: Targets = .platt
  ) throws(EvaluationError) {
    guard ranking.isMixed else { throw .oneClass }
    let chosen =
      switch targets {
      case .labels: LogisticTargets.labels
      case .platt:
        LogisticTargets.platt(
          positives: ranking.positiveWeight, negatives: ranking.negativeWeight)
      }
    let blocks = IsotonicBlocks(ranking).blocks.reversed()
    thresholds = blocks.dropFirst().map(\.lowestScore)
    values = blocks.map { chosen.negative + (chosen.positive - chosen.negative) * $0.share }
  }

  /// The step that a score belongs to.
  @inline(__always)
  func step(of score: Double) -> Int {
    var (first, length) = (0, thresholds.count)
    while length > 0 {
      let half = length >> 1
      let isReached = unsafe thresholds.span[unchecked: first &+ half] <= score
      first = isReached ? first &+ half &+ 1 : first
      length = isReached ? length &- half &- 1 : half
    }
    return first
  }

  /// The calibrated probability of a score.
  public func probability(_ score: Double) -> Double { values[step(of: score)] }
}
