internal import DualNumbers

/// AUC margin loss: the squared surrogate of AUC as a game between the model and three numbers.
///
///     mean₊ (p - a)² + mean₋ (p - b)² + 2α (m + mean₋ p - mean₊ p) - α²
///
/// The model and the class means a and b go down, the multiplier α ≥ 0 goes up: after each batch a,
/// b and α take a gradient step of their own. This is the form with a mean over each class, which
/// does not depend on the prevalence; the means divide by the class counts. Yuan et al., *Large-
/// scale robust deep AUC maximization*, 2021.
public struct AUCM: BatchLoss {
  /// The name in suite files.
  public static let name = "aucm"
  /// The name inside a sentence.
  public static let title = "AUC margin loss"
  /// The formula in plain text.
  public static let formula =
    "mean₊ (p − a)² + mean₋ (p − b)² + 2α (m + mean₋ p − mean₊ p) − α²"
  /// Where it comes from.
  public static let reference =
    "Yuan et al., Large-scale robust deep AUC maximization, 2021"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false,
    isStateful: true, batches: .stratified(positives: 16), boostingCurvature: .gaussNewton)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["margin": 1, "rate": 0.1],
    ["margin": 0.5, "rate": 0.1],
    ["margin": 1, "rate": 0.01],
    ["margin": 1, "rate": 0.5],
  ]

  /// How far apart the means of the classes shall be, on the scale of probabilities.
  public var margin = 1.0
  /// The step of a, b and α.
  public var rate = 0.1

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("margin", margin, "above 0 and at most 10") { $0 > 0 && $0 <= 10 }
    try require("rate", rate, "from 0 to 1") { (0...1).contains($0) }
  }

  /// a, b and α are zero.
  public func initialState(in context: LossContext) -> LossState {
    LossState(numbers: [0, 0, 0])
  }

  /// The value at the a, b and α that stand; then they take their step.
  public func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    let positives = Double(batch.positives.count)
    let negatives = Double(batch.count) - positives
    if state.numbers.count != 3 { state.numbers = [0, 0, 0] }
    let (a, b, alpha) = (state.numbers[0], state.numbers[1], state.numbers[2])
    var (hits, alarms, spreadOfHits, spreadOfAlarms) = (0.0, 0.0, 0.0, 0.0)
    for row in 0..<batch.count {
      let l = Double.logistic(evaluation.logits[row])
      let isPositive = batch.labels[row] > 0.5
      let weight = 1 / (isPositive ? positives : negatives)
      let miss = l.sigmoid - (isPositive ? a : b)
      if isPositive {
        hits += l.sigmoid
        spreadOfHits += miss * miss
      } else {
        alarms += l.sigmoid
        spreadOfAlarms += miss * miss
      }
      let slope = l.sigmoid * l.complement
      let byProbability = 2 * weight * (isPositive ? miss - alpha : miss + alpha)
      evaluation.gradient[row] = byProbability * slope
      if evaluation.wantsCurvature {
        evaluation.curvature[row] =
          2 * weight * slope * slope + byProbability * slope * (l.complement - l.sigmoid)
      }
    }
    let (hit, alarm) = (hits / positives, alarms / negatives)
    let gap = margin + alarm - hit
    if !state.isFrozen {
      state.numbers[0] += 2 * rate * (hit - a)
      state.numbers[1] += 2 * rate * (alarm - b)
      state.numbers[2] = max(0, alpha + 2 * rate * (gap - alpha))
    }
    return spreadOfHits / positives + spreadOfAlarms / negatives + 2 * alpha * gap - alpha * alpha
  }
}
