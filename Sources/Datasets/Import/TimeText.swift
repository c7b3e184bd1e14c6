/// Reads when something happened, in days.
///
/// Dates and times are as ISO 8601 writes them, `2024-05-31`, `2024-05-31T23:59:59.5Z` or with a
/// space for the `T`; a time without an offset from UTC counts as UTC, and days are counted from
/// 1970-01-01. Numbers count a unit from any moment.
enum TimeText {
  /// How a column writes its times.
  enum Style: Sendable {
    case number
    case date
  }

  /// The style that a cell suggests.
  static func style(of cell: [UInt8]) -> Style {
    cell.count >= 8 && cell[4] == UInt8(ascii: "-") ? .date : .number
  }

  /// The days of the date and time that start at `index`, which moves behind them; `nil` if there
  /// are none.
  ///
  /// Some byte behind must be no part of them, such as a newline.
  static func readDate(_ bytes: Span<UInt8>, at index: inout Int) -> Double? {
    var next = index
    guard let year = digits(4, bytes, &next), skip("-", bytes, &next),
      let month = digits(2, bytes, &next), (1...12).contains(month), skip("-", bytes, &next),
      let day = digits(2, bytes, &next), day >= 1, day <= length(ofMonth: month, year)
    else { return nil }
    var days = Double(daysSince1970(year: year, month: month, day: day))
    let separator = bytes[next]
    if separator == UInt8(ascii: "T") || separator == UInt8(ascii: "t")
      || separator == space && bytes[next + 1] &- UInt8(ascii: "0") < 10
    {
      next += 1
      guard let seconds = secondsOfDay(bytes, &next) else { return nil }
      guard let offset = offsetSeconds(bytes, &next) else { return nil }
      days += (seconds - Double(offset)) / 86_400
    }
    index = next
    return days
  }

  private static func secondsOfDay(_ bytes: Span<UInt8>, _ next: inout Int) -> Double? {
    guard let hour = digits(2, bytes, &next), hour <= 24, skip(":", bytes, &next),
      let minute = digits(2, bytes, &next), minute < 60
    else { return nil }
    var seconds = Double(hour * 3600 + minute * 60)
    if bytes[next] == UInt8(ascii: ":") {
      next += 1
      // 60 is a leap second.
      guard let second = digits(2, bytes, &next), second <= 60 else { return nil }
      seconds += Double(second)
      if bytes[next] == UInt8(ascii: ".") {
        next += 1
        var (value, scale) = (0.0, 1.0)
        let start = next
        while bytes[next] &- UInt8(ascii: "0") < 10 {
          if next - start < 15 {
            value = value * 10 + Double(bytes[next] &- UInt8(ascii: "0"))
            scale *= 10
          }
          next += 1
        }
        guard next > start else { return nil }
        seconds += value / scale
      }
    }
    return seconds <= 86_400 || hour < 24 ? seconds : nil
  }

  private static func offsetSeconds(_ bytes: Span<UInt8>, _ next: inout Int) -> Int? {
    switch bytes[next] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      next += 1
      return 0
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let sign = bytes[next] == UInt8(ascii: "-") ? -1 : 1
      next += 1
      guard let hour = digits(2, bytes, &next), hour < 24 else { return nil }
      var minute = 0
      if bytes[next] == UInt8(ascii: ":") { next += 1 }
      if bytes[next] &- UInt8(ascii: "0") < 10 {
        guard let written = digits(2, bytes, &next), written < 60 else { return nil }
        minute = written
      }
      return sign * (hour * 3600 + minute * 60)
    default: return 0
    }
  }

  /// Exactly `count` digits.
  private static func digits(_ count: Int, _ bytes: Span<UInt8>, _ next: inout Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      let digit = bytes[next] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
      next += 1
    }
    return value
  }

  private static func skip(
    _ character: Unicode.Scalar, _ bytes: Span<UInt8>, _ next: inout Int
  ) -> Bool {
    guard bytes[next] == UInt8(ascii: character) else { return false }
    next += 1
    return true
  }

  private static func length(ofMonth month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the Gregorian calendar, counted in eras of 400 years that begin on the
  /// first of March.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
