extension DecimalNumber {
  /// The number that starts at `index`, which moves behind it, as the nearest `Double`; infinite if
  /// it is too large, `nil` if no number starts there.
  ///
  /// Times need it: seconds since 1970 do not fit a `Float`.
  static func readDouble(_ bytes: Span<UInt8>, at index: inout Int) -> Double? {
    let start = index
    var next = index
    let isNegative = bytes[next] == UInt8(ascii: "-")
    if isNegative || bytes[next] == UInt8(ascii: "+") { next += 1 }
    var mantissa: UInt64 = 0
    var digitCount = 0
    var decimals = 0
    var isBehindPoint = false
    while true {
      let digit = bytes[next] &- UInt8(ascii: "0")
      if digit < 10 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digitCount += 1
        decimals += isBehindPoint ? 1 : 0
      } else if bytes[next] == UInt8(ascii: "."), !isBehindPoint {
        isBehindPoint = true
      } else {
        break
      }
      next += 1
    }
    guard digitCount > 0 else { return nil }
    let hasExponent = bytes[next] | 0x20 == UInt8(ascii: "e")
    // A whole number below 2⁵³ and a power of ten below 10²³ are exact, so their quotient is
    // rounded once.
    if !hasExponent, digitCount <= 15, decimals <= 15 {
      index = next
      let value = Double(mantissa) / exactPowers[decimals]
      return isNegative ? -value : value
    }
    if hasExponent {
      next += 1
      if bytes[next] == UInt8(ascii: "-") || bytes[next] == UInt8(ascii: "+") { next += 1 }
      let digits = next
      while bytes[next] &- UInt8(ascii: "0") < 10 { next += 1 }
      guard next > digits else { return nil }
    }
    index = next
    var text = ""
    for position in start..<next { text.unicodeScalars.append(Unicode.Scalar(bytes[position])) }
    return Double(text)
  }
}

private let exactPowers: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
]
