extension LossState {
  /// Puts a batch at the end of the queue and takes out the oldest rows beyond `rows`.
  mutating func remember(_ batch: LossBatch, at logits: [Double], rows: Int) {
    let new = min(batch.count, rows)
    let surplus = queue.count + new - rows
    if surplus > 0 { queue.removeFirst(surplus) }
    for row in batch.count - new..<batch.count {
      queue.append(QueuedRow(logit: logits[row], isPositive: batch.labels[row] > 0.5))
    }
  }
}
