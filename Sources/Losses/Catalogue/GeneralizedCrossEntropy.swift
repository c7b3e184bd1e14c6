public import DualNumbers

/// Generalised cross-entropy: between cross-entropy (q = 0) and absolute error (q = 1).
///
///     (1 - pₜ^q) / q        pₜ = probability given to the true class
///
/// Zhang and Sabuncu, *Generalized cross entropy loss for training deep neural networks with noisy
/// labels*, 2018.
public struct GeneralizedCrossEntropy: PointwiseLoss {
  /// The name in suite files.
  public static let name = "gce"
  /// The name inside a sentence.
  public static let title = "generalised cross-entropy"
  /// The formula in plain text.
  public static let formula = "(1 − pₜ^q)/q, pₜ = p for y = 1 and 1 − p for y = 0"
  /// Where it comes from.
  public static let reference = """
    Zhang and Sabuncu, Generalized cross entropy loss for training deep neural networks with \
    noisy labels, 2018
    """
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["q": 0.7], ["q": 0.1], ["q": 0.3], ["q": 0.5],
  ]

  /// How far from cross-entropy (0) towards absolute error (1).
  public var q = 0.7

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("q", q, "from 0 to 1") { (0...1).contains($0) }
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let logarithm = N.logistic(.margin(logit, label: label)).negativeLogSigmoid
    return q == 0 ? logarithm : N.expm1(logarithm.scaled(by: -q)).scaled(by: -1 / q)
  }

  /// The closed form of the way back; none from absolute error.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    q < 1 ? .sigmoid((1 - q) * z) : nil
  }
}
