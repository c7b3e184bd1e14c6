public import DualNumbers

/// Cross-entropy with a weight on the positives.
///
///     -w y log p - (1 - y) log(1 - p)        w = (n₋ / n₊)^exponent unless it is given
///
/// King and Zeng, *Logistic regression in rare events data*, 2001.
public struct WeightedCrossEntropy: PointwiseLoss {
  /// The name in suite files.
  public static let name = "weighted-cross-entropy"
  /// The name inside a sentence.
  public static let title = "weighted cross-entropy"
  /// The formula in plain text.
  public static let formula = "−w y log p − (1 − y) log(1 − p), w = (n₋/n₊)^exponent or given"
  /// Where it comes from.
  public static let reference = "King and Zeng, Logistic regression in rare events data, 2001"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: true, recoversPosterior: true)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [["exponent": 1], ["exponent": 0.5]]

  /// The weight of a positive; nil takes it from the training prevalence.
  public var positiveWeight: Double?
  /// How far a derived weight goes from none (0) to balance (1).
  public var exponent = 1.0

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("positiveWeight", positiveWeight, "above 0 and at most 1e9") { $0 > 0 && $0 <= 1e9 }
    try require("exponent", exponent, "from 0 to 2") { (0...2).contains($0) }
  }

  /// Works out the class weights where they follow from the training set.
  public func prepared(for context: LossContext) -> Self {
    var loss = self
    loss.positiveWeight = positiveWeight ?? .pow(context.classRatio, exponent)
    return loss
  }

  /// The formula on the signed margin.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    N.logistic(.margin(logit, label: label)).negativeLogSigmoid
      .weighted(positive: positiveWeight ?? 1, negative: 1, label: label)
  }

  /// The closed form of the way back.
  public func recoverPosterior(fromLogit z: Double, in context: LossContext) -> Double? {
    prepared(for: context).positiveWeight.map { .sigmoid(z - .log($0)) }
  }
}
