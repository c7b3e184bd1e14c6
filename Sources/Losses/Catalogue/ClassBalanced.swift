public import DualNumbers

/// Cross-entropy, or focal loss, with each class weighted by its effective number of rows.
///
///     -w_y (1 - pₜ)^γ log pₜ        w_c ∝ (1 - β) / (1 - β^n_c)
///
/// Cui et al., *Class-balanced loss based on effective number of samples*, 2019. The weights add up
/// to 2 as in the paper, unless ``normalized`` is 0. The effective number saturates at
/// `1 / (1 - β)`: with β = 0.9999, 1000 positives and 999 000 negatives the ratio is 10.5, not 999.
public struct ClassBalanced: PointwiseLoss {
  /// The name in suite files.
  public static let name = "class-balanced"
  /// The name inside a sentence.
  public static let title = "class-balanced loss"
  /// The formula in plain text.
  public static let formula = """
    −w (1 − pₜ)^γ log pₜ, pₜ = p for y = 1 and 1 − p for y = 0; \
    w ∝ (1 − β)/(1 − β^n), n the number of rows of the class
    """
  /// Where it comes from.
  public static let reference =
    "Cui et al., Class-balanced loss based on effective number of samples, 2019"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["beta": 0.9999, "gamma": 0, "normalized": 1],
    ["beta": 0.9999, "gamma": 2, "normalized": 1],
    ["beta": 0.999, "gamma": 0, "normalized": 1],
    ["beta": 0.999999, "gamma": 0, "normalized": 1],
    ["beta": 0.999999, "gamma": 2, "normalized": 1],
  ]

  /// Which share of new rows tells something new: 0 weighs nothing, 1 would weigh by frequency.
  public var beta = 0.9999
  /// How strongly sure rows are damped, as in focal loss; 0 is cross-entropy.
  public var gamma = 0.0
  /// 1 scales the weights so that they add up to 2, 0 leaves them as they are.
  public var normalized = 1

  @usableFromInline var weights: ClassWeights?

  /// The default settings.
  public init() {}

  /// What the type says of itself, except that focus takes the convexity away.
  public var profile: LossProfile {
    var profile = Self.profile
    if gamma > 0 {
      profile.properties.isConvex = false
      profile.properties.boostingCurvature = .gaussNewton
    }
    return profile
  }

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("beta", beta, "from 0 to below 1") { (0..<1).contains($0) }
    try require("gamma", gamma, "from 0 to 20") { (0...20).contains($0) }
    try require("normalized", Double(normalized), "0 or 1") { $0 == 0 || $0 == 1 }
  }

  /// Works out the class weights.
  public func prepared(for context: LossContext) -> Self {
    var loss = self
    let weights = ClassWeights.ofEffectiveNumbers(beta: beta, in: context)
    loss.weights = normalized == 1 ? weights.addingUpToTwo : weights
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

  /// The closed form of the way back.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    Focal.posterior(fromLogit: z, gamma: gamma, weights: prepared(for: context).weights ?? .equal)
  }
}
