internal import Datasets
internal import Kernels

/// Brings the inputs of rows to where they are needed, from memory or drawn anew.
///
/// Room is made once; reading allocates nothing.
final class InputReader {
  private enum Source {
    case stored([Float])
    case drawn(DrawnInputReader)
  }

  private let source: Source
  private let width: Int

  /// A reader of at most `capacity` rows at once.
  init(_ data: TrainingData, capacity: Int) {
    width = data.featureCount
    switch data.inputs {
    case .stored(let inputs): source = .stored(inputs)
    case .drawn(let rows, let preparation):
      source = .drawn(DrawnInputReader(rows, preparation, capacity: capacity))
    }
  }

  /// Copies the inputs of single rows to `target`, one after another.
  func read(_ rows: ArraySlice<UInt32>, into target: UnsafeMutablePointer<Float>) {
    switch source {
    case .stored(let inputs):
      unsafe inputs.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        unsafe gather(rows, from: source, into: target)
      }
    case .drawn(let reader): unsafe reader.read(rows, into: target)
    }
  }

  /// Copies single rows. They lie anywhere, so memory is told in time which come next.
  private func gather(
    _ rows: ArraySlice<UInt32>, from source: UnsafePointer<Float>,
    into target: UnsafeMutablePointer<Float>
  ) {
    let ahead = 16
    let lineFloats = 16
    var place = unsafe target
    for index in rows.indices {
      if index &+ ahead < rows.endIndex {
        let coming = unsafe source + (Int(rows[index &+ ahead]) &* width)
        for offset in stride(from: 0, to: width, by: lineFloats) {
          unsafe prefetch(coming + offset)
        }
        unsafe prefetch(coming + (width &- 1))
      }
      unsafe place.update(from: source + (Int(rows[index]) &* width), count: width)
      unsafe place += width
    }
  }

  /// Calls `body` with the inputs of successive rows: where they are in memory, or at `room`.
  func withInputs(
    of rows: Range<Int>, room: UnsafeMutablePointer<Float>, _ body: (UnsafePointer<Float>) -> Void
  ) {
    switch source {
    case .stored(let inputs):
      unsafe inputs.withUnsafeBufferPointer { source in
        guard let source = source.baseAddress else { return }
        unsafe body(source + rows.lowerBound &* width)
      }
    case .drawn(let reader):
      unsafe reader.read(rows, into: room)
      unsafe body(room)
    }
  }

  /// What each row that was read last is worth; empty for rows in memory.
  var drawnAmounts: ArraySlice<Float> {
    switch source {
    case .stored: []
    case .drawn(let reader): reader.amounts
    }
  }
}

/// Draws rows and prepares them, with room that is made once.
@safe private final class DrawnInputReader {
  private let rows: DrawnRows
  private let preparation: InputPreparation
  private var block: RowBlock
  private let numbers: UnsafeMutablePointer<UInt64>
  private let capacity: Int

  init(_ rows: DrawnRows, _ preparation: InputPreparation, capacity: Int) {
    self.rows = rows
    self.preparation = preparation
    block = RowBlock(for: rows.plan, capacity: capacity)
    self.capacity = capacity
    unsafe numbers = .allocate(capacity: max(capacity, 1))
  }

  deinit { unsafe numbers.deallocate() }

  var amounts: ArraySlice<Float> {
    block.amounts.isEmpty ? [] : block.amounts[..<block.rowCount]
  }

  func read(_ wanted: ArraySlice<UInt32>, into target: UnsafeMutablePointer<Float>) {
    precondition(wanted.count <= capacity, "a reader has a fixed capacity")
    let first = UInt64(rows.range.lowerBound)
    var place = 0
    for row in wanted {
      unsafe numbers[place] = first &+ UInt64(row)
      place &+= 1
    }
    unsafe draw(place, into: target)
  }

  func read(_ wanted: Range<Int>, into target: UnsafeMutablePointer<Float>) {
    precondition(wanted.count <= capacity, "a reader has a fixed capacity")
    let first = rows.range.lowerBound
    for place in 0..<wanted.count {
      unsafe numbers[place] = UInt64(first &+ wanted.lowerBound &+ place)
    }
    unsafe draw(wanted.count, into: target)
  }

  private func draw(_ count: Int, into target: UnsafeMutablePointer<Float>) {
    rows.plan.fill(&block, rows: unsafe Span(_unsafeStart: numbers, count: count))
    let width = preparation.encoder.columns.count
    var inputs = unsafe MutableSpan(_unsafeStart: target, count: count * preparation.inputCount)
    let features = block.features
    preparation.prepare(
      features.span.extracting(0..<count * width), rows: count, into: &inputs)
  }
}
