internal import CounterRandom

/// Hands out the training rows batch by batch, each epoch in an order of its own.
///
/// The order is a pure function of seed and epoch. Each batch is copied into one contiguous block.
struct BatchSampler {
  private let data: TrainingData
  private let batchSize: Int
  private let shuffles: Bool
  private let seed: UInt64
  private var order: [UInt32]
  private var next = 0

  /// Features of the current batch, row-major.
  let features: FloatBuffer
  /// Labels of the current batch.
  let labels: FloatBuffer
  /// Rows of the current batch.
  private(set) var rows = 0

  init(data: TrainingData, settings: TrainerSettings, seed: UInt64) {
    precondition(data.rowCount <= Int(UInt32.max), "rows are numbered by 32 bits")
    self.data = data
    batchSize = min(settings.batchSize, data.rowCount)
    shuffles = settings.shuffles
    self.seed = seed
    order = Array(0..<UInt32(data.rowCount))
    features = FloatBuffer(count: batchSize * data.featureCount)
    labels = FloatBuffer(count: batchSize)
  }

  /// Starts an epoch, counted from 1.
  mutating func begin(epoch: Int) {
    next = 0
    guard shuffles else { return }
    for index in order.indices { order[index] = UInt32(index) }
    shuffle(&order, seed: seed, stream: RandomStream.batchOrder + UInt64(epoch))
  }

  /// Brings the next batch; false at the end of the epoch. The last batch may be shorter.
  mutating func nextBatch() -> Bool {
    rows = min(batchSize, data.rowCount - next)
    guard rows > 0 else { return false }
    let width = data.featureCount
    let first = next
    let count = rows
    unsafe order.withUnsafeBufferPointer { order in
      unsafe data.features.withUnsafeBufferPointer { source in
        unsafe data.labels.withUnsafeBufferPointer { targets in
          guard let source = source.baseAddress else { return }
          for slot in 0..<count {
            let row = unsafe Int(order[first &+ slot])
            unsafe (features.base + slot &* width).update(from: source + row &* width, count: width)
            unsafe labels.base[slot] = targets[row]
          }
        }
      }
    }
    next += rows
    return true
  }
}
