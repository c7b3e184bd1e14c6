internal import CounterRandom

/// Features of up to 64 rows, column by column, so that one instruction takes several rows.
///
/// Rows beyond ``count`` are there too, up to a multiple of eight, and hold some numbers.
@safe
struct ColumnBlock {
  /// Rows from one column to the next.
  static let stride = 64

  /// Number of rows.
  let count: Int
  /// The value of row `r` in column `c` is at `c * stride + r`.
  let values: UnsafeMutablePointer<Double>

  /// The values of a column.
  @inline(__always)
  subscript(column: Int) -> UnsafeMutablePointer<Double> {
    unsafe values + column &* Self.stride
  }

  /// Calls `body` with the first row of each eight.
  @inline(__always)
  func forEachEight(_ body: (Int) -> Void) {
    var row = 0
    while row < count {
      body(row)
      row &+= 8
    }
  }

  /// Stores the rows, row-major, as `Float`, and rounds the columns to what was stored.
  ///
  /// - Parameters:
  ///   - width: Number of columns.
  ///   - target: Room for `count * width` values.
  ///   - scratch: Room for `stride * width` values.
  func round(
    width: Int, into target: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    let all = width &* Self.stride
    for index in 0..<all {
      let value = unsafe Float(values[index])
      unsafe scratch[index] = value
      unsafe values[index] = Double(value)
    }
    let (wholeRows, wholeColumns) = (count & ~3, width & ~3)
    var row = 0
    while row < wholeRows {
      var column = 0
      while column < wholeColumns {
        unsafe Self.transpose(
          scratch + (column &* Self.stride &+ row), to: target + (row &* width &+ column),
          width: width)
        column &+= 4
      }
      row &+= 4
    }
    for row in 0..<count {
      for column in row < wholeRows ? wholeColumns..<width : 0..<width {
        unsafe target[row &* width &+ column] = scratch[column &* Self.stride &+ row]
      }
    }
  }

  /// Four columns of four rows.
  @inline(__always)
  private static func transpose(
    _ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, width: Int
  ) {
    typealias Four = SIMD4<Float>
    let from = unsafe UnsafeRawPointer(source)
    let (step, out) = (stride &* 4, width &* 4)
    let a = unsafe from.loadUnaligned(as: Four.self)
    let b = unsafe (from + step).loadUnaligned(as: Four.self)
    let c = unsafe (from + 2 &* step).loadUnaligned(as: Four.self)
    let d = unsafe (from + 3 &* step).loadUnaligned(as: Four.self)
    let to = UnsafeMutableRawPointer(target)
    unsafe to.storeBytes(of: Four(a[0], b[0], c[0], d[0]), as: Four.self)
    unsafe (to + out).storeBytes(of: Four(a[1], b[1], c[1], d[1]), as: Four.self)
    unsafe (to + 2 &* out).storeBytes(of: Four(a[2], b[2], c[2], d[2]), as: Four.self)
    unsafe (to + 3 &* out).storeBytes(of: Four(a[3], b[3], c[3], d[3]), as: Four.self)
  }
}

extension Scenario {
  /// Draws `width` standard normals a row, lets `shape` make the row's law of them, and stores
  /// them as `Float`: up to 64 rows at a time.
  ///
  /// Normals use the blocks from 1 on; block 0 is for discrete draws.
  ///
  /// - Parameters:
  ///   - rows: The rows' numbers.
  ///   - width: Number of features, even.
  ///   - stream: Where random words come from.
  ///   - features: Row-major, to be filled.
  ///   - shape: Gets the place of the first row and the rows' normals, to be changed in place.
  ///   - rated: Gets the same after the features were rounded to `Float`.
  func drawColumns(
    _ rows: Span<UInt64>, width: Int, stream: CounterStream, features: inout MutableSpan<Float>,
    shape: (_ first: Int, _ columns: ColumnBlock) -> Void,
    rated: (_ first: Int, _ columns: ColumnBlock) -> Void
  ) {
    precondition(features.count == rows.count * width, "features must hold rows × columns values")
    let size = width * ColumnBlock.stride
    unsafe features.withUnsafeMutableBufferPointer { output in
      guard let output = output.baseAddress else { return }
      unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: size) { values in
        unsafe withUnsafeTemporaryAllocation(of: Float.self, capacity: size) { scratch in
          guard let values = values.baseAddress, let scratch = scratch.baseAddress else { return }
          var first = 0
          while first < rows.count {
            let count = min(ColumnBlock.stride, rows.count - first)
            let columns = unsafe ColumnBlock(count: count, values: values)
            unsafe stream.normalColumns(
              rows: rows.extracting(first..<first + count), count: width, firstBlock: 1,
              into: values, stride: ColumnBlock.stride)
            shape(first, columns)
            unsafe columns.round(width: width, into: output + first * width, scratch: scratch)
            rated(first, columns)
            first += count
          }
        }
      }
    }
  }

  /// Calls `body` with the place of the first row and the columns of up to 64 rows at a time.
  ///
  /// - Parameters:
  ///   - features: Row-major.
  ///   - width: Number of features.
  ///   - body: May change the columns; nobody sees it.
  func withColumns(
    of features: Span<Float>, width: Int,
    _ body: (_ first: Int, _ columns: ColumnBlock) -> Void
  ) {
    let rows = features.count / width
    unsafe features.withUnsafeBufferPointer { input in
      guard let input = input.baseAddress else { return }
      unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: width * ColumnBlock.stride) {
        values in
        guard let values = values.baseAddress else { return }
        unsafe values.initialize(repeating: 0, count: width * ColumnBlock.stride)
        var first = 0
        while first < rows {
          let count = min(ColumnBlock.stride, rows - first)
          for row in 0..<count {
            let source = unsafe input + (first &+ row) &* width
            for column in 0..<width {
              unsafe values[column &* ColumnBlock.stride &+ row] = Double(source[column])
            }
          }
          unsafe body(first, ColumnBlock(count: count, values: values))
          first += count
        }
      }
    }
  }
}
