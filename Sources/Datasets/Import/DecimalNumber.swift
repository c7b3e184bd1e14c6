/// Reads decimal numbers from bytes, rounded correctly to `Float`.
///
/// The grammar is `[+-] digits [. digits] [e [+-] digits]` with at least one digit before the
/// exponent, on either side of the point. There is no hexadecimal form, no infinity and no NaN.
///
/// Rounding a decimal to `Double` and that to `Float` rounds twice, and the second step is wrong
/// when the first has moved the value onto, or across, the middle between two floats. Three
/// roundings happen before the second step here (mantissa, power of ten, product), together at
/// most four units in the last place of the `Double`. So a product eight or more units away from
/// every middle has the same nearest `Float` as the decimal itself; all others (one in 3 · 10⁷) go
/// to the standard library's parser, which rounds once. The same holds for numbers with more
/// digits than `UInt64` holds, and outside the normal range of `Float`.
enum DecimalNumber {
  /// The number that starts at `index`, which moves behind it; infinite if it is too large for
  /// `Float`, `nil` if no number starts there.
  ///
  /// - Parameters:
  ///   - bytes: The text; some byte behind the number must be no part of it, such as a newline.
  ///   - index: Where the number starts; undefined on return if there is none.
  /// - Returns: The nearest `Float`.
  @inline(__always)
  static func read(_ bytes: Span<UInt8>, at index: inout Int) -> Float? {
    let start = index
    guard let digits = Digits(bytes, at: &index) else { return nil }
    let (mantissa, exponent) = (digits.mantissa, digits.exponent)
    guard digits.isExact(in: bytes) else { return readExactly(bytes, start..<index) }
    if mantissa == 0 { return digits.isNegative ? -0.0 : 0 }
    guard exponent >= smallestPower, exponent <= largestPower else {
      return readExactly(bytes, start..<index)
    }
    let magnitude = Double(mantissa) * powersOfTen[exponent - smallestPower]
    let belowFloat = magnitude.bitPattern & 0x1FFF_FFFF
    guard belowFloat &- (0x1000_0000 - 8) > 16, magnitude >= 0x1p-126, magnitude < 0x1p128 else {
      return readExactly(bytes, start..<index)
    }
    let rounded = Float(magnitude)
    return digits.isNegative ? -rounded : rounded
  }

  /// The parts of a number as it is written: its value is `± mantissa · 10^exponent`.
  struct Digits {
    let isNegative: Bool
    /// All digits as one integer, modulo 2⁶⁴.
    let mantissa: UInt64
    let exponent: Int
    /// Where the first digit, or the point, stands.
    private let start: Int
    private let count: Int

    /// The number that starts at `index`, which moves behind it; `nil` if there is none.
    @inline(__always)
    init?(_ bytes: Span<UInt8>, at index: inout Int) {
      var next = index
      isNegative = bytes[next] == UInt8(ascii: "-")
      if isNegative || bytes[next] == UInt8(ascii: "+") { next += 1 }
      var mantissa: UInt64 = 0
      start = next
      var digit = bytes[next] &- UInt8(ascii: "0")
      while digit < 10 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        next += 1
        digit = bytes[next] &- UInt8(ascii: "0")
      }
      var count = next - start
      var exponent = 0
      if bytes[next] == UInt8(ascii: ".") {
        next += 1
        let fractionStart = next
        digit = bytes[next] &- UInt8(ascii: "0")
        while digit < 10 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
          next += 1
          digit = bytes[next] &- UInt8(ascii: "0")
        }
        exponent = fractionStart - next
        count -= exponent
      }
      guard count > 0 else { return nil }
      if bytes[next] | 0x20 == UInt8(ascii: "e") {
        guard let written = DecimalNumber.readExponent(bytes, at: &next) else { return nil }
        exponent += written
      }
      self.mantissa = mantissa
      self.exponent = exponent
      self.count = count
      index = next
    }

    /// Whether ``mantissa`` holds all digits.
    @inline(__always)
    func isExact(in bytes: Span<UInt8>) -> Bool {
      count <= 19
        || DecimalNumber.significantDigits(bytes, from: start, digitCount: count) <= 19
    }
  }

  /// The exponent whose `e` stands at `index`, at most 100,000 in magnitude.
  @inline(never)
  static func readExponent(_ bytes: Span<UInt8>, at index: inout Int) -> Int? {
    index += 1
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative || bytes[index] == UInt8(ascii: "+") { index += 1 }
    let start = index
    var exponent = 0
    while bytes[index] &- UInt8(ascii: "0") < 10 {
      exponent = min(exponent * 10 + Int(bytes[index] &- UInt8(ascii: "0")), 100_000)
      index += 1
    }
    guard index > start else { return nil }
    return isNegative ? -exponent : exponent
  }

  /// `digitCount` without the zeros that the number starts with.
  @inline(never)
  static func significantDigits(
    _ bytes: Span<UInt8>, from start: Int, digitCount: Int
  ) -> Int {
    var significant = digitCount
    var next = start
    while bytes[next] == UInt8(ascii: "0") || bytes[next] == UInt8(ascii: ".") {
      if bytes[next] == UInt8(ascii: "0") { significant -= 1 }
      next += 1
    }
    return significant
  }

  /// The number that the text in `range` stands for, by the standard library, which rounds once.
  @inline(never)
  private static func readExactly(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Float? {
    var text = ""
    text.reserveCapacity(range.count)
    for index in range { text.unicodeScalars.append(Unicode.Scalar(bytes[index])) }
    return Float(text)
  }
}

private let smallestPower = -64
private let largestPower = 38

/// 10⁻⁶⁴ … 10³⁸, each the nearest `Double`.
private let powersOfTen: [Double] = [
  1e-64, 1e-63, 1e-62, 1e-61, 1e-60, 1e-59, 1e-58, 1e-57, 1e-56, 1e-55,
  1e-54, 1e-53, 1e-52, 1e-51, 1e-50, 1e-49, 1e-48, 1e-47, 1e-46, 1e-45,
  1e-44, 1e-43, 1e-42, 1e-41, 1e-40, 1e-39, 1e-38, 1e-37, 1e-36, 1e-35,
  1e-34, 1e-33, 1e-32, 1e-31, 1e-30, 1e-29, 1e-28, 1e-27, 1e-26, 1e-25,
  1e-24, 1e-23, 1e-22, 1e-21, 1e-20, 1e-19, 1e-18, 1e-17, 1e-16, 1e-15,
  1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5,
  1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5,
  1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25,
  1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32, 1e33, 1e34, 1e35,
  1e36, 1e37, 1e38,
]
