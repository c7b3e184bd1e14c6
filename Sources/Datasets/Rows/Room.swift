/// Values that are made once and written again and again.
@safe
final class Room<Value: BitwiseCopyable> {
  private let base: UnsafeMutablePointer<Value>
  private let capacity: Int

  init(repeating value: Value, count: Int) {
    capacity = max(count, 1)
    unsafe base = .allocate(capacity: capacity)
    unsafe base.initialize(repeating: value, count: capacity)
  }

  deinit { unsafe base.deallocate() }

  /// Lets `body` write the first values.
  @inline(__always)
  func fill(_ count: Int, _ body: (inout MutableSpan<Value>) -> Void) {
    precondition(count <= capacity, "a reader has a fixed capacity")
    var values = unsafe MutableSpan(_unsafeStart: base, count: count)
    body(&values)
  }

  /// Copies pieces of `width` values one after another, each from where `places` says it begins.
  @inline(__always)
  func gather(
    _ places: some Collection<Int>, width: Int, from source: Span<Value>
  ) {
    precondition(places.count * width <= capacity, "a reader has a fixed capacity")
    unsafe source.withUnsafeBufferPointer { source in
      guard let first = source.baseAddress else { return }
      var target = unsafe base
      for place in places {
        precondition(place >= 0 && place + width <= source.count, "values outside of the source")
        unsafe target.update(from: first + place, count: width)
        unsafe target += width
      }
    }
  }

  /// Lets `body` read the first values.
  @inline(__always)
  func read(_ count: Int, _ body: (Span<Value>) -> Void) {
    precondition(count <= capacity, "a reader has a fixed capacity")
    body(unsafe Span(_unsafeStart: base, count: count))
  }
}
