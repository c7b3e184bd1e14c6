internal import CProcessor
internal import Datasets

/// Brings the inputs of rows to where they are needed, from memory, from a file or drawn anew.
///
/// Room is made once; reading allocates nothing.
final class InputReader {
  private enum Source {
    case stored([Float])
    case read(PreparingReader)
  }

  private let source: Source
  private let width: Int

  /// A reader of at most `capacity` rows at once.
  init(_ data: TrainingData, capacity: Int) {
    width = data.featureCount
    switch data.inputs {
    case .stored(let inputs): source = .stored(inputs)
    case .read(let rows, let preparation):
      source = .read(PreparingReader(rows, preparation, capacity: capacity))
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
    case .read(let reader): unsafe reader.read(rows, into: target)
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
          unsafe lopsided_prefetch(coming + offset)
        }
        unsafe lopsided_prefetch(coming + (width &- 1))
      }
      unsafe copyRow(from: source + (Int(rows[index]) &* width), to: place)
      unsafe place += width
    }
  }

  /// Copies one row, sixteen floats at a time, the last sixteen over some of those before.
  @inline(__always)
  private func copyRow(from source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>) {
    guard width >= 16 else { return unsafe target.update(from: source, count: width) }
    var place = 0
    while true {
      let strip = unsafe UnsafeRawPointer(source + place).loadUnaligned(as: SIMD16<Float>.self)
      unsafe UnsafeMutableRawPointer(target + place).storeBytes(of: strip, as: SIMD16<Float>.self)
      guard place < width &- 16 else { return }
      place = min(place &+ 16, width &- 16)
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
    case .read(let reader):
      unsafe reader.read(rows, into: room)
      unsafe body(room)
    }
  }

  /// What each row that was read last is worth; empty where the training data know it.
  var drawnAmounts: ArraySlice<Float> {
    switch source {
    case .stored: []
    case .read(let reader): reader.amounts
    }
  }
}

/// Reads or draws rows and prepares them, with room that is made once.
private final class PreparingReader {
  private let reader: any FeatureReader
  private let preparation: InputPreparation
  private var drawnAmounts: [Float] = []
  private var amountCount = 0

  /// Rows that are read at once: their features stay in the first-level cache.
  private static let rowsAtOnce = 256

  init(_ rows: RowSource, _ preparation: InputPreparation, capacity: Int) {
    reader = rows.featureReader(capacity: min(Self.rowsAtOnce, max(capacity, 1)))
    self.preparation = preparation
    drawnAmounts = [Float](repeating: 0, count: capacity)
  }

  var amounts: ArraySlice<Float> { drawnAmounts[..<amountCount] }

  func read(_ wanted: ArraySlice<UInt32>, into target: UnsafeMutablePointer<Float>) {
    amountCount = 0
    var (first, place) = unsafe (wanted.startIndex, target)
    while first < wanted.endIndex {
      let last = min(wanted.endIndex, first + Self.rowsAtOnce)
      reader.read(wanted[first..<last]) {
        unsafe prepare($0, rows: last - first, into: place)
      }
      keepAmounts()
      unsafe place += (last - first) * preparation.inputCount
      first = last
    }
  }

  func read(_ wanted: Range<Int>, into target: UnsafeMutablePointer<Float>) {
    amountCount = 0
    var (first, place) = unsafe (wanted.lowerBound, target)
    while first < wanted.upperBound {
      let last = min(wanted.upperBound, first + Self.rowsAtOnce)
      reader.read(first..<last) {
        unsafe prepare($0, rows: last - first, into: place)
      }
      keepAmounts()
      unsafe place += (last - first) * preparation.inputCount
      first = last
    }
  }

  private func prepare(
    _ features: Span<Float>, rows: Int, into target: UnsafeMutablePointer<Float>
  ) {
    var inputs = unsafe MutableSpan(_unsafeStart: target, count: rows * preparation.inputCount)
    preparation.prepare(features, rows: rows, into: &inputs)
  }

  private func keepAmounts() {
    for amount in reader.amounts {
      drawnAmounts[amountCount] = amount
      amountCount &+= 1
    }
  }
}
