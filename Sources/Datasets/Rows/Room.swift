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

  /// Lets `body` read the first values.
  @inline(__always)
  func read(_ count: Int, _ body: (Span<Value>) -> Void) {
    precondition(count <= capacity, "a reader has a fixed capacity")
    body(unsafe Span(_unsafeStart: base, count: count))
  }
}
