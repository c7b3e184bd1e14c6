public import DualNumbers

/// Tversky loss: Dice with a price for a miss and another for a false alarm.
///
///     1 - (TP + s) / (TP + a FN + (1 - a) FP + s)
///
/// The counts are soft. With `a` = 0.5 it is the soft F₁. Salehi, Erdogmus and Gholipour, *Tversky
/// loss function for image segmentation using 3D fully convolutional deep networks*, 2017.
public struct Tversky: SoftCountLoss {
  /// The name in suite files.
  public static let name = "tversky"
  /// The name inside a sentence.
  public static let title = "Tversky loss"
  /// The formula in plain text.
  public static let formula = "1 − (TP + s) / (TP + a FN + (1 − a) FP + s), soft counts"
  /// Where it comes from.
  public static let reference =
    "Salehi et al., Tversky loss function for image segmentation, 2017"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false,
    batches: .stratified(positives: 1), boostingCurvature: .magnitude)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["falseNegativeWeight": 0.7, "smoothing": 1],
    // With a positive or two in a batch, as much smoothing outweighs them.
    ["falseNegativeWeight": 0.7, "smoothing": 0],
    ["falseNegativeWeight": 0.5, "smoothing": 0],
    ["falseNegativeWeight": 0.9, "smoothing": 0],
    ["falseNegativeWeight": 0.9, "smoothing": 1],
  ]

  /// The price of a miss, `a`; a false alarm costs the rest of 1.
  public var falseNegativeWeight = 0.7
  /// What is added above and below; keeps the slope small while nothing is found.
  public var smoothing = 1.0

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("falseNegativeWeight", falseNegativeWeight, "from 0 to 1") { (0...1).contains($0) }
    try require("smoothing", smoothing, "from 0 to 1e6") { (0...1e6).contains($0) }
  }

  /// The formula.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ counts: SoftCounts<N>) -> N {
    let misses = counts.falseNegatives.scaled(by: falseNegativeWeight)
    let alarms = counts.falsePositives.scaled(by: 1 - falseNegativeWeight)
    return (misses + alarms) / (counts.truePositives + misses + alarms + N(smoothing))
  }
}
