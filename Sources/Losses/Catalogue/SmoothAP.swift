/// Smooth AP: average precision with sigmoids for comparisons.
///
///     1 - mean over positives i of (1 + Σ₊ σ((zⱼ - zᵢ) / τ)) / (1 + Σ σ((zⱼ - zᵢ) / τ)), sums over j ≠ i
///
/// The last 1,024 rows of earlier batches take part in the ranking, also as positives, but get no
/// gradient: so a batch without positives is compared with remembered ones. The authors'
/// temperature, 0.01, is for cosines, which span 2; logits of a trained model span ten times as
/// much. Brown et al., *Smooth-AP: smoothing the path towards large-scale image retrieval*, 2020.
public struct SmoothAP: BatchLoss {
  /// The name in suite files.
  public static let name = "smooth-ap"
  /// The name inside a sentence.
  public static let title = "smooth average precision"
  /// The formula in plain text.
  public static let formula =
    "1 − mean₊ of (1 + Σ₊ σ((zⱼ − zᵢ)/τ)) / (1 + Σ σ((zⱼ − zᵢ)/τ)), j ≠ i, over batch and queue"
  /// Where it comes from.
  public static let reference =
    "Brown et al., Smooth-AP: smoothing the path towards large-scale image retrieval, 2020"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false,
    isStateful: true, batches: .queue(rows: 1024), boostingCurvature: .magnitude)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["temperature": 0.1],
    ["temperature": 1],
    ["temperature": 0.3],
    ["temperature": 0.03],
    ["temperature": 0.01],
  ]

  /// τ: the distance of two logits at which their order begins to count as certain.
  public var temperature = 0.1

  private static let queueRows = 1024

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("temperature", temperature, "from 0.001 to 100") { (0.001...100).contains($0) }
  }

  /// The mean over the positives of batch and queue.
  public func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    let ranking = SmoothRanking(
      of: batch, queue: state.queue, temperature: temperature, in: &evaluation)
    let value = ranking.precisionLoss(of: batch, in: &evaluation)
    if !state.isFrozen { state.remember(batch, at: evaluation.logits, rows: Self.queueRows) }
    return value
  }
}
