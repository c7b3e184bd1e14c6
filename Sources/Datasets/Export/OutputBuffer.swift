/// Bytes that grow at the end; its room is kept from block to block.
@safe
final class OutputBuffer {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  private let shortest = ShortestDecimal()

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
    reserve(10)
    let length = Self.digitCount(value)
    writeDigits(value, length, at: count)
    count &+= length
  }

  /// Appends a value as ``Swift/Float/description`` does.
  @inline(__always)
  func append(decimal value: Float) {
    reserve(16)
    let magnitude = value.bitPattern & 0x7FFF_FFFF
    guard magnitude != 0, magnitude < 0x7F80_0000 else {
      for byte in value.description.utf8 { append(byte) }
      return
    }
    if value < 0 {
      unsafe start[count] = 0x2D
      count &+= 1
    }
    var (digits, exponent) = shortest.decimal(of: magnitude)
    while digits % 10 == 0 {
      digits /= 10
      exponent &+= 1
    }
    let length = Self.digitCount(digits)
    let point = length &+ exponent
    // 2²⁴, beyond which not every whole number is a value.
    if point < -3 || magnitude > 0x4B80_0000 {
      appendScientific(digits, length, power: point &- 1)
    } else if point <= 0 {
      appendFraction(digits, length, zeros: -point)
    } else {
      appendPlain(digits, length, point: point)
    }
  }

  /// `0.000ddd`.
  @inline(__always)
  private func appendFraction(_ digits: UInt32, _ length: Int, zeros: Int) {
    unsafe start[count] = 0x30
    unsafe start[count &+ 1] = 0x2E
    count &+= 2
    for _ in 0..<zeros {
      unsafe start[count] = 0x30
      count &+= 1
    }
    writeDigits(digits, length, at: count)
    count &+= length
  }

  /// `ddd.ddd` or `ddd000.0`.
  @inline(__always)
  private func appendPlain(_ digits: UInt32, _ length: Int, point: Int) {
    if point < length {
      // Written one place to the right, and then the whole part moves left.
      writeDigits(digits, length, at: count &+ 1)
      for place in 0..<point { unsafe start[count &+ place] = start[count &+ place &+ 1] }
      unsafe start[count &+ point] = 0x2E
      count &+= length &+ 1
    } else {
      writeDigits(digits, length, at: count)
      count &+= length
      for _ in length..<point {
        unsafe start[count] = 0x30
        count &+= 1
      }
      unsafe start[count] = 0x2E
      unsafe start[count &+ 1] = 0x30
      count &+= 2
    }
  }

  /// `d.ddde-05`.
  private func appendScientific(_ digits: UInt32, _ length: Int, power: Int) {
    if length == 1 {
      unsafe start[count] = 0x30 &+ UInt8(digits)
      count &+= 1
    } else {
      writeDigits(digits, length, at: count &+ 1)
      unsafe start[count] = start[count &+ 1]
      unsafe start[count &+ 1] = 0x2E
      count &+= length &+ 1
    }
    unsafe start[count] = 0x65
    unsafe start[count &+ 1] = power < 0 ? 0x2D : 0x2B
    count &+= 2
    writeDigits(UInt32(abs(power)), 2, at: count)
    count &+= 2
  }

  /// Writes the last `length` digits of a number.
  @inline(__always)
  private func writeDigits(_ value: UInt32, _ length: Int, at place: Int) {
    var rest = value
    var at = place &+ length
    while at > place {
      at &-= 1
      let tenth = rest / 10
      unsafe start[at] = 0x30 &+ UInt8(truncatingIfNeeded: rest &- tenth &* 10)
      rest = tenth
    }
  }

  @inline(__always)
  private static func digitCount(_ value: UInt32) -> Int {
    if value < 100_000 {
      if value < 100 { return value < 10 ? 1 : 2 }
      if value < 1000 { return 3 }
      return value < 10_000 ? 4 : 5
    }
    if value < 10_000_000 { return value < 1_000_000 ? 6 : 7 }
    if value < 100_000_000 { return 8 }
    return value < 1_000_000_000 ? 9 : 10
  }

  /// Appends a value as ``Swift/Double/description`` does.
  func append(decimal value: Double) {
    for byte in value.description.utf8 { append(byte) }
  }
}
