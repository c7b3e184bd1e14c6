internal import Losses

/// As many batches as ``UniformSampler`` has, each half positives and half negatives (one more of
/// the negatives where the batch size is odd).
///
/// Each class is dealt out in a random order of its rows, and again in another one when all are
/// dealt out: negatives are not met more often for the few positives that are.
final class ClassBalancedSampler: BatchSampler {
  private let batches: Int
  private let shares: (positives: Int, negatives: Int)
  private let shuffles: Bool
  private let seed: UInt64
  private var positives: RowOrder
  private var negatives: RowOrder
  /// Times that each class was shuffled.
  private var rounds: (positives: UInt64, negatives: UInt64) = (0, 0)
  private var next = 0
  private var filler: BatchFiller

  var batch: LossBatch { _read { yield filler.batch } }

  init(
    data: TrainingData, settings: TrainerSettings, seed: UInt64,
    order: TrainingOrder? = nil
  ) {
    let size = max(2, min(settings.batchSize, data.rowCount))
    batches = (data.rowCount + size - 1) / size
    shares = (size / 2, size - size / 2)
    shuffles = settings.shuffles
    self.seed = seed
    positives = RowOrder(data, only: 1, order: order)
    negatives = RowOrder(data, only: 0, order: order)
    filler = BatchFiller(data: data, capacity: size)
  }

  func begin(epoch: Int) {
    next = 0
    // Later epochs go on where the last one stopped.
    guard epoch == 1 else { return }
    rounds = (0, 0)
    dealPositives()
    dealNegatives()
  }

  func nextBatch() -> Bool {
    guard next < batches else { return false }
    next += 1
    filler.removeAll()
    var wanted = shares.positives
    while wanted > 0 {
      let rows = positives.take(wanted)
      if rows.isEmpty { dealPositives() }
      filler.append(rows)
      wanted -= rows.count
    }
    wanted = shares.negatives
    while wanted > 0 {
      let rows = negatives.take(wanted)
      if rows.isEmpty { dealNegatives() }
      filler.append(rows)
      wanted -= rows.count
    }
    return true
  }

  func withFeatures(_ body: (UnsafePointer<Float>) -> Void) { unsafe filler.withFeatures(body) }

  private func dealPositives() {
    guard shuffles else { return positives.restart() }
    rounds.positives += 1
    positives.shuffle(seed: seed, stream: RandomStream.positiveOrder + rounds.positives)
  }

  private func dealNegatives() {
    guard shuffles else { return negatives.restart() }
    rounds.negatives += 1
    negatives.shuffle(seed: seed, stream: RandomStream.negativeOrder + rounds.negatives)
  }
}
