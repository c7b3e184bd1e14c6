internal import DualNumbers

/// Recall at the top: the share of positives above a threshold that few rows pass.
///
///     1 - mean over positives of σ((z - θ) / τ)        θ: the upper quantile of all logits
///
/// θ is a constant to the gradient, which therefore only lifts positives; that not everything rises
/// is up to θ, which follows. Rows and positives are those of the batch and of the last 2,048 rows
/// before it, enough for ten rows above θ at the default of 0.5 %. A batch without positives has a
/// value, but no gradient. The temperature is one unit of the logit: with the published 0.01, for
/// scores from 0 to 1, hardly a positive would lie near enough to θ to feel it. chris-santiago,
/// *imbalanced-losses*, 2026.
public struct RecallAtTop: BatchLoss {
  /// The name in suite files.
  public static let name = "recall-at-top"
  /// The name inside a sentence.
  public static let title = "recall at the top"
  /// The formula in plain text.
  public static let formula =
    "1 − mean₊ of σ((z − θ)/τ), θ = quantile 1 − fraction of the logits of batch and queue"
  /// Where it comes from.
  public static let reference =
    "chris-santiago, imbalanced-losses (software), 2026"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false,
    isStateful: true, batches: .queue(rows: 2048), boostingCurvature: .magnitude)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["fraction": 0.005, "temperature": 1],
    ["fraction": 0.001, "temperature": 1],
    ["fraction": 0.02, "temperature": 1],
    ["fraction": 0.005, "temperature": 0.3],
    ["fraction": 0.005, "temperature": 3],
  ]

  /// The share of all rows that the threshold lets pass.
  public var fraction = 0.005
  /// τ: how far around the threshold, in units of the logit, a positive feels it.
  public var temperature = 1.0

  private static let queueRows = 2048

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("fraction", fraction, "above 0 and at most 0.5") { $0 > 0 && $0 <= 0.5 }
    try require("temperature", temperature, "from 0.001 to 100") { (0.001...100).contains($0) }
  }

  /// The mean over the positives of batch and queue.
  ///
  /// The state holds the threshold.
  public func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    if !state.isFrozen || state.numbers.count != 1 {
      let threshold = evaluation.upperQuantile(of: fraction, with: state.queue)
      if state.numbers.count == 1 {
        state.numbers[0] = threshold
      } else {
        state.numbers = [threshold]
      }
    }
    let threshold = state.numbers[0]
    var positives = Double(batch.positives.count)
    var missed = 0.0
    for row in state.queue where row.isPositive {
      positives += 1
      missed += .sigmoid((threshold - row.logit) / temperature)
    }
    for row in batch.positives {
      let l = Double.logistic((evaluation.logits[row] - threshold) / temperature)
      missed += l.complement
      let slope = l.sigmoid * l.complement / temperature
      evaluation.gradient[row] = -slope
      if evaluation.wantsCurvature {
        evaluation.curvature[row] = slope * (l.sigmoid - l.complement) / temperature
      }
    }
    for row in batch.positives {
      evaluation.gradient[row] /= positives
      if evaluation.wantsCurvature { evaluation.curvature[row] /= positives }
    }
    if !state.isFrozen { state.remember(batch, at: evaluation.logits, rows: Self.queueRows) }
    return positives > 0 ? missed / positives : 0
  }
}
