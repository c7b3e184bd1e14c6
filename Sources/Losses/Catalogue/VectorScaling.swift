public import DualNumbers

/// The vector-scaling loss: the classes differ in weight, in offset and in the scale of the logit.
///
///     ω_y log(1 + e^ι_y e^-Δ_y m)        m = (2y - 1) z
///
/// Kini et al., *Label-imbalanced and group-sensitive classification under
/// overparameterization*, 2021. `Δ_c = (n_c / n_max)^γ`. In their multi-class form a class's logit
/// moves by `τ log π_c`; the difference of the two classes is `ι_c = τ log((1 - π_c) / π_c)`. With
/// γ = 0 this is logit adjustment.
public struct VectorScaling: PointwiseLoss {
  /// The name in suite files.
  public static let name = "vs"
  /// The name inside a sentence.
  public static let title = "vector-scaling loss"
  /// The formula in plain text.
  public static let formula = """
    ω log(1 + exp(ι − Δ m)), m = (2y − 1) z; Δ = (n/n_max)^γ, ι = τ log((1 − π)/π), \
    π = n/(n₊ + n₋), n the number of rows of the class; \
    ω = (n₋/n₊)^weight for y = 1 and 1 for y = 0
    """
  /// Where it comes from.
  public static let reference = """
    Kini et al., Label-imbalanced and group-sensitive classification under \
    overparameterization, 2021
    """
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["gamma": 0.3, "tau": 1, "weight": 0],
    ["gamma": 0.15, "tau": 1, "weight": 0],
    ["gamma": 0.3, "tau": 0, "weight": 0],
    ["gamma": 0.15, "tau": 0.5, "weight": 0],
    ["gamma": 0.3, "tau": 0, "weight": 0.5],
  ]

  /// How far the rare class's logit is scaled down; 0 is not at all.
  public var gamma = 0.3
  /// How much of the prior is taken out; 0 is nothing.
  public var tau = 1.0
  /// The exponent of the class weight: 0 is no weighting, 1 balances the classes.
  public var weight = 0.0

  @usableFromInline var prepared: Prepared?

  /// What follows from the training set.
  @usableFromInline struct Prepared: Codable, Sendable {
    /// ω: how much a row counts.
    @usableFromInline var weights: ClassWeights
    /// ι: what is added.
    @usableFromInline var offsets: ClassWeights
    /// Δ: by what the margin is multiplied.
    @usableFromInline var scales: ClassWeights
  }

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("gamma", gamma, "from 0 to 1") { (0...1).contains($0) }
    try require("tau", tau, "from 0 to 5") { (0...5).contains($0) }
    try require("weight", weight, "from 0 to 2") { (0...2).contains($0) }
  }

  /// Works out weights, offsets and scales.
  public func prepared(for context: LossContext) -> Self {
    var loss = self
    let ratio = context.classRatio
    let offset = tau * context.priorLogit
    loss.prepared = Prepared(
      weights: ClassWeights(positive: .pow(ratio, weight), negative: 1),
      offsets: ClassWeights(positive: -offset, negative: offset),
      scales: ClassWeights(
        positive: .pow(min(1 / ratio, 1), gamma), negative: .pow(min(ratio, 1), gamma)))
    return loss
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let weights = prepared?.weights ?? .equal
    let offsets = prepared?.offsets ?? ClassWeights(positive: 0, negative: 0)
    let scales = prepared?.scales ?? .equal
    let scaled = N.margin(logit, label: label)
      .weighted(positive: scales.positive, negative: scales.negative, label: label)
    let offset = N.choose(0.5 .< label, N(offsets.positive), N(offsets.negative))
    return N.logistic(scaled - offset).negativeLogSigmoid
      .weighted(positive: weights.positive, negative: weights.negative, label: label)
  }

  /// The closed form of the way back.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    prepared(for: context).prepared.map { prepared in
      let (weights, offsets, scales) = (prepared.weights, prepared.offsets, prepared.scales)
      let positive = Double.logistic(scales.positive * z - offsets.positive).negativeLogComplement
      let negative = Double.logistic(scales.negative * z + offsets.negative).negativeLogSigmoid
      return .sigmoid(
        positive - negative + .log(weights.negative * scales.negative)
          - .log(weights.positive * scales.positive))
    }
  }
}
