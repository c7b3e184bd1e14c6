internal import Foundation

/// A numeric axis: from values to pixels, with its ticks.
package struct Scale {
  /// How values are spread over the pixels.
  package enum Kind { case linear, logarithmic, logOdds }

  package let kind: Kind
  package let domain: ClosedRange<Double>
  /// Pixels of the domain's lower and upper end; may fall.
  package let start: Double
  package let end: Double
  package let ticks: [Double]
  private let decimals: Int

  /// A linear axis over a domain; `isWidened` moves its ends out to round numbers.
  package static func linear(
    _ domain: ClosedRange<Double>, from start: Double, to end: Double, ticks wanted: Int,
    isWidened: Bool = false
  ) -> Scale {
    var (low, high) = (domain.lowerBound, domain.upperBound)
    if high - low < 1e-12 * max(abs(low), abs(high), 1e-300) {
      // Nothing varies: show some surroundings.
      let pad = max(abs(low) * 0.1, 1e-6)
      (low, high) = (low - pad, high + pad)
    }
    let raw = (high - low) / Double(max(wanted, 1))
    let power = pow(10, log10(raw).rounded(.down))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= raw * 0.999 } ?? 10 * power
    if isWidened {
      low = (low / step + 1e-9).rounded(.down) * step
      high = (high / step - 1e-9).rounded(.up) * step
    }
    let first = Int((low / step - 1e-9).rounded(.up))
    let last = Int((high / step + 1e-9).rounded(.down))
    let ticks = first <= last ? (first...last).map { Double($0) * step } : []
    let decimals = max(0, -Int(log10(step * 1.0001).rounded(.down)))
    return Scale(
      kind: .linear, domain: low...high, start: start, end: end, ticks: ticks, decimals: decimals)
  }

  /// A logarithmic axis over a positive domain, widened to whole decades or to 1, 2, 5.
  package static func logarithmic(
    _ domain: ClosedRange<Double>, from start: Double, to end: Double
  ) -> Scale {
    let decades = log10(domain.upperBound / domain.lowerBound)
    // Few decades need marks in between, many need some left out.
    let steps: [Double] = decades <= 2 ? [1, 2, 5] : [1]
    let stride = max(1, Int((decades / 6).rounded(.up)))
    let low = Int(log10(domain.lowerBound).rounded(.down)) - 1
    let high = Int(log10(domain.upperBound).rounded(.up)) + 1
    let marks = (low...high).flatMap { exponent in
      exponent.isMultiple(of: stride) ? steps.map { $0 * pow(10, Double(exponent)) } : []
    }
    let bottom = marks.last { $0 <= domain.lowerBound * 1.000_001 } ?? domain.lowerBound
    let top = marks.first { $0 >= domain.upperBound * 0.999_999 } ?? domain.upperBound
    return Scale(
      kind: .logarithmic, domain: bottom...top, start: start, end: end,
      ticks: marks.filter { $0 >= bottom * 0.999_999 && $0 <= top * 1.000_001 }, decimals: 0)
  }

  /// An axis of log-odds whose ticks say probabilities: 10⁻⁵, 0.001, 0.1, 0.9, 0.999.
  package static func logOdds(
    _ domain: ClosedRange<Double>, from start: Double, to end: Double
  ) -> Scale {
    // Labels must not run into each other.
    let width = abs(end - start) / max(domain.upperBound - domain.lowerBound, 1e-9)
    var ticks: [Double] = []
    for tick in probabilities.map(\.logOdds) where domain.contains(tick) {
      if let last = ticks.last, (tick - last) * width < 38 { continue }
      ticks.append(tick)
    }
    return Scale(
      kind: .logOdds, domain: domain, start: start, end: end, ticks: ticks, decimals: 0)
  }

  private static let probabilities: [(logOdds: Double, label: String)] = [
    (1e-7, "10⁻⁷"), (1e-5, "10⁻⁵"), (1e-3, "0.001"), (0.1, "0.1"), (0.9, "0.9"), (0.999, "0.999"),
  ].map { (log($0 / (1 - $0)), $1) }

  /// The pixel of a value; values outside the domain are put to its nearer end.
  package func callAsFunction(_ value: Double) -> Double {
    let clamped = min(max(value, domain.lowerBound), domain.upperBound)
    let share =
      switch kind {
      case .linear, .logOdds:
        (clamped - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
      case .logarithmic:
        log(clamped / domain.lowerBound) / log(domain.upperBound / domain.lowerBound)
      }
    return start + share * (end - start)
  }

  package func label(_ tick: Double) -> String {
    switch kind {
    case .linear: NumberText.fixed(tick, decimals: min(decimals, 9))
    case .logarithmic:
      tick < 100_000
        ? NumberText.withoutTrailingZeros(NumberText.significant(tick, digits: 1))
        : Self.power(tick)
    case .logOdds: Self.probabilities.first { $0.logOdds == tick }?.label ?? ""
    }
  }

  /// "10⁶", "2×10⁶": as many digits as in 1000000 have no room beside an axis.
  private static func power(_ tick: Double) -> String {
    let text = NumberText.scientific(tick, digits: 1)
    return text.hasPrefix("1×") ? String(text.dropFirst(2)) : text
  }
}
