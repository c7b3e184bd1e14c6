public import DualNumbers

/// Focal loss: cross-entropy damped where the model is already sure.
///
///     -w (1 - pₜ)^γ log pₜ        pₜ = probability given to the true class
///
/// Lin et al., *Focal loss for dense object detection*, 2017. The way back to the posterior is from
/// Charoenphakdee et al., *On focal loss for class-posterior probability estimation*, 2021.
public struct Focal: PointwiseLoss {
  /// The name in suite files.
  public static let name = "focal"
  /// The name inside a sentence.
  public static let title = "focal loss"
  /// The formula in plain text.
  public static let formula = """
    −w (1 − pₜ)^γ log pₜ, pₜ = p for y = 1 and 1 − p for y = 0; \
    w = α for y = 1 and 1 − α for y = 0, or (n₋/n₊)^balance and 1
    """
  /// Where it comes from.
  public static let reference = "Lin et al., Focal loss for dense object detection, 2017"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["gamma": 2, "balance": 0],
    ["gamma": 1, "balance": 0],
    ["gamma": 5, "balance": 0],
    ["gamma": 2, "balance": 0, "alphaPositive": 0.25],
    ["gamma": 2, "balance": 0.5],
    ["gamma": 2, "balance": 1],
  ]

  /// How strongly sure rows are damped; 0 is cross-entropy.
  public var gamma = 2.0
  /// The α of Lin et al.: positives weigh α, negatives 1 - α. Nil weighs by ``balance`` instead.
  public var alphaPositive: Double?
  /// Positives weigh `(n₋/n₊)^balance`, negatives 1: 0 is no weighting, 1 balances the classes.
  public var balance = 0.0

  @usableFromInline var weights: ClassWeights?

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("gamma", gamma, "from 0 to 20") { (0...20).contains($0) }
    try require("alphaPositive", alphaPositive, "above 0 and below 1") { $0 > 0 && $0 < 1 }
    try require("balance", balance, "from 0 to 2") { (0...2).contains($0) }
    if alphaPositive != nil, balance != 0 {
      throw .conflictingSettings(
        "alphaPositive", "balance", of: Self.name, reason: "both weigh the classes; give one")
    }
  }

  /// Works out the class weights where they follow from the training set.
  public func prepared(for context: LossContext) -> Self {
    var loss = self
    loss.weights =
      alphaPositive.map { ClassWeights(positive: $0, negative: 1 - $0) }
      ?? ClassWeights(positive: .pow(context.classRatio, balance), negative: 1)
    return loss
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let truth = N.logistic(.margin(logit, label: label))
    let weights = weights ?? .equal
    return (truth.complementPower(gamma) * truth.negativeLogSigmoid)
      .weighted(positive: weights.positive, negative: weights.negative, label: label)
  }

  /// Value, gradient and curvature: by hand, since most of what the chain rule does is shared.
  @inlinable @inline(__always)
  public func jet<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> Jet<N> {
    let truth = N.logistic(.margin(logit, label: label))
    let weights = weights ?? .equal
    let (p, c) = (truth.sigmoid, truth.complement)
    let power = truth.complementPower(gamma)
    let damping = power.weighted(
      positive: weights.positive, negative: weights.negative, label: label)
    let undamped = truth.negativeLogSigmoid
    let focus = undamped.scaled(by: gamma)
    return Jet(
      (power * undamped).weighted(
        positive: weights.positive, negative: weights.negative, label: label),
      -N.margin(damping * (p * focus + c), label: label),
      damping * p * (focus * (p.scaled(by: gamma) - c) + c.scaled(by: 2 * gamma + 1)))
  }

  /// The closed form of the way back.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    Self.posterior(fromLogit: z, gamma: gamma, weights: prepared(for: context).weights ?? .equal)
  }

  /// The way back for any weights of the classes.
  static func posterior(fromLogit z: Double, gamma: Double, weights: ClassWeights) -> Double {
    // `log h(p)` with `h(p) = p / ((1 - p)^γ - γ (1 - p)^(γ - 1) p log p)`.
    func logSlopeOdds(_ p: Logistic<Double>) -> Double {
      // p (-log p) / (1 - p), which tends to 1 where p does.
      let ratio = p.complement < 1e-300 ? 1 : p.sigmoid * p.negativeLogSigmoid / p.complement
      return gamma * p.negativeLogComplement - p.negativeLogSigmoid - .log1p(gamma * ratio)
    }
    let logistic = Double.logistic(z)
    let odds = logSlopeOdds(logistic) - logSlopeOdds(logistic.mirrored)
    return .sigmoid(odds - .log(weights.positive) + .log(weights.negative))
  }
}
