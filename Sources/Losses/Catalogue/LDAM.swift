public import DualNumbers

/// Label-distribution-aware margins: a steep logistic loss that asks more of the rare class.
///
///     w_y log(1 + e^-s(κ m - Δ_y))        m = (2y - 1) z,  Δ_c ∝ n_c^(-1/4)
///
/// Cao et al., *Learning imbalanced datasets with label-distribution-aware margin loss*, 2019. The
/// larger margin is `maximumMargin`, as in the authors' code. Weights are 1 until most of the
/// training is done and class-balanced afterwards: their deferred re-weighting.
public struct LDAM: PointwiseLoss {
  /// The name in suite files.
  public static let name = "ldam"
  /// The name inside a sentence.
  public static let title = "LDAM"
  /// The formula in plain text.
  public static let formula = """
    w log(1 + exp(−s (κ m − Δ))), m = (2y − 1) z, Δ ∝ n^(−1/4), \
    w = 1, and ∝ (1 − β)/(1 − β^n) once the deferral is over, n the number of rows of the class
    """
  /// Where it comes from.
  public static let reference = """
    Cao et al., Learning imbalanced datasets with label-distribution-aware margin loss, 2019
    """
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [0.5, 0.2, 1].flatMap { margin in
    [30.0, 10].map { scale in
      [
        "maximumMargin": margin, "scale": scale, "deferral": 0.8, "beta": 0.9999, "kappa": 1,
        "normalized": 1,
      ]
    }
  }

  /// The margin of the rarer class; with ``normalized`` 0 the factor of `n^(-1/4)`.
  public var maximumMargin = 0.5
  /// How steep the loss is.
  public var scale = 30.0
  /// The share of the training after which the classes are weighted; 1 is never.
  public var deferral = 0.8
  /// The β of the class-balanced weights.
  public var beta = 0.9999
  /// The distance between the two classes' logits for each unit of ours: 1, or 2 where a network
  /// would give out `-z` and `z`.
  public var kappa = 1.0
  /// 1 makes the larger margin ``maximumMargin``, 0 leaves the margins as they are.
  public var normalized = 1

  @usableFromInline var prepared: Prepared?

  /// What follows from the training set and its progress.
  @usableFromInline struct Prepared: Codable, Sendable {
    /// How much a row counts.
    @usableFromInline var weights: ClassWeights
    /// How much the margin falls short where the logit is zero: `sΔ`.
    @usableFromInline var shortfalls: ClassWeights
  }

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("maximumMargin", maximumMargin, "from 0 to 100") { (0...100).contains($0) }
    try require("scale", scale, "from 0.1 to 100") { (0.1...100).contains($0) }
    try require("deferral", deferral, "from 0 to 1") { (0...1).contains($0) }
    try require("beta", beta, "from 0 to below 1") { (0..<1).contains($0) }
    try require("kappa", kappa, "from 0.1 to 10") { (0.1...10).contains($0) }
    try require("normalized", Double(normalized), "0 or 1") { $0 == 0 || $0 == 1 }
  }

  /// Works out the margins, and the class weights once they are due.
  public func prepared(for context: LossContext) -> Self {
    var loss = self
    // A class without rows counts as half a row.
    let positive = 1 / Double.sqrt(.sqrt(max(context.positives, 0.5)))
    let negative = 1 / Double.sqrt(.sqrt(max(context.negatives, 0.5)))
    let factor = scale * maximumMargin / (normalized == 1 ? max(positive, negative) : 1)
    let isDue = deferral < 1 && context.progress >= deferral
    loss.prepared = Prepared(
      weights: isDue
        ? ClassWeights.ofEffectiveNumbers(beta: beta, in: context).addingUpToTwo : .equal,
      shortfalls: ClassWeights(positive: positive * factor, negative: negative * factor))
    return loss
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let weights = prepared?.weights ?? .equal
    let shortfalls = prepared?.shortfalls ?? ClassWeights(positive: 0, negative: 0)
    let margin = N.margin(logit, label: label).scaled(by: scale * kappa)
    let shortfall = N.choose(0.5 .< label, N(shortfalls.positive), N(shortfalls.negative))
    return N.logistic(margin - shortfall).negativeLogSigmoid
      .weighted(positive: weights.positive, negative: weights.negative, label: label)
  }

  /// The closed form of the way back.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    prepared(for: context).prepared.map { prepared in
      let reach = scale * kappa * z
      let positive = Double.logistic(reach - prepared.shortfalls.positive).negativeLogComplement
      let negative = Double.logistic(reach + prepared.shortfalls.negative).negativeLogSigmoid
      return .sigmoid(
        positive - negative + .log(prepared.weights.negative) - .log(prepared.weights.positive))
    }
  }
}
