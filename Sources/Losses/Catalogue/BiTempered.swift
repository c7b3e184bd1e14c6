public import DualNumbers

/// The bi-tempered logistic loss: bounded for outliers by `t1`, with a heavy tail by `t2`.
///
///     -log_t1 pₜ - (1 - pₜ^(2 - t1) - (1 - pₜ)^(2 - t1)) / (2 - t1)
///     log_t x = (x^(1 - t) - 1) / (1 - t),  log_t2 pₜ - log_t2 (1 - pₜ) = m,  m = (2y - 1) z
///
/// Amid et al., *Robust bi-tempered logistic loss based on Bregman divergences*, 2019. `t1 = t2 = 1`
/// is cross-entropy. The best output of the tempered link is the posterior itself.
public struct BiTempered: PointwiseLoss {
  /// The name in suite files.
  public static let name = "bi-tempered"
  /// The name inside a sentence.
  public static let title = "bi-tempered logistic loss"
  /// The formula in plain text.
  public static let formula = """
    −log₁ pₜ − (1 − pₜ^(2 − t1) − (1 − pₜ)^(2 − t1))/(2 − t1), \
    logᵢ x = (x^(1 − tᵢ) − 1)/(1 − tᵢ), log₂ pₜ − log₂ (1 − pₜ) = (2y − 1) z
    """
  /// Where it comes from.
  public static let reference =
    "Amid et al., Robust bi-tempered logistic loss based on Bregman divergences, 2019"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: true,
    // Gauss–Newton by the ordinary probability is negative in the heavy tail.
    boostingCurvature: .magnitude)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["t1": 0.8, "t2": 1.2],
    ["t1": 0.9, "t2": 1.1],
    ["t1": 0.7, "t2": 1.3],
    ["t1": 0.8, "t2": 1],
    ["t1": 1, "t2": 1.2],
  ]

  /// The temperature of the logarithm: below 1 the loss is bounded.
  public var t1 = 0.8
  /// The temperature of the link: above 1 its tails are heavy.
  public var t2 = 1.2

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("t1", t1, "from 0 to 1") { (0...1).contains($0) }
    try require("t2", t2, "from 1 to 2") { (1...2).contains($0) }
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    value(N.logistic(ordinaryLogit(.margin(logit, label: label))))
  }

  /// Value and gradient.
  @inlinable @inline(__always)
  public func slope<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Slope<N> {
    let jet = jet(logit, label: label, in: context)
    return Slope(jet.value, jet.first)
  }

  /// Value, gradient and curvature, by the derivatives of the implicit link.
  @inlinable @inline(__always)
  public func jet<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Jet<N> {
    let margin = N.margin(logit, label: label)
    let truth = N.logistic(ordinaryLogit(margin))
    let (p, c) = (truth.sigmoid, truth.complement)
    let (a, b) = (t2 - 1, 1 - t1)
    // By the ordinary logit.
    let pPower = b == 0 ? 1 : N.exp(truth.negativeLogSigmoid.scaled(by: -b))
    let cPower = b == 0 ? 1 : N.exp(truth.negativeLogComplement.scaled(by: -b))
    let first = -(c * (c * pPower + p * cPower))
    let second =
      pPower * (c * c) * (p + p - c.scaled(by: b))
      + cPower * (p * c) * (p.scaled(by: 1 + b) - c)
    guard a > 0 else { return Jet(value(truth), N.margin(first, label: label), second) }
    // p^-a and c^-a, which the link keeps `a m` apart.
    let load = margin.scaled(by: a)
    let isWrong = margin .< 0
    let larger = N.exp(
      .choose(isWrong, truth.negativeLogComplement, truth.negativeLogSigmoid).scaled(by: a))
    let pInverse = N.choose(isWrong, larger - load, larger)
    let cInverse = N.choose(isWrong, larger, larger + load)
    // The margin's slope by the ordinary logit, and the slope of that.
    let rate = 1 / (p * cInverse + c * pInverse)
    let bend = cInverse * p * (c + p.scaled(by: a)) - pInverse * c * (p + c.scaled(by: a))
    return Jet(
      value(truth),
      N.margin(first * rate, label: label),
      (second - first * bend * rate) * (rate * rate))
  }

  /// The probability under the tempered link.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    .sigmoid(ordinaryLogit(z))
  }

  /// The logit whose ordinary sigmoid is the tempered one of `margin`.
  ///
  /// With `a = t2 - 1` the smaller odds `r = e^θ` solve `(r^-a - 1) (1 + r)^a = a |m|`, so that
  /// `θ = -log(1 + a |m| (1 + r)^-a) / a`: a map so flat (its slope is at most 0.17) that from a
  /// start good to 0.13 two of Halley's steps reach the last digits.
  @inlinable @inline(__always)
  func ordinaryLogit<N: LossNumber>(_ margin: N) -> N {
    let a = t2 - 1
    guard a > 0 else { return margin }
    let size = N.abs(margin)
    let load = size.scaled(by: a)
    // (1 + r)^-a with r about 1 / (1 + 0.7 |m| + 0.3 m²).
    let odds = 1 / (1 + size * (size.scaled(by: 0.3) + 0.7))
    let lightness = 1 - odds.scaled(by: 1 - 1 / (1 + 0.7 * a + 0.3 * a * a))
    var theta = N.log1p(load * lightness).scaled(by: -1 / a)
    for _ in 0..<2 {
      let l = N.logistic(theta)
      let lighter = load * .exp(l.negativeLogComplement.scaled(by: -a))
      let error = theta - N.log1p(lighter).scaled(by: -1 / a)
      let rest = 1 / (1 + lighter)
      let steep = l.sigmoid * lighter * rest
      let flatness = 1 - steep
      let bend = steep * (l.complement - l.sigmoid * rest.scaled(by: a))
      theta = theta - error * flatness / (flatness * flatness + (error * bend).scaled(by: 0.5))
    }
    return N.choose(margin .< 0, theta, -theta)
  }

  /// The loss of a row whose true class has this probability.
  @inlinable @inline(__always)
  func value<N: LossNumber>(_ truth: Logistic<N>) -> N {
    let b = 1 - t1
    guard b > 0 else { return truth.negativeLogSigmoid }
    // c^(1 + b) / (1 + b) plus the integral of u (1 - u)^(b - 1) from 0 to c.
    let c = truth.complement
    let heavy = c * .exp(truth.negativeLogComplement.scaled(by: -b))
    let missing = -N.expm1(truth.negativeLogSigmoid.scaled(by: -b))
    let share = c.scaled(by: b)
    let closed = (missing * (1 + share) - share).scaled(by: 1 / (b * (1 + b)))
    // The closed form cancels where c is small.
    let tail = c.scaled(by: (1 - b) * (2 - b) * (3 - b) / 30) + N((1 - b) * (2 - b) / 8)
    let series = c * c * (c * (c * tail + N((1 - b) / 3)) + 0.5)
    return heavy.scaled(by: 1 / (1 + b)) + .choose(c .< 1e-3, series, closed)
  }
}
