internal import CounterRandom
internal import Losses

/// Hands out the training rows batch by batch, each epoch in an order of its own.
///
/// The order is a pure function of seed and epoch. Each batch is copied into one contiguous block.
protocol BatchSampler: AnyObject {
  /// Features of the current batch, row-major.
  var features: FloatBuffer { get }
  /// Labels and amounts of the current batch.
  var batch: LossBatch { get }

  /// Starts an epoch, counted from 1.
  func begin(epoch: Int)
  /// Brings the next batch; false at the end of the epoch. The last batch may be shorter.
  func nextBatch() -> Bool
}

/// Brings single rows of the training data into a batch.
struct BatchFiller {
  private let data: TrainingData
  /// `nil` where batches are only planned, and filled by ``ReadAheadSampler``.
  private let reader: InputReader?
  let features: FloatBuffer
  private(set) var batch = LossBatch()

  /// Room for batches; they are only planned, by default, where rows are read ahead.
  init(data: TrainingData, capacity: Int, plansOnly: Bool? = nil) {
    self.data = data
    let plansOnly = plansOnly ?? data.readsAhead
    reader = plansOnly ? nil : InputReader(data, capacity: capacity)
    features = FloatBuffer(count: plansOnly ? 0 : capacity * data.featureCount)
  }

  mutating func removeAll() { batch.removeAll() }

  /// Adds rows of the training data.
  mutating func append(_ rows: ArraySlice<UInt32>) {
    guard let reader else {
      for row in rows { batch.append(row: row, label: Float(data.labels[Int(row)])) }
      return
    }
    let width = data.featureCount
    let slot = batch.count
    precondition((slot + rows.count) * width <= features.count, "a batch has a fixed capacity")
    unsafe reader.read(rows, into: features.base + slot &* width)
    let drawn = reader.drawnAmounts
    if data.hasAmounts, !drawn.isEmpty {
      for (row, amount) in zip(rows, drawn) {
        batch.append(row: row, label: Float(data.labels[Int(row)]), amount: amount)
      }
    } else if data.hasAmounts {
      for row in rows {
        batch.append(
          row: row, label: Float(data.labels[Int(row)]), amount: data.amounts[Int(row)])
      }
    } else {
      for row in rows { batch.append(row: row, label: Float(data.labels[Int(row)])) }
    }
  }
}

/// Batches of rows as they come in a random order of all.
final class UniformSampler: BatchSampler {
  private let batchSize: Int
  private let shuffles: Bool
  private let seed: UInt64
  private var order: RowOrder
  private var filler: BatchFiller

  var features: FloatBuffer { filler.features }
  var batch: LossBatch { _read { yield filler.batch } }

  init(
    data: TrainingData, settings: TrainerSettings, seed: UInt64,
    order: TrainingOrder? = nil
  ) {
    batchSize = min(settings.batchSize, data.rowCount)
    shuffles = settings.shuffles
    self.seed = seed
    self.order = RowOrder(data, order: order)
    filler = BatchFiller(data: data, capacity: batchSize)
  }

  func begin(epoch: Int) {
    guard shuffles else { return order.restart() }
    order.shuffle(seed: seed, stream: RandomStream.batchOrder + UInt64(epoch))
  }

  func nextBatch() -> Bool {
    let rows = order.take(batchSize)
    guard !rows.isEmpty else { return false }
    filler.removeAll()
    filler.append(rows)
    return true
  }
}

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

  var features: FloatBuffer { filler.features }
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
}
