internal import Losses

/// As many batches as ``UniformSampler`` has, each with an even share of the negatives and of the
/// positives, but never fewer positives than stated.
///
/// Where there are too few positives for that, they are dealt out again from the start. Without
/// shuffling the order is that of the rows.
final class StratifiedSampler: BatchSampler {
  private let batches: Int
  private let shuffles: Bool
  private let seed: UInt64
  private let minimum: Int
  private var positives: RowOrder
  private var negatives: RowOrder
  private var next = 0
  private var filler: BatchFiller

  var batch: LossBatch { _read { yield filler.batch } }

  init(
    data: TrainingData, settings: TrainerSettings, seed: UInt64, minimumPositives: Int,
    order: TrainingOrder? = nil
  ) {
    let size = min(settings.batchSize, data.rowCount)
    batches = (data.rowCount + size - 1) / size
    shuffles = settings.shuffles
    self.seed = seed
    minimum = minimumPositives
    positives = RowOrder(data, only: 1, order: order)
    negatives = RowOrder(data, only: 0, order: order)
    filler = BatchFiller(
      data: data,
      capacity: Self.capacity(of: data, settings: settings, minimumPositives: minimumPositives))
  }

  /// The rows of the largest batch.
  static func capacity(
    of data: TrainingData, settings: TrainerSettings, minimumPositives: Int
  ) -> Int {
    let size = min(settings.batchSize, data.rowCount)
    let batches = (data.rowCount + size - 1) / size
    func share(_ rows: Int) -> Int { (rows + batches - 1) / batches }
    return share(data.rowCount - data.positiveCount)
      + max(share(data.positiveCount), minimumPositives)
  }

  func begin(epoch: Int) {
    next = 0
    guard shuffles else {
      positives.restart()
      return negatives.restart()
    }
    positives.shuffle(seed: seed, stream: RandomStream.positiveOrder + UInt64(epoch))
    negatives.shuffle(seed: seed, stream: RandomStream.negativeOrder + UInt64(epoch))
  }

  func nextBatch() -> Bool {
    guard next < batches else { return false }
    func share(_ count: Int) -> Int {
      count * (next + 1) / batches - count * next / batches
    }
    filler.removeAll()
    var wanted = max(share(positives.count), minimum)
    while wanted > 0 {
      let rows = positives.take(wanted)
      // All are dealt out: again from the start.
      if rows.isEmpty { positives.restart() }
      filler.append(rows)
      wanted -= rows.count
    }
    filler.append(negatives.take(share(negatives.count)))
    next += 1
    return true
  }

  func withFeatures(_ body: (UnsafePointer<Float>) -> Void) { unsafe filler.withFeatures(body) }

  func withComing(_ body: (ComingRows) -> Void) {
    filler.withComing(negatives.coming(negatives.count / batches), body)
  }
}
