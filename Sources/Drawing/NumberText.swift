internal import Foundation

/// Numbers as the report prints them: fixed rules, no locale, U+2212 as the minus sign.
package enum NumberText {
  package static let minus = "−"
  /// Stands where there is no number.
  package static let none = "–"

  /// A number with a fixed count of decimals; what rounds to zero has no sign.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return none }
    let scale = powerOfTen(decimals)
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 0x1p53 else { return scientific(value) }
    let digits = String(Int64(scaled))
    let sign = value < 0 && scaled > 0 ? minus : ""
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A number with a count of significant digits, never fewer than its integer part has.
  package static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return none }
    guard value != 0 else { return "0" }
    let exponent = decimalExponent(value, digits: digits)
    guard exponent >= -6, exponent < 7 else { return scientific(value, digits: digits) }
    return fixed(value, decimals: max(0, digits - 1 - exponent))
  }

  /// A number as `1.0×10⁻¹²`.
  package static func scientific(_ value: Double, digits: Int = 2) -> String {
    guard value.isFinite else { return none }
    guard value != 0 else { return "0" }
    let exponent = decimalExponent(value, digits: digits)
    // In two steps, since 10^exponent alone may leave the range of doubles.
    let mantissa = value / powerOfTen(exponent / 2) / powerOfTen(exponent - exponent / 2)
    return fixed(mantissa, decimals: digits - 1) + "×10" + superscript(exponent)
  }

  /// A p value: `<0.001`, three decimals below 0.1, else two; never rounded up to a usual level.
  package static func pValue(_ p: Double) -> String {
    guard p.isFinite else { return none }
    if p < 0.001 { return "<0.001" }
    if p < 0.05, p >= 0.0495 { return "0.049" }
    return fixed(p, decimals: p < 0.0995 ? 3 : 2)
  }

  /// A count with its thousands set apart by commas.
  package static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? minus : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A share in percent: `0.1 %`, `12 %`.
  package static func percent(_ share: Double) -> String {
    guard share.isFinite else { return none }
    let percent = share * 100
    let text = significant(percent, digits: percent.magnitude >= 10 ? 3 : 2)
    return withoutTrailingZeros(text) + " %"
  }

  /// A setting, learning rate or the like: the shortest decimal that reads back.
  package static func setting(_ value: Double) -> String {
    let text = "\(value)"
    let short = text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    return short.replacing("-", with: minus)
  }

  /// Decimals that show about `digits` significant digits of a typical uncertainty.
  package static func decimals(for uncertainty: Double?, digits: Int, otherwise fallback: Int)
    -> Int
  {
    guard let uncertainty, uncertainty > 0, uncertainty.isFinite else { return fallback }
    let exponent = decimalExponent(uncertainty, digits: digits)
    return min(max(digits - 1 - exponent, 1), 7)
  }

  package static func withoutTrailingZeros(_ text: String) -> String {
    guard text.contains("."), !text.contains("×") else { return text }
    var trimmed = text[...]
    while trimmed.last == "0" { trimmed.removeLast() }
    if trimmed.last == "." { trimmed.removeLast() }
    return String(trimmed)
  }

  /// The exponent after rounding to `digits` significant digits: 0.0999 with two has −1.
  private static func decimalExponent(_ value: Double, digits: Int) -> Int {
    let exponent = Int(log10(value.magnitude).rounded(.down))
    let mantissa =
      value.magnitude / powerOfTen(exponent / 2) / powerOfTen(exponent - exponent / 2)
    let scale = powerOfTen(digits - 1)
    return (mantissa * scale).rounded() >= 10 * scale ? exponent + 1 : exponent
  }

  package static func powerOfTen(_ exponent: Int) -> Double { pow(10, Double(exponent)) }

  private static func superscript(_ value: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (value < 0 ? "⁻" : "")
      + String(String(value.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] })
  }
}
