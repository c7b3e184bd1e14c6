/// Numbers as decimal digits, written where there is room for them.
struct DecimalText {
  private let shortest = ShortestDecimal()

  /// Bytes that a number takes at most.
  static let room = 24

  /// Writes a value as ``Swift/Float/description`` has it.
  ///
  /// - Parameters:
  ///   - value: Any value.
  ///   - start: Where it goes; there are ``room`` bytes.
  ///
  /// - Returns: Number of bytes.
  @inline(__always)
  func write(_ value: Float, to start: UnsafeMutablePointer<UInt8>) -> Int {
    let magnitude = value.bitPattern & 0x7FFF_FFFF
    guard magnitude != 0, magnitude < 0x7F80_0000 else {
      return unsafe Self.write(value.description, to: start)
    }
    unsafe start[0] = 0x2D
    let sign = value < 0 ? 1 : 0
    let length = unsafe writePositive(magnitude, to: start + sign)
    return sign &+ length
  }

  /// Writes a finite value above 0, given its bits.
  @inline(__always)
  private func writePositive(_ bits: UInt32, to start: UnsafeMutablePointer<UInt8>) -> Int {
    var (digits, exponent) = shortest.decimal(of: bits)
    while digits % 10 == 0 {
      digits /= 10
      exponent &+= 1
    }
    let length = Self.digitCount(digits)
    let point = length &+ exponent
    // 2²⁴, beyond which not every whole number is a value.
    if point < -3 || bits > 0x4B80_0000 {
      return unsafe Self.writeScientific(digits, length, power: point &- 1, to: start)
    }
    if point <= 0 { return unsafe Self.writeFraction(digits, length, zeros: -point, to: start) }
    return unsafe Self.writePlain(digits, length, point: point, to: start)
  }

  /// Writes a whole number; gives the number of bytes.
  @inline(__always)
  static func write(_ value: UInt32, to start: UnsafeMutablePointer<UInt8>) -> Int {
    let length = digitCount(value)
    unsafe writeDigits(value, length, to: start)
    return length
  }

  /// `0.000ddd`.
  @inline(__always)
  private static func writeFraction(
    _ digits: UInt32, _ length: Int, zeros: Int, to start: UnsafeMutablePointer<UInt8>
  ) -> Int {
    // At most three zeros after the point.
    unsafe UnsafeMutableRawPointer(start).storeBytes(of: 0x30_3030_2E30, as: UInt64.self)
    unsafe writeDigits(digits, length, to: start + 2 + zeros)
    return 2 &+ zeros &+ length
  }

  /// `ddd.ddd` or `ddd000.0`.
  @inline(__always)
  private static func writePlain(
    _ digits: UInt32, _ length: Int, point: Int, to start: UnsafeMutablePointer<UInt8>
  ) -> Int {
    if point < length {
      // Written one place to the right, and then the whole part moves left.
      unsafe writeDigits(digits, length, to: start + 1)
      for place in 0..<point { unsafe start[place] = start[place &+ 1] }
      unsafe start[point] = 0x2E
      return length &+ 1
    }
    unsafe writeDigits(digits, length, to: start)
    for place in length..<point { unsafe start[place] = 0x30 }
    unsafe start[point] = 0x2E
    unsafe start[point &+ 1] = 0x30
    return point &+ 2
  }

  /// `d.ddde-05`.
  private static func writeScientific(
    _ digits: UInt32, _ length: Int, power: Int, to start: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var count = 1
    if length == 1 {
      unsafe start[0] = 0x30 &+ UInt8(digits)
    } else {
      unsafe writeDigits(digits, length, to: start + 1)
      unsafe start[0] = start[1]
      unsafe start[1] = 0x2E
      count = length &+ 1
    }
    unsafe start[count] = 0x65
    unsafe start[count &+ 1] = power < 0 ? 0x2D : 0x2B
    unsafe writeDigits(UInt32(abs(power)), 2, to: start + count + 2)
    return count &+ 4
  }

  private static func write(_ text: String, to start: UnsafeMutablePointer<UInt8>) -> Int {
    var count = 0
    for byte in text.utf8 {
      unsafe start[count] = byte
      count += 1
    }
    return count
  }

  /// Writes the last `length` digits of a number.
  @inline(__always)
  private static func writeDigits(
    _ value: UInt32, _ length: Int, to start: UnsafeMutablePointer<UInt8>
  ) {
    var rest = value
    var at = length
    while at > 0 {
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
}
