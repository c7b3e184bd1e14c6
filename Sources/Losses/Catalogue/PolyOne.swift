public import DualNumbers

/// Poly-1: cross-entropy with more, or less, of its leading polynomial term.
///
///     -log pₜ + ε (1 - pₜ)        pₜ = probability given to the true class
///
/// Leng et al., *PolyLoss: a polynomial expansion perspective of classification loss functions*,
/// 2022. Convex for `|ε| <= 1`.
public struct PolyOne: PointwiseLoss {
  /// The name in suite files.
  public static let name = "poly-1"
  /// The name inside a sentence.
  public static let title = "Poly-1"
  /// The formula in plain text.
  public static let formula = "−log pₜ + ε (1 − pₜ), pₜ = p for y = 1 and 1 − p for y = 0"
  /// Where it comes from.
  public static let reference = """
    Leng et al., PolyLoss: a polynomial expansion perspective of classification loss functions, 2022
    """
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true,
    boostingCurvature: .gaussNewton)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["epsilon": 1], ["epsilon": -0.5], ["epsilon": 2], ["epsilon": 4],
  ]

  /// What is added to the factor of `1 - pₜ`; 0 is cross-entropy.
  public var epsilon = 1.0

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("epsilon", epsilon, "above -1 and at most 100") { $0 > -1 && $0 <= 100 }
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let truth = N.logistic(.margin(logit, label: label))
    return truth.negativeLogSigmoid + truth.complement.scaled(by: epsilon)
  }

  /// Value and gradient.
  @inlinable @inline(__always)
  public func slope<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Slope<N> {
    let jet = jet(logit, label: label, in: context)
    return Slope(jet.value, jet.first)
  }

  /// Value, gradient and curvature.
  @inlinable @inline(__always)
  public func jet<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Jet<N> {
    // By the chain rule the curvature of a row that is surely wrong cancels where ε is 1, and the
    // slope of one that is surely right where ε is nearly -1.
    let truth = N.logistic(.margin(logit, label: label))
    let surplus = (epsilon < 0 ? truth.complement : truth.sigmoid).scaled(by: epsilon.magnitude)
    let slope = N(epsilon < 0 ? 1 + epsilon : 1) + surplus
    let bend = N(1 - epsilon.magnitude) + surplus.scaled(by: 2)
    return Jet(
      truth.negativeLogSigmoid + truth.complement.scaled(by: epsilon),
      -N.margin(truth.complement * slope, label: label),
      truth.sigmoid * truth.complement * bend)
  }

  /// The closed form of the way back.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    let p = Double.logistic(z)
    return .sigmoid(z + .log1p(epsilon * p.complement) - .log1p(epsilon * p.sigmoid))
  }
}
