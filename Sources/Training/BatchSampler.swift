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

/// Copies single rows of the training data into a batch.
struct BatchFiller {
  private let data: TrainingData
  let features: FloatBuffer
  private(set) var batch = LossBatch()

  init(data: TrainingData, capacity: Int) {
    precondition(data.rowCount <= Int(UInt32.max), "rows are numbered by 32 bits")
    self.data = data
    features = FloatBuffer(count: capacity * data.featureCount)
  }

  mutating func removeAll() { batch.removeAll() }

  /// Adds rows of the training data.
  mutating func append(_ rows: ArraySlice<UInt32>) {
    let width = data.featureCount
    var slot = batch.count
    precondition((slot + rows.count) * width <= features.count, "a batch has a fixed capacity")
    unsafe data.features.withUnsafeBufferPointer { source in
      guard let source = source.baseAddress else { return }
      for row in rows {
        unsafe (features.base + slot &* width).update(
          from: source + Int(row) &* width, count: width)
        slot &+= 1
      }
    }
    if data.amounts.isEmpty {
      for row in rows { batch.append(row: row, label: data.labels[Int(row)]) }
    } else {
      for row in rows {
        batch.append(row: row, label: data.labels[Int(row)], amount: data.amounts[Int(row)])
      }
    }
  }
}

/// Batches of rows as they come in a random order of all.
final class UniformSampler: BatchSampler {
  private let batchSize: Int
  private let shuffles: Bool
  private let seed: UInt64
  private var order: [UInt32]
  private var next = 0
  private var filler: BatchFiller

  var features: FloatBuffer { filler.features }
  var batch: LossBatch { _read { yield filler.batch } }

  init(data: TrainingData, settings: TrainerSettings, seed: UInt64) {
    batchSize = min(settings.batchSize, data.rowCount)
    shuffles = settings.shuffles
    self.seed = seed
    order = Array(0..<UInt32(data.rowCount))
    filler = BatchFiller(data: data, capacity: batchSize)
  }

  func begin(epoch: Int) {
    next = 0
    guard shuffles else { return }
    for index in order.indices { order[index] = UInt32(index) }
    shuffle(&order, seed: seed, stream: RandomStream.batchOrder + UInt64(epoch))
  }

  func nextBatch() -> Bool {
    let rows = min(batchSize, order.count - next)
    guard rows > 0 else { return false }
    filler.removeAll()
    filler.append(order[next..<next + rows])
    next += rows
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
  private var positives: [UInt32]
  private var negatives: [UInt32]
  private var next = 0
  private var nextPositive = 0
  private var filler: BatchFiller

  var features: FloatBuffer { filler.features }
  var batch: LossBatch { _read { yield filler.batch } }

  init(data: TrainingData, settings: TrainerSettings, seed: UInt64, minimumPositives: Int) {
    let size = min(settings.batchSize, data.rowCount)
    batches = (data.rowCount + size - 1) / size
    shuffles = settings.shuffles
    self.seed = seed
    minimum = minimumPositives
    let rows = (0..<UInt32(data.rowCount))
    positives = rows.filter { data.labels[Int($0)] > 0.5 }
    negatives = rows.filter { data.labels[Int($0)] <= 0.5 }
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
    nextPositive = 0
    guard shuffles else { return }
    positives.sort()
    negatives.sort()
    shuffle(&positives, seed: seed, stream: RandomStream.positiveOrder + UInt64(epoch))
    shuffle(&negatives, seed: seed, stream: RandomStream.negativeOrder + UInt64(epoch))
  }

  func nextBatch() -> Bool {
    guard next < batches else { return false }
    func share(_ rows: [UInt32]) -> Range<Int> {
      rows.count * next / batches..<rows.count * (next + 1) / batches
    }
    filler.removeAll()
    var wanted = max(share(positives).count, minimum)
    while wanted > 0 {
      let end = min(nextPositive + wanted, positives.count)
      filler.append(positives[nextPositive..<end])
      wanted -= end - nextPositive
      nextPositive = end == positives.count ? 0 : end
    }
    filler.append(negatives[share(negatives)])
    next += 1
    return true
  }
}
