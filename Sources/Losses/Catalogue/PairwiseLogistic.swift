/// Logistic loss on each pair of a positive and a negative: a surrogate of the area under the ROC
/// curve.
///
///     mean over pairs of log(1 + e^(z₋ - z₊))
///
/// Batches of many pairs are summed by cells of the logit axis, as exactly as pair by pair. Gao and
/// Zhou, *On the consistency of AUC pairwise optimization*, 2015.
public struct PairwiseLogistic: BatchLoss {
  /// The name in suite files.
  public static let name = "auc-logistic"
  /// The name inside a sentence.
  public static let title = "pairwise logistic loss"
  /// The formula in plain text.
  public static let formula = "mean over pairs of log(1 + e^(z₋ − z₊))"
  /// Where it comes from.
  public static let reference =
    "Gao and Zhou, On the consistency of AUC pairwise optimization, 2015"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: false, isPointwise: false,
    batches: .stratified(positives: 16))

  /// The default settings.
  public init() {}

  /// The mean over pairs.
  public func value(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, context: LossContext,
    state: inout LossState
  ) -> Double {
    let positives = batch.positives.count
    let pairs = Double(positives) * Double(batch.count - positives)
    var (lowest, highest) = (Double.infinity, -Double.infinity)
    for logit in evaluation.logits {
      lowest = min(lowest, logit)
      highest = max(highest, logit)
    }
    let cost = LogisticCells.cost(rows: batch.count, lowest: lowest, highest: highest)
    if cost < pairs {
      return LogisticCells(lowest: lowest, highest: highest)
        .mean(of: batch, in: &evaluation, pairs: pairs)
    }
    return directMean(of: batch, in: &evaluation, pairs: pairs, lowest: lowest, highest: highest)
  }

  private func directMean(
    of batch: LossBatch, in evaluation: inout BatchEvaluation, pairs: Double, lowest: Double,
    highest: Double
  ) -> Double {
    func side(positive: Bool, at start: Int) -> LogisticPairs.Side {
      let logits = evaluation.gather(positive: positive, of: batch, at: start, filler: 0)
      let sigmoids = evaluation.zeros(like: logits, at: logits.end)
      let slopes = evaluation.zeros(like: logits, at: sigmoids.end)
      return LogisticPairs.Side(logits: logits, sigmoids: sigmoids, slopes: slopes)
    }
    let positives = side(positive: true, at: 0)
    let negatives = side(positive: false, at: positives.slopes.end)
    let value = LogisticPairs.sum(
      &evaluation, positives: positives, negatives: negatives, lowest: lowest, highest: highest)
    evaluation.scatter(
      gradient: positives.sigmoids, curvature: positives.slopes, scale: 1 / pairs, positive: true,
      of: batch)
    for row in batch.positives { evaluation.gradient[row].negate() }
    evaluation.scatter(
      gradient: negatives.sigmoids, curvature: negatives.slopes, scale: 1 / pairs, positive: false,
      of: batch)
    return value / pairs
  }
}
