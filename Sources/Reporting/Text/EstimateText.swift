internal import Drawing
internal import Statistics

/// How estimates and differences are written, with decimals that suit their uncertainty.
enum EstimateText {
  /// Decimals for a column of estimates: two digits of the median half-width.
  static func decimals(
    _ estimates: [Estimate?], digits: Int = 2, otherwise fallback: Int
  ) -> Int {
    decimals(halfWidths: estimates.compactMap { $0?.halfWidth }, digits: digits, fallback)
  }

  static func decimals(halfWidths: [Double], digits: Int = 2, _ fallback: Int) -> Int {
    let known = halfWidths.filter { $0 > 0 }.sorted()
    return NumberText.decimals(
      for: known.isEmpty ? nil : known[known.count / 2], digits: digits, otherwise: fallback)
  }

  /// `0.412 ± 0.023`, without the interval for a single replicate.
  static func interval(_ estimate: Estimate?, decimals: Int) -> String {
    guard let estimate else { return NumberText.none }
    let mean = mean(estimate, decimals: decimals)
    guard let half = estimate.halfWidth else { return mean }
    return "\(mean) ± \(NumberText.fixed(half, decimals: decimals))"
  }

  static func mean(_ estimate: Estimate?, decimals: Int) -> String {
    guard let estimate else { return NumberText.none }
    // Without an interval nothing says that a tiny value is noise.
    let vanishes = NumberText.fixed(estimate.mean, decimals: decimals).allSatisfy {
      $0 == "0" || $0 == "."
    }
    if estimate.interval == nil, estimate.mean != 0, vanishes {
      return NumberText.scientific(estimate.mean)
    }
    return NumberText.fixed(estimate.mean, decimals: decimals)
  }

  /// `0.97 (0.93 to 1.02)` with three significant digits, for ratios.
  static func ratio(_ estimate: Estimate?) -> String {
    guard let estimate else { return NumberText.none }
    let mean = NumberText.significant(estimate.mean, digits: 3)
    guard let interval = estimate.interval else { return mean }
    return "\(mean) (\(NumberText.significant(interval.lower, digits: 3)) to "
      + "\(NumberText.significant(interval.upper, digits: 3)))"
  }

  /// `−0.012 to 0.034`.
  static func range(_ interval: ConfidenceInterval, decimals: Int) -> String {
    "\(NumberText.fixed(interval.lower, decimals: decimals)) to "
      + NumberText.fixed(interval.upper, decimals: decimals)
  }

  /// `0.012` and `+0.012` alike mean up: a sign is always shown.
  static func signed(_ value: Double, decimals: Int) -> String {
    let text = NumberText.fixed(value, decimals: decimals)
    let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
    return value > 0 && !isZero ? "+" + text : text
  }

  /// `+0.012 (0.003 to 0.021)`: a difference with its interval, decimals by its own width.
  static func difference(_ paired: PairedComparison, fallback: Int) -> String {
    let decimals = decimals(halfWidths: [paired.interval.width / 2], fallback)
    return signed(paired.meanDifference, decimals: decimals)
      + " (\(range(paired.interval, decimals: decimals)))"
  }

  /// The same of two losses, with the interval that decides between them.
  static func difference(_ comparison: LossComparison, fallback: Int) -> String? {
    guard let paired = comparison.paired else { return nil }
    guard comparison.sequential != nil else { return difference(paired, fallback: fallback) }
    guard let interval = comparison.interval else {
      let decimals = decimals(halfWidths: [paired.interval.width / 2], fallback)
      return signed(paired.meanDifference, decimals: decimals)
    }
    let decimals = decimals(halfWidths: [interval.width / 2], fallback)
    return signed(paired.meanDifference, decimals: decimals)
      + " (\(range(interval, decimals: decimals)))"
  }
}
