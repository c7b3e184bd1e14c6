internal import CounterRandom
internal import Losses

/// Hands out the training rows batch by batch, each epoch in an order of its own.
///
/// The order is a pure function of seed and epoch.
protocol BatchSampler: AnyObject {
  /// Labels and amounts of the current batch.
  var batch: LossBatch { get }

  /// Starts an epoch, counted from 1.
  func begin(epoch: Int)
  /// Brings the next batch; false at the end of the epoch. The last batch may be shorter.
  func nextBatch() -> Bool
  /// Lends the inputs of the current batch: row-major, followed by 15 floats that may be read.
  func withFeatures(_ body: (UnsafePointer<Float>) -> Void)
  /// Lends what is known of the rows of the next batch.
  func withComing(_ body: (ComingRows) -> Void)
}

extension BatchSampler {
  func withComing(_ body: (ComingRows) -> Void) { body(.unknown) }
}

/// Brings rows of the training data into a batch.
struct BatchFiller {
  private let data: TrainingData
  /// `nil` where batches are only planned, and filled by ``ReadAheadSampler``.
  private let reader: InputReader?
  private let room: FloatBuffer
  /// Rows that are read where they lie rather than copied.
  private var rowsInPlace: Range<Int>?
  private(set) var batch = LossBatch()

  /// Room for batches; they are only planned, by default, where rows are read ahead.
  init(data: TrainingData, capacity: Int, plansOnly: Bool? = nil) {
    self.data = data
    let plansOnly = plansOnly ?? data.readsAhead
    reader = plansOnly ? nil : InputReader(data, capacity: capacity)
    room = FloatBuffer(count: plansOnly ? 0 : capacity * data.featureCount + Self.slack)
  }

  /// Floats beyond the last row that may be read.
  private static let slack = 15

  mutating func removeAll() {
    rowsInPlace = nil
    batch.removeAll()
  }

  /// Adds rows of the training data.
  mutating func append(_ rows: ArraySlice<UInt32>) {
    guard let reader else { return batch.append(rows, labels: data.labelBits, amounts: []) }
    let width = data.featureCount
    let slot = batch.count
    precondition(
      (slot + rows.count) * width + Self.slack <= room.count, "a batch has a fixed capacity")
    unsafe reader.read(rows, into: room.base + (slot &* width))
    let drawn = reader.drawnAmounts
    if data.hasAmounts, !drawn.isEmpty {
      batch.append(rows, labels: data.labelBits, drawnAmounts: drawn)
    } else {
      batch.append(rows, labels: data.labelBits, amounts: data.hasAmounts ? data.amounts : [])
    }
  }

  /// Makes neighbouring rows the batch, read where they lie if they are in memory.
  mutating func fill(_ rows: Range<Int>) {
    guard
      case .stored(let inputs) = data.inputs,
      rows.upperBound * data.featureCount + Self.slack <= inputs.count
    else {
      removeAll()
      return append(ArraySlice(rows.map { UInt32($0) }))
    }
    rowsInPlace = rows
    batch.become(rows, labels: data.labels, amounts: data.hasAmounts ? data.amounts : [])
  }

  /// Lends the inputs of the batch.
  func withFeatures(_ body: (UnsafePointer<Float>) -> Void) {
    guard let reader, let rowsInPlace else { return unsafe body(room.base) }
    unsafe reader.withInputs(of: rowsInPlace, room: room.base, body)
  }
}

extension BatchFiller {
  /// Lends where the rows stand that follow a batch in memory, if it is read where it lies and as
  /// many follow.
  func withFollowing(_ body: (ComingRows) -> Void) {
    guard case .stored(let inputs) = data.inputs, let rowsInPlace,
      rowsInPlace.upperBound + rowsInPlace.count <= data.rowCount
    else { return body(.unknown) }
    unsafe inputs.withUnsafeBufferPointer { inputs in
      let start = rowsInPlace.upperBound * data.featureCount
      unsafe body(ComingRows(neighbours: inputs.baseAddress.map { unsafe $0 + start }))
    }
  }

  /// Lends single rows that are wanted next, if they are in memory.
  func withComing(_ numbers: ArraySlice<UInt32>, _ body: (ComingRows) -> Void) {
    guard case .stored(let inputs) = data.inputs, !numbers.isEmpty else { return body(.unknown) }
    unsafe inputs.withUnsafeBufferPointer { inputs in
      unsafe numbers.withUnsafeBufferPointer { numbers in
        guard let inputs = inputs.baseAddress else { return body(.unknown) }
        unsafe body(ComingRows(numbers, inputs: inputs, width: data.featureCount))
      }
    }
  }
}

/// Batches of rows as they come in a random order of all.
final class UniformSampler: BatchSampler {
  private let batchSize: Int
  private let shuffles: Bool
  private let seed: UInt64
  private let rowCount: Int
  private var next = 0
  private var order: RowOrder
  private var filler: BatchFiller

  var batch: LossBatch { _read { yield filler.batch } }

  init(
    data: TrainingData, settings: TrainerSettings, seed: UInt64,
    order: TrainingOrder? = nil
  ) {
    batchSize = min(settings.batchSize, data.rowCount)
    shuffles = settings.shuffles
    rowCount = data.rowCount
    self.seed = seed
    self.order = RowOrder(data, order: shuffles ? order : .blocks)
    filler = BatchFiller(data: data, capacity: batchSize)
  }

  func begin(epoch: Int) {
    next = 0
    guard shuffles else { return }
    order.shuffle(seed: seed, stream: RandomStream.batchOrder + UInt64(epoch))
  }

  func nextBatch() -> Bool {
    guard shuffles else {
      let rows = next..<min(next + batchSize, rowCount)
      next = rows.upperBound
      guard !rows.isEmpty else { return false }
      filler.fill(rows)
      return true
    }
    let rows = order.take(batchSize)
    guard !rows.isEmpty else { return false }
    filler.removeAll()
    filler.append(rows)
    return true
  }

  func withFeatures(_ body: (UnsafePointer<Float>) -> Void) { unsafe filler.withFeatures(body) }

  func withComing(_ body: (ComingRows) -> Void) {
    if shuffles {
      filler.withComing(order.coming(batchSize), body)
    } else {
      filler.withFollowing(body)
    }
  }
}
