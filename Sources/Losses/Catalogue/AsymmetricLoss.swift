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
    // Damped is the complement: 1 - p of a positive, p of a negative.
    let truth = N.logistic(.margin(logit, label: label))
    guard margin > 0 else {
      return truth.negativeLogSigmoid
        * .choose(
          0.5 .< label, truth.complementPower(gammaPositive),
          truth.complementPower(gammaNegative))
    }
    let isPositive = 0.5 .< label
    let excess = truth.complement - N(margin)
    let isClipped = excess .< 1e-30
    // Any number between 0 and 1 will do where nothing counts.
    let q = N.choose(isClipped, 0.25, excess)
    // Exact for small q, and for small 1 - q as well.
    let negative = N.choose(q .< 0.5, -.log1p(-q), -.log(truth.sigmoid + N(margin)))
    let damping = N.choose(
      isPositive, truth.complementPower(gammaPositive),
      .wholePower(q, gammaNegative) ?? .exp(.log(q).scaled(by: gammaNegative)))
    let undamped = N.choose(isPositive, truth.negativeLogSigmoid, negative)
    return damping * .choose(isPositive, undamped, .choose(isClipped, 0, undamped))
  }
}
