internal import Drawing
internal import Reporting

/// How figures are written in the terminal, as in the report.
enum FigureText {
  /// Decimals for a column: two digits of the median uncertainty.
  static func decimals(_ halfWidths: [Double], otherwise fallback: Int) -> Int {
    let known = halfWidths.filter { $0 > 0 }.sorted()
    return NumberText.decimals(
      for: known.isEmpty ? nil : known[known.count / 2], digits: 2, otherwise: fallback)
  }

  static func halfWidth(_ value: MeasuredValue) -> Double? {
    guard let lower = value.lower, let upper = value.upper else { return nil }
    return (upper - lower) / 2
  }

  /// `0.478 ± 0.027`.
  static func value(_ value: MeasuredValue?, decimals: Int) -> String {
    guard let value else { return NumberText.none }
    let mean = NumberText.fixed(value.mean, decimals: decimals)
    guard let half = halfWidth(value) else { return mean }
    return "\(mean) ± \(NumberText.fixed(half, decimals: decimals))"
  }

  /// `+0.012 (0.003 to 0.021)`, decimals by its own width.
  static func difference(_ difference: MeasuredDifference?, otherwise fallback: Int) -> String {
    guard let difference else { return NumberText.none }
    let decimals = decimals([(difference.upper - difference.lower) / 2], otherwise: fallback)
    let mean = NumberText.fixed(difference.mean, decimals: decimals)
    let isZero = mean.allSatisfy { $0 == "0" || $0 == "." }
    let sign = difference.mean > 0 && !isZero ? "+" : ""
    return "\(sign)\(mean) (\(NumberText.fixed(difference.lower, decimals: decimals)) to "
      + "\(NumberText.fixed(difference.upper, decimals: decimals)))"
  }

  /// Paragraphs and lists in lines that a terminal holds; lists keep their indentation.
  static func wrapped(_ text: String, width: Int = Terminal.outputWidth) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let margin = String(line.prefix { $0 == " " })
      let hanging = margin + (line.dropFirst(margin.count).hasPrefix("- ") ? "  " : "")
      var lines: [String] = []
      var current = margin
      var isBlank = true
      for word in line.split(separator: " ") {
        if !isBlank, current.count + 1 + word.count > width {
          lines.append(current)
          (current, isBlank) = (hanging, true)
        }
        current += (isBlank ? "" : " ") + word
        isBlank = false
      }
      return (lines + [isBlank ? "" : current]).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// "1 trial", "2 trials".
  static func counted(_ count: Int, _ noun: String) -> String {
    NumberText.count(count) + " " + (count == 1 ? noun : noun + "s")
  }
}
