internal import DualNumbers

/// The rows of a batch and of a queue, compared by sigmoids.
///
/// Of the memory: for each row its logit over the temperature, or the exponential of that; its sums
/// of derivatives; and its comparison with the positive at hand. Positives stand first, those of the
/// batch before those of the queue, and likewise the negatives.
struct SmoothRanking {
  let temperature: Double
  let batchPositives: Int
  let positives: BatchEvaluation.Column
  let batchNegatives: Int
  let negatives: BatchEvaluation.Column
  let gradient: Int
  let curvature: Int
  let comparisons: Int
  let slopes: Int
  /// The middle of all logits, where their exponentials can be multiplied without overflow.
  let middle: Double?

  init(
    of batch: LossBatch, queue: [LossState.QueuedRow], temperature: Double,
    in evaluation: inout BatchEvaluation
  ) {
    self.temperature = temperature
    batchPositives = batch.positives.count
    batchNegatives = batch.count - batch.positives.count
    var queued = 0
    for row in queue where row.isPositive { queued += 1 }
    positives = BatchEvaluation.Column(start: 0, rows: batchPositives + queued)
    negatives = BatchEvaluation.Column(
      start: positives.end, rows: batchNegatives + queue.count - queued)
    gradient = negatives.end
    curvature = gradient + negatives.end
    comparisons = curvature + negatives.end
    slopes = comparisons + negatives.end
    evaluation.reserveSpare(slopes + negatives.end)
    // What fills up a group of four ranks below everything.
    for index in 0..<negatives.end { evaluation.spare[index] = -.infinity }
    for index in gradient..<comparisons { evaluation.spare[index] = 0 }
    var (hit, pass) = (positives.start, negatives.start)
    func place(_ logit: Double, _ isPositive: Bool) {
      if isPositive {
        evaluation.spare[hit] = logit / temperature
        hit += 1
      } else {
        evaluation.spare[pass] = logit / temperature
        pass += 1
      }
    }
    var (low, high) = (Double.infinity, -Double.infinity)
    for row in 0..<batch.count { place(evaluation.logits[row], batch.labels[row] > 0.5) }
    for row in queue { place(row.logit, row.isPositive) }
    for index in 0..<negatives.end where evaluation.spare[index].isFinite {
      low = min(low, evaluation.spare[index])
      high = max(high, evaluation.spare[index])
    }
    middle = high - low <= LogisticPairs.widest ? (low + high) / 2 : nil
  }
}
