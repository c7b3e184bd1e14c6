internal import DualNumbers

/// Stochastic average precision: the squared-hinge surrogate of AP with moving averages.
///
///     1 - mean over positives i of Σ₊ ℓ(s, i) / Σ ℓ(s, i)
///     ℓ(s, i) = max(0, m - (zᵢ - zₛ))², sums over rows s
///
/// The sums are estimated by moving averages over batches, two numbers for each positive; batches
/// hold more positives than the training set does, so that the precision is theirs, as in the
/// authors' dual sampling;
/// the value is expanded at them to first order, so that its derivative is the authors' gradient.
/// With γ = 1 it is the surrogate of the batch. Qi et al., *Stochastic optimization of areas under
/// precision-recall curves with provable convergence*, 2021.
public struct SOAP: BatchLoss {
  /// The name in suite files.
  public static let name = "soap"
  /// The name inside a sentence.
  public static let title = "stochastic average precision"
  /// The formula in plain text.
  public static let formula =
    "1 − mean₊ of Σ₊ ℓ / Σ ℓ, ℓ(s, i) = max(0, m − (zᵢ − zₛ))²"
  /// Where it comes from.
  public static let reference =
    "Qi et al., Stochastic optimization of areas under precision-recall curves, 2021"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false,
    isStateful: true, batches: .stratified(positives: 16), boostingCurvature: .magnitude)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["averaging": 0.9, "margin": 1],
    ["averaging": 0.1, "margin": 1],
    ["averaging": 0.9, "margin": 0.6],
    ["averaging": 0.9, "margin": 3],
  ]

  /// γ, the share of the batch at hand in a moving average; 1 is no memory.
  public var averaging = 0.9
  /// By how much a positive must lie above another row for the pair to cost nothing.
  public var margin = 1.0

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("averaging", averaging, "above 0 and at most 1") { $0 > 0 && $0 <= 1 }
    try require("margin", margin, "above 0 and at most 100") { $0 > 0 && $0 <= 100 }
  }

  /// The value, expanded at the moving averages.
  public func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    let positives = HingeColumns(positive: true, of: batch, at: 0, in: &evaluation)
    let negatives = HingeColumns(positive: false, of: batch, at: positives.end, in: &evaluation)
    let rows = Double(batch.count)
    let scale = 2 / (rows * Double(batch.positives.count))
    var value = 0.0
    for (place, row) in batch.positives.enumerated() {
      let start = evaluation.logits[row] - margin
      let hits = positives.squares(from: start, evaluation.spare) / rows
      let alarms = negatives.squares(from: start, evaluation.spare) / rows
      let (hit, alarm) = averages(hits, alarms, of: batch.rows[row], &state)
      let sum = hit + alarm
      value += alarm / sum + (hit * alarms - alarm * hits) / (sum * sum)
      let byHits = -alarm / (sum * sum) * scale
      let byAlarms = hit / (sum * sum) * scale
      let above = negatives.add(byAlarms, from: start, &evaluation.spare)
      let level = positives.add(byHits, from: start, &evaluation.spare)
      evaluation.gradient[row] -= above.terms + level.terms
      guard evaluation.wantsCurvature else { continue }
      evaluation.curvature[row] += above.counts + level.counts
      // The pair of a row with itself does not move.
      evaluation.curvature[row] -= byHits
      evaluation.spare[positives.counts.start + place] -= byHits
    }
    evaluation.scatter(
      gradient: positives.terms, curvature: positives.counts, scale: 1, positive: true, of: batch)
    evaluation.scatter(
      gradient: negatives.terms, curvature: negatives.counts, scale: 1, positive: false, of: batch)
    return value / Double(batch.positives.count)
  }

  /// The moving averages of a positive, moved unless the state is frozen.
  ///
  /// They are kept by class: the difference of the published sums would cancel.
  private func averages(
    _ hits: Double, _ alarms: Double, of row: UInt32, _ state: inout LossState
  ) -> (hit: Double, alarm: Double) {
    guard let kept = state.byRow[row], kept.count == 2 else {
      if !state.isFrozen { state.byRow[row] = [hits, alarms] }
      return (hits, alarms)
    }
    guard !state.isFrozen else { return (kept[0], kept[1]) }
    // Exactly the batch where γ is 1.
    let hit = averaging * hits + (1 - averaging) * kept[0]
    let alarm = averaging * alarms + (1 - averaging) * kept[1]
    state.byRow[row] = [hit, alarm]
    return (hit, alarm)
  }
}
