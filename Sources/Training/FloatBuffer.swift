internal import CProcessor

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
    unsafe lopsided_prefer_huge_pages(raw, bytes)
    unsafe base = unsafe raw.bindMemory(to: Float.self, capacity: max(count, 1))
    unsafe base.initialize(repeating: 0, count: max(count, 1))
    self.count = count
  }

  deinit { unsafe base.deallocate() }

  /// One element, bounds checked; for use outside of hot loops.
  subscript(index: Int) -> Float {
    get {
      precondition((0..<count).contains(index))
      return unsafe base[index]
    }
    set {
      precondition((0..<count).contains(index))
      unsafe base[index] = newValue
    }
  }

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
  var isFinite: Bool { unsafe allFinite(UnsafeBufferPointer(prefix(count)).span) }

  /// A copy of the elements.
  var values: [Float] { unsafe Array(prefix(count)) }
}
