public import DualNumbers

/// Taylor cross-entropy: the first terms of cross-entropy's series around a sure and right row.
///
///     Σ (1 - pₜ)^k / k, k = 1 … order        pₜ = probability given to the true class
///
/// One term is the absolute error, all of them are cross-entropy; in between the loss is bounded,
/// which forgives wrong labels. At a posterior below 1 / (order + 1) the best output is 0, so rare
/// positives are given up unless they stand out. Feng et al., *Can cross entropy loss be robust to
/// label noise?*, 2020.
public struct TaylorCrossEntropy: PointwiseLoss {
  /// The name in suite files.
  public static let name = "taylor-cross-entropy"
  /// The name inside a sentence.
  public static let title = "Taylor cross-entropy"
  /// The formula in plain text.
  public static let formula =
    "Σ (1 − pₜ)^k / k, k = 1 … order, pₜ = p for y = 1 and 1 − p for y = 0"
  /// Where it comes from.
  public static let reference =
    "Feng et al., Can cross entropy loss be robust to label noise?, 2020"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false,
    boostingCurvature: .magnitude)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["order": 2], ["order": 4], ["order": 8], ["order": 16],
  ]

  /// The number of terms.
  public var order = 2

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("order", Double(order), "from 1 to 64") { (1...64).contains($0) }
  }

  /// The formula on the signed margin, from the last term to the first.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    let miss = N.logistic(.margin(logit, label: label)).complement
    var sum = N(1 / Double(order))
    var term = order - 1
    while term >= 1 {
      sum = sum * miss + N(1 / Double(term))
      term -= 1
    }
    return sum * miss
  }
}
