internal import CounterRandom

extension Scenario {
  /// Draws `width` standard normals a row, lets `shape` make the row's law of them, and stores
  /// them as `Float`.
  ///
  /// `shape` gets the row's place in the block and its normals, to be changed in place. Normals
  /// use the blocks from 1 on; block 0 is for discrete draws.
  @inline(__always)
  func drawRows(
    _ rows: Span<UInt64>, width: Int, stream: CounterStream,
    features: inout MutableSpan<Float>,
    shape: (_ row: Int, _ normals: UnsafeMutablePointer<Double>) -> Void
  ) {
    let count = rows.count
    precondition(features.count == count * width, "features must hold rows × columns values")
    unsafe features.withUnsafeMutableBufferPointer { output in
      guard let output = output.baseAddress else { return }
      unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: count * width) { buffer in
        guard let normals = buffer.baseAddress else { return }
        var values = unsafe MutableSpan(_unsafeStart: normals, count: count * width)
        stream.normals(rows: rows, perRow: width, firstBlock: 1, into: &values)
        var row = 0
        while row < count {
          unsafe shape(row, normals + row * width)
          row &+= 1
        }
        var index = 0
        let end = count * width
        while index < end {
          unsafe output[index] = Float(normals[index])
          index &+= 1
        }
      }
    }
  }
}
