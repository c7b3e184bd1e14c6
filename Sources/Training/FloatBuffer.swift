/// A fixed block of floats, aligned to a cache line and zero at the start.
///
/// Every buffer of the training loop is made once, before it.
@safe final class FloatBuffer {
  /// First element.
  let base: UnsafeMutablePointer<Float>
  /// Number of elements.
  let count: Int

  init(count: Int) {
    let bytes = max(count, 1) * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    unsafe base = unsafe raw.bindMemory(to: Float.self, capacity: max(count, 1))
    unsafe base.initialize(repeating: 0, count: max(count, 1))
    self.count = count
  }

  deinit { unsafe base.deallocate() }

  /// The first `length` elements.
  func prefix(_ length: Int) -> UnsafeMutableBufferPointer<Float> {
    precondition(length <= count)
    return unsafe UnsafeMutableBufferPointer(start: base, count: length)
  }

  /// Overwrites the block with that of another buffer of the same size.
  func copy(from other: FloatBuffer) {
    precondition(count == other.count)
    unsafe base.update(from: other.base, count: count)
  }

  /// Whether no element is infinite or NaN.
  var isFinite: Bool {
    // Infinity and NaN alone give something else than zero here, and the loop vectorises.
    var sum: Float = 0
    for index in 0..<count { unsafe sum += base[index] * 0 }
    return sum == 0
  }

  /// A copy of the elements.
  var values: [Float] { unsafe Array(prefix(count)) }
}
