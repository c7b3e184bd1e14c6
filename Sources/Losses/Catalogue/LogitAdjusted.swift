public import DualNumbers

/// Cross-entropy on a logit that is moved by the prior: the logit itself ranks and decides as if
/// the classes were balanced.
///
///     log(1 + e^-s(z + τ log(π / (1 - π))))        s = 2y - 1
///
/// Menon et al., *Long-tail learning via logit adjustment*, 2021. Predictions are made with `z`,
/// without the adjustment.
public struct LogitAdjusted: PointwiseLoss {
  /// The name in suite files.
  public static let name = "logit-adjusted"
  /// The name inside a sentence.
  public static let title = "logit-adjusted cross-entropy"
  /// The formula in plain text.
  public static let formula = "log(1 + exp(−s (z + τ log(π/(1 − π))))), s = 2y − 1"
  /// Where it comes from.
  public static let reference = "Menon et al., Long-tail learning via logit adjustment, 2021"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["tau": 1], ["tau": 0.25], ["tau": 0.5], ["tau": 0.75], ["tau": 1.5],
  ]

  /// How much of the prior is taken out; 0 is cross-entropy.
  public var tau = 1.0

  @usableFromInline var adjustment: Adjustment?

  /// What is added to the logit: no setting, since it follows from the training set.
  @usableFromInline struct Adjustment: Codable, Sendable {
    @usableFromInline var logit: Double
  }

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("tau", tau, "from 0 to 5") { (0...5).contains($0) }
  }

  /// Works out what is added to the logit.
  public func prepared(for context: LossContext) -> Self {
    var loss = self
    loss.adjustment = Adjustment(logit: tau * context.priorLogit)
    return loss
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    N.logistic(.margin(logit + N(adjustment?.logit ?? 0), label: label)).negativeLogSigmoid
  }

  /// The probability of the adjusted logit.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    .sigmoid(z + tau * context.priorLogit)
  }
}
