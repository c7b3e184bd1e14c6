extension DecimalNumber {
  /// The number that starts at `index`, which moves behind it, as the nearest `Double`; infinite if
  /// it is too large, `nil` if no number starts there.
  ///
  /// Programs write probabilities with seventeen digits. Up to nineteen are a 64-bit integer; its
  /// product with a 64-bit power of ten, cut off, is at most two units of the last of 64 bits below
  /// the value. Only where that leaves the 53rd bit in doubt, in 3 of 2048 numbers, and for more
  /// digits and rare exponents, does the standard library's parser decide.
  ///
  /// Source: the method of D. Lemire, *Number parsing at a gigabyte per second*, Software: Practice
  /// and Experience 51 (2021), with one word for two.
  @inline(__always)
  static func readPrecise(_ bytes: Span<UInt8>, at index: inout Int) -> Double? {
    let start = index
    guard let digits = Digits(bytes, at: &index) else { return nil }
    guard digits.isExact(in: bytes),
      let value = PowerOfTen.product(digits.mantissa, digits.exponent)
    else { return text(bytes, start..<index) }
    return digits.isNegative ? -value : value
  }

  @inline(never)
  private static func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Double? {
    var text = ""
    text.reserveCapacity(range.count)
    for index in range { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    return Double(text)
  }
}

/// A power of ten as a 64-bit integer with its highest bit set, cut off, times a power of two.
private struct PowerOfTen: Sendable {
  let bits: UInt64
  let exponent: Int

  /// `mantissa · 10^exponent`, rounded once; `nil` where these 64 bits do not tell.
  @inline(__always)
  static func product(_ mantissa: UInt64, _ exponent: Int) -> Double? {
    if mantissa == 0 { return 0 }
    if mantissa < 1 << 53, exponent >= -22, exponent <= 22 {
      // Both factors are exact.
      return exponent < 0
        ? Double(mantissa) / exactPowersOfTen[-exponent]
        : Double(mantissa) * exactPowersOfTen[exponent]
    }
    guard exponent >= lowest, exponent <= highest else { return nil }
    let power = table[exponent - lowest]
    let zeros = mantissa.leadingZeroBitCount
    let high = (mantissa << UInt64(zeros)).multipliedFullWidth(by: power.bits).high
    let dropped: UInt64 = high >> 63 == 1 ? 11 : 10
    let half: UInt64 = 1 << (dropped - 1)
    let rest = high & (2 * half - 1)
    // The value lies between the product and two units above it.
    guard rest + 2 < half || rest > half else { return nil }
    let rounded = (high >> dropped) + (rest > half ? 1 : 0)
    let scale = Int(dropped) + 64 + power.exponent - zeros
    guard scale > -1000, scale < 900 else { return nil }
    return Double(rounded) * Double(bitPattern: UInt64(scale + 1023) << 52)
  }

  private static let lowest = -38
  private static let highest = 38

  private static let table: [PowerOfTen] = (lowest...highest).map { exponent in
    var power: UInt128 = 1
    for _ in 0..<abs(exponent) { power *= 10 }
    let length = 128 - power.leadingZeroBitCount
    if exponent >= 0 {
      let bits = length > 64 ? power >> (length - 64) : power << (64 - length)
      return PowerOfTen(bits: UInt64(truncatingIfNeeded: bits), exponent: length - 64)
    }
    // 2^(length + 63) / power, one bit after the other.
    var (quotient, rest) = (UInt128(0), UInt128(1))
    for _ in 0..<(length + 63) {
      rest <<= 1
      quotient <<= 1
      if rest >= power {
        rest -= power
        quotient |= 1
      }
    }
    let size = 128 - quotient.leadingZeroBitCount
    // 64 bits, or 65 for a power of two, which there is none of but 1.
    return PowerOfTen(
      bits: UInt64(truncatingIfNeeded: quotient >> (size - 64)),
      exponent: size - 64 - (length + 63))
  }
}

/// 10⁰ … 10²², each exact.
private let exactPowersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]
