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

  /// Where the search for the step of a score begins.
  private struct Start: Equatable, Sendable {
    var steps: [Int32] = []
    var lowest = 0.0
    var scale = 0.0
  }

  /// The lowest score of each step but the first, ascending.
  public let thresholds: [Double]
  /// The probability of each step, ascending; one more than ``thresholds``.
  public let values: [Double]
  private let start: Start

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
    let thresholds = blocks.dropFirst().map(\.lowestScore)
    self.thresholds = thresholds
    start = Self.start(thresholds)
    values = blocks.map { chosen.negative + (chosen.positive - chosen.negative) * $0.share }
  }

  /// The step that a score belongs to.
  @inline(__always)
  func step(of score: Double) -> Int {
    guard let lowest = thresholds.first, score >= lowest else { return 0 }
    let offset = (score - lowest) * start.scale
    let place = offset < Double(Self.places - 1) ? Int(offset) : Self.places - 1
    var step = Int(start.steps[place])
    while step < thresholds.count, thresholds[step] <= score { step += 1 }
    return step
  }

  private static let places = 1_024

  /// For each of many places between the lowest and the highest threshold a step that is not above
  /// that of any score there.
  private static func start(_ thresholds: [Double]) -> Start {
    guard let lowest = thresholds.first, let highest = thresholds.last else { return Start() }
    let scale = Double(places) / (highest - lowest)
    // One threshold, or a span that a double cannot hold: the search begins at the bottom.
    guard scale > 0, scale.isFinite else {
      return Start(steps: [Int32](repeating: 1, count: places), lowest: lowest, scale: 0)
    }
    var steps: [Int32] = []
    var below = 0
    for place in 0..<places {
      while below < thresholds.count,
        min((thresholds[below] - lowest) * scale, Double(places - 1)) < Double(place)
      {
        below += 1
      }
      steps.append(Int32(below))
    }
    return Start(steps: steps, lowest: lowest, scale: scale)
  }

  /// The calibrated probability of a score.
  public func probability(_ score: Double) -> Double { values[step(of: score)] }
}
