internal import CProcessor

/// The rows of the next batch, as far as they are known, for bringing them near while a batch is
/// trained on: products take longer than memory, and leave it idle.
@safe struct ComingRows {
  /// The first of as many neighbours in memory as the batch has rows; `nil` where the next rows
  /// stand anywhere, or are not known.
  let neighbours: UnsafePointer<Float>?
  private let anywhere: Anywhere?

  @safe private struct Anywhere {
    let inputs: UnsafePointer<Float>
    let width: Int
    let numbers: UnsafeBufferPointer<UInt32>
  }

  /// Nothing is known of them.
  static var unknown: ComingRows { unsafe ComingRows(neighbours: nil) }

  /// Rows that are read where they lie.
  init(neighbours: UnsafePointer<Float>?) {
    unsafe self.neighbours = neighbours
    anywhere = nil
  }

  /// Single rows of all.
  ///
  /// - Parameters:
  ///   - numbers: Which rows.
  ///   - inputs: Row-major, of all rows.
  ///   - width: Inputs of a row.
  init(
    _ numbers: UnsafeBufferPointer<UInt32>, inputs: UnsafePointer<Float>, width: Int
  ) {
    unsafe neighbours = nil
    anywhere = unsafe Anywhere(inputs: inputs, width: width, numbers: numbers)
  }

  /// Has single rows brought as near as the second-level cache, without waiting for them.
  ///
  /// - Parameters:
  ///   - part: Which share of the rows: one is asked for with each piece of the work at hand.
  ///   - parts: Number of shares.
  @inline(__always) func bringNear(part: Int, of parts: Int) {
    guard let rows = anywhere else { return }
    let count = unsafe rows.numbers.count
    let lineFloats = 16
    for place in count &* part / parts..<count &* (part &+ 1) / parts {
      let row = unsafe Int(rows.numbers[place])
      let first = unsafe rows.inputs + row &* rows.width
      var offset = 0
      while offset < rows.width {
        unsafe lopsided_prefetch_far(first + offset)
        offset &+= lineFloats
      }
      unsafe lopsided_prefetch_far(first + (rows.width &- 1))
    }
  }
}
