internal import DualNumbers

extension PointwiseLoss {
  /// The constant logit that minimises the mean loss at the training prevalence, computed.
  public func optimalConstant(in context: LossContext) -> Double? {
    optimalLogit(atPosterior: context.prevalence, in: context)
  }

  /// The logit that minimises `η L(z, 1) + (1 - η) L(z, 0)`, where η is the posterior.
  ///
  /// - Returns: nil when the minimum lies at infinity.
  public func optimalLogit(atPosterior posterior: Double, in context: LossContext) -> Double? {
    let loss = prepared(for: context)
    return minimizingLogit { z in
      loss.slope(z, label: 1, in: context).scaled(by: posterior)
        + loss.slope(z, label: 0, in: context).scaled(by: 1 - posterior)
    }
  }

  /// The posterior for which `z` is optimal: where `η L'(z, 1) + (1 - η) L'(z, 0)` vanishes.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    guard profile.properties.recoversPosterior else { return nil }
    let loss = prepared(for: context)
    let positive = loss.slope(z, label: 1, in: context).first
    let negative = loss.slope(z, label: 0, in: context).first
    let posterior = negative / (negative - positive)
    // Beyond the range of Double both slopes vanish; the posterior is then at its limit. So it is
    // beyond the best logits of a loss that has a smallest and a largest one.
    return posterior.isFinite ? min(max(posterior, 0), 1) : z < 0 ? 0 : 1
  }
}
