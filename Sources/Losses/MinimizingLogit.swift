public import DualNumbers

/// The logit at which `risk` is smallest.
///
/// A scan over `|z| <= 160` finds the valley of the global minimum, so convexity is not needed;
/// bisection of the slope then finds its floor to the last digit.
///
/// - Parameter risk: Value and slope of the quantity to be minimised.
///
/// - Returns: nil when the minimum lies at infinity.
public func minimizingLogit(of risk: (Double) -> Slope<Double>) -> Double? {
  let reach = 640
  let spacing = 0.25
  let heights = (-reach...reach).map { risk(Double($0) * spacing).value }
  guard let lowest = heights.indices.min(by: { heights[$0] < heights[$1] }),
    let edge = [heights.first, heights.last].compactMap(\.self).min(),
    edge > heights[lowest] + 4 * heights[lowest].ulp
  else { return nil }
  let floor = Double(lowest - reach) * spacing
  return bisect(from: floor - spacing, to: floor + spacing) { risk($0).first }
}

/// Where `slope`, negative at `lower` and positive at `upper`, changes sign.
private func bisect(
  from lower: Double, to upper: Double, _ slope: (Double) -> Double
) -> Double {
  var lower = lower
  var upper = upper
  while true {
    let middle = lower + (upper - lower) / 2
    guard middle > lower, middle < upper else { return middle }
    let sign = slope(middle)
    if sign == 0 { return middle }
    if sign < 0 { lower = middle } else { upper = middle }
  }
}
