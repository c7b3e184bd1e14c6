public import DualNumbers

/// Asymmetric loss: positives and negatives are damped differently, and sure negatives not counted.
///
///     -(1 - p)^γ₊ log p for y = 1        -q^γ₋ log(1 - q), q = max(p - margin, 0), for y = 0
///
/// Ridnik et al., *Asymmetric loss for multi-label classification*, 2021. The gradient is that of
/// the formula: it goes through the damping factors, unlike the authors' default. Negatives with
/// `p <= margin` have neither loss nor gradient. Undamped positives (γ₊ = 0) with a margin have
/// their best logit at infinity from a certain posterior on: 0.96 with γ₋ = 4 and margin 0.05.
public struct AsymmetricLoss: PointwiseLoss {
  /// The name in suite files.
  public static let name = "asymmetric"
  /// The name inside a sentence.
  public static let title = "asymmetric loss"
  /// The formula in plain text.
  public static let formula = """
    −(1 − p)^γ₊ log p for y = 1, −q^γ₋ log(1 − q) with q = max(p − margin, 0) for y = 0
    """
  /// Where it comes from.
  public static let reference =
    "Ridnik et al., Asymmetric loss for multi-label classification, 2021"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["gammaPositive": 1, "gammaNegative": 4, "margin": 0.05],
    ["gammaPositive": 0, "gammaNegative": 4, "margin": 0.05],
    ["gammaPositive": 0, "gammaNegative": 2, "margin": 0],
    ["gammaPositive": 0, "gammaNegative": 1, "margin": 0],
    ["gammaPositive": 0, "gammaNegative": 1, "margin": 0.05],
  ]

  /// How strongly sure positives are damped; 0 is not at all.
  public var gammaPositive = 1.0
  /// How strongly sure negatives are damped; 0 is not at all.
  public var gammaNegative = 4.0
  /// The probability up to which a negative does not count.
  public var margin = 0.05

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("gammaPositive", gammaPositive, "from 0 to 20") { (0...20).contains($0) }
    try require("gammaNegative", gammaNegative, "from 0 to 20") { (0...20).contains($0) }
    try require("margin", margin, "from 0 to 0.9") { (0...0.9).contains($0) }
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let factors = factors(N.logistic(.margin(logit, label: label)), label: label)
    return factors.damping * factors.undamped
  }

  /// Value and gradient.
  @inlinable @inline(__always)
  public func slope<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Slope<N> {
    let jet = jet(logit, label: label, in: context)
    return Slope(jet.value, jet.first)
  }

  /// Value, gradient and curvature: by hand, since most of what the chain rule does is shared.
  @inlinable @inline(__always)
  public func jet<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Jet<N> {
    let truth = N.logistic(.margin(logit, label: label))
    let (damping, undamped, pull, push) = factors(truth, label: label)
    let gamma = N.choose(0.5 .< label, N(gammaPositive), N(gammaNegative))
    let (p, c) = (truth.sigmoid, truth.complement)
    let focus = gamma * pull
    let bend = undamped * ((gamma - 1) * pull + (p - c)) + push.scaled(by: 2)
    return Jet(
      damping * undamped,
      -N.margin(damping * (focus * undamped + push), label: label),
      damping * (focus * bend + push * ((push - c) + p)))
  }

  /// The loss as a product, `d^γ (-log(1 - d))`. Here `d` is what a row is off by: the complement
  /// `c` of the true class's probability, for a negative less the margin.
  ///
  /// - Returns: Both factors, and how fast `-log d` and `log(1 - d)` grow with the signed margin.
  @inlinable @inline(__always)
  func factors<N: LossNumber>(_ truth: Logistic<N>, label: N) -> (
    damping: N, undamped: N, pull: N, push: N
  ) {
    let (p, c) = (truth.sigmoid, truth.complement)
    guard margin > 0 else {
      let damping = N.choose(
        0.5 .< label, truth.complementPower(gammaPositive), truth.complementPower(gammaNegative))
      return (damping, truth.negativeLogSigmoid, p, c)
    }
    let isPositive = 0.5 .< label
    let excess = c - N(margin)
    let isClipped = excess .< 1e-30
    // Any number between 0 and 1 will do where nothing counts.
    let d = N.choose(isClipped, 0.25, excess)
    // -log(1 - d) to the last digit for small d, and for small 1 - d as well.
    let isSmall = d .< 0.5
    let rest = N.choose(isSmall, 1 - d, p + N(margin))
    let inverse = 1 / rest
    let lost = N.choose(isSmall, ((1 - rest) - d) * inverse, 0)
    let damping = N.choose(
      isPositive, truth.complementPower(gammaPositive),
      .wholePower(d, gammaNegative) ?? .exp(.log(d).scaled(by: gammaNegative)))
    let rate = p * c
    return (
      .choose(isPositive, damping, .choose(isClipped, 0, damping)),
      .choose(isPositive, truth.negativeLogSigmoid, -(.log(rest) + lost)),
      .choose(isPositive, p, rate / d), .choose(isPositive, c, rate * inverse)
    )
  }
}
