/// A drawing that is written element by element; coordinates are in pixels, y downwards.
package struct SVG {
  /// Where a text stands against its point.
  package enum Anchor: String { case start, middle, end }

  /// Text, axes and guides: dark enough on the white ground that every figure brings along.
  package static let ink = "#222222"
  package static let faint = "#666666"
  package static let grid = "#e3e3e3"

  package let width: Double
  package let height: Double
  private let title: String
  private var elements: [String] = []

  package init(width: Double, height: Double, title: String) {
    self.width = width
    self.height = height
    self.title = title
  }

  /// The document, UTF-8, ending with a line break.
  package var document: String {
    let size = "\(Self.number(width))\" height=\"\(Self.number(height))"
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(size)" \
      viewBox="0 0 \(Self.number(width)) \(Self.number(height))" role="img" \
      font-family="Helvetica, Arial, sans-serif" font-size="12">
      <title>\(Self.escaped(title))</title>
      <rect width="100%" height="100%" fill="#ffffff"/>
      \(elements.joined(separator: "\n"))
      </svg>

      """
  }

  package mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, color: String = ink,
    width: Double = 1, dash: String? = nil
  ) {
    elements.append(
      "<line x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\" "
        + "y2=\"\(Self.number(y2))\"\(stroke(color, width, dash))/>")
  }

  package mutating func polyline(
    _ points: [(x: Double, y: Double)], color: String, width: Double = 2, dash: String? = nil,
    opacity: Double = 1
  ) {
    guard points.count > 1 else { return }
    elements.append(
      "<polyline points=\"\(Self.list(points))\" fill=\"none\"\(stroke(color, width, dash))"
        + " stroke-linejoin=\"round\"\(Self.opacity(opacity))/>")
  }

  package mutating func polygon(
    _ points: [(x: Double, y: Double)], fill: String, opacity: Double = 1
  ) {
    guard points.count > 2 else { return }
    elements.append(
      "<polygon points=\"\(Self.list(points))\" fill=\"\(fill)\"\(Self.opacity(opacity))/>")
  }

  package mutating func rectangle(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String, opacity: Double = 1
  ) {
    elements.append(
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
        + "height=\"\(Self.number(height))\" fill=\"\(fill)\"\(Self.opacity(opacity))/>")
  }

  package mutating func circle(
    _ x: Double, _ y: Double, radius: Double, fill: String, color: String, width: Double = 1.5
  ) {
    elements.append(
      "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\" "
        + "fill=\"\(fill)\"\(stroke(color, width, nil))/>")
  }

  /// Text on its baseline; `turned` runs it upwards.
  package mutating func text(
    _ text: String, _ x: Double, _ y: Double, anchor: Anchor = .start, size: Double = 12,
    color: String = ink, isBold: Bool = false, turned: Bool = false
  ) {
    let place = "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
    let turn = turned ? " transform=\"rotate(-90 \(Self.number(x)) \(Self.number(y)))\"" : ""
    let weight = isBold ? " font-weight=\"bold\"" : ""
    elements.append(
      "<text \(place) text-anchor=\"\(anchor.rawValue)\" font-size=\"\(Self.number(size))\" "
        + "fill=\"\(color)\"\(weight)\(turn)>\(Self.escaped(text))</text>")
  }

  /// A generous guess at how wide a text is, since no font is at hand.
  package static func width(of text: String, size: Double = 12) -> Double {
    text.reduce(0) { sum, character in
      let share: Double =
        switch character {
        case "i", "l", "j", "t", "f", "r", "I", ".", ",", ":", ";", "'", "|", " ", "(", ")": 0.38
        case "m", "w", "M", "W", "@", "%": 0.92
        case _ where character.isUppercase: 0.72
        case _ where !character.isASCII: 0.95
        default: 0.6
        }
      return sum + share * size
    }
  }

  /// The text, cut with an ellipsis where it would be wider than `width`.
  package static func cut(
    _ text: String, to width: Double, size: Double = 12, isBold: Bool = false
  ) -> String {
    let room = isBold ? width / 1.1 : width
    guard Self.width(of: text, size: size) > room else { return text }
    var short = text
    while !short.isEmpty, Self.width(of: short + "…", size: size) > room { short.removeLast() }
    return short + "…"
  }

  /// At most two decimals, without trailing zeros; ASCII.
  package static func number(_ value: Double) -> String {
    let hundredths = (value.magnitude * 100).rounded()
    guard hundredths < 0x1p53 else { return NumberText.none }
    let (whole, rest) = Int64(hundredths).quotientAndRemainder(dividingBy: 100)
    let sign = value < 0 && hundredths > 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    let decimals = rest.isMultiple(of: 10) ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
    return "\(sign)\(whole).\(decimals)"
  }

  /// Text for XML: markup is escaped, control characters, which XML cannot hold, become spaces.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private func stroke(_ color: String, _ width: Double, _ dash: String?) -> String {
    " stroke=\"\(color)\" stroke-width=\"\(Self.number(width))\""
      + (dash.map { " stroke-dasharray=\"\($0)\"" } ?? "")
  }

  private static func opacity(_ value: Double) -> String {
    value < 1 ? " opacity=\"\(number(value))\"" : ""
  }

  private static func list(_ points: [(x: Double, y: Double)]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }
}

/// The colours of losses: Okabe and Ito's palette without its yellow, which is faint on white.
package enum Palette {
  private static let colors = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000",
  ]

  package static func color(_ index: Int) -> String { colors[index % colors.count] }
}
