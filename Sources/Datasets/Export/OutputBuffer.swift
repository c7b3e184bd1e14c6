/// Bytes that grow at the end; its room is kept from block to block.
@safe
final class OutputBuffer {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  private let decimals = DecimalText()

  init(capacity: Int = 1 << 16) {
    unsafe start = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit { unsafe start.deallocate() }

  /// The bytes.
  func withBytes<Value, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try body(unsafe Span(_unsafeStart: start, count: count))
  }

  func removeAll() { count = 0 }

  /// Makes room for `count` more bytes.
  @inline(__always)
  func reserve(_ extra: Int) {
    if count &+ extra > capacity { grow(extra) }
  }

  @inline(never)
  private func grow(_ extra: Int) {
    let larger = max(capacity * 2, count + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe moved.update(from: start, count: count)
    unsafe start.deallocate()
    unsafe start = moved
    capacity = larger
  }

  @inline(__always)
  func append(_ byte: UInt8) {
    reserve(1)
    unsafe start[count] = byte
    count &+= 1
  }

  func append(_ bytes: [UInt8]) { append(bytes.span) }

  /// Appends the bytes of values, which must be of a type without padding.
  func append(_ values: Span<some BitwiseCopyable>) {
    unsafe values.withUnsafeBytes { bytes in
      guard let source = bytes.baseAddress else { return }
      reserve(bytes.count)
      unsafe UnsafeMutableRawPointer(start + count).copyMemory(
        from: source, byteCount: bytes.count)
      count += bytes.count
    }
  }

  /// Appends zeros until the number of bytes is a multiple of `alignment`.
  func pad(to alignment: Int) {
    while count % alignment != 0 { append(0) }
  }

  /// Appends `count` values that `body` fills.
  func append<Value: BitwiseCopyable, Failure: Error>(
    count values: Int, of zero: Value,
    _ body: (inout MutableSpan<Value>) throws(Failure) -> Void
  ) throws(Failure) {
    let length = values * MemoryLayout<Value>.stride
    precondition(count % MemoryLayout<Value>.alignment == 0, "values must be aligned")
    reserve(length)
    let target = unsafe UnsafeMutableRawPointer(start + count)
      .bindMemory(to: Value.self, capacity: values)
    unsafe target.initialize(repeating: zero, count: values)
    var span = unsafe MutableSpan(_unsafeStart: target, count: values)
    try body(&span)
    // Others see bytes again.
    _ = unsafe UnsafeMutableRawPointer(target).bindMemory(to: UInt8.self, capacity: length)
    count += length
  }
}

extension OutputBuffer {
  /// Appends a whole number.
  @inline(__always)
  func append(decimal value: UInt32) {
    reserve(DecimalText.room)
    count &+= unsafe DecimalText.write(value, to: start + count)
  }

  /// Appends a value as ``Swift/Float/description`` does.
  @inline(__always)
  func append(decimal value: Float) {
    reserve(DecimalText.room)
    count &+= unsafe decimals.write(value, to: start + count)
  }

  /// Appends a value as ``Swift/Double/description`` does.
  func append(decimal value: Double) {
    for byte in value.description.utf8 { append(byte) }
  }
}
