internal import DualNumbers

extension PointwiseLoss {
  /// The constant logit that minimises the mean loss at the training prevalence, computed.
  public func optimalConstant(in context: LossContext) -> Double? {
    optimalLogit(atPosterior: context.prevalence, in: context)
  }

  /// The logit that minimises `η L(z, 1) + (1 - η) L(z, 0)`, where η is the posterior.
  ///
  /// A scan over `|z| <= 80` finds the valley of the global minimum, so convexity is not needed;
  /// bisection of the slope then finds its floor to the last digit.
  ///
  /// - Returns: nil when the minimum lies at infinity.
  public func optimalLogit(atPosterior posterior: Double, in context: LossContext) -> Double? {
    let loss = prepared(for: context)
    func risk(_ z: Double) -> Slope<Double> {
      loss.slope(z, label: 1, in: context).scaled(by: posterior)
        + loss.slope(z, label: 0, in: context).scaled(by: 1 - posterior)
    }
    let reach = 320
    let spacing = 0.25
    let heights = (-reach...reach).map { risk(Double($0) * spacing).value }
    guard let lowest = heights.indices.min(by: { heights[$0] < heights[$1] }),
      let edge = [heights.first, heights.last].compactMap(\.self).min(),
      edge > heights[lowest] + 4 * heights[lowest].ulp
    else { return nil }
    let floor = Double(lowest - reach) * spacing
    return bisect(from: floor - spacing, to: floor + spacing) { risk($0).first }
  }

  /// The posterior for which `z` is optimal: where `η L'(z, 1) + (1 - η) L'(z, 0)` vanishes.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    guard Self.properties.recoversPosterior else { return nil }
    let loss = prepared(for: context)
    let positive = loss.slope(z, label: 1, in: context).first
    let negative = loss.slope(z, label: 0, in: context).first
    let posterior = negative / (negative - positive)
    // Beyond the range of Double both slopes vanish; the posterior is then at its limit.
    return posterior.isFinite ? posterior : z < 0 ? 0 : 1
  }
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
