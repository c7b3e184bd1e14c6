public import DualNumbers

/// Focal Tversky loss: a power of the Tversky loss.
///
///     (1 - TI)^γ        TI = (TP + s) / (TP + a FN + (1 - a) FP + s)
///
/// An exponent below 1 keeps the slope up when most is found. The counts are soft; the exponent is γ
/// itself, as in the authors' code, and not 1/γ, as in the paper's formula. Abraham and Khan, *A novel
/// focal Tversky loss function with improved attention U-Net for lesion segmentation*, 2019.
public struct FocalTversky: SoftCountLoss {
  /// The name in suite files.
  public static let name = "focal-tversky"
  /// The name inside a sentence.
  public static let title = "focal Tversky loss"
  /// The formula in plain text.
  public static let formula =
    "(1 − TI)^γ, TI = (TP + s) / (TP + a FN + (1 − a) FP + s), soft counts"
  /// Where it comes from.
  public static let reference =
    "Abraham and Khan, A novel focal Tversky loss function, 2019"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false,
    batches: .stratified(positives: 1), boostingCurvature: .magnitude)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["exponent": 0.75, "falseNegativeWeight": 0.7, "smoothing": 1],
    // With a positive or two in a batch, as much smoothing outweighs them.
    ["exponent": 0.75, "falseNegativeWeight": 0.7, "smoothing": 0],
    ["exponent": 1.5, "falseNegativeWeight": 0.7, "smoothing": 0],
    ["exponent": 0.75, "falseNegativeWeight": 0.9, "smoothing": 0],
    ["exponent": 0.5, "falseNegativeWeight": 0.7, "smoothing": 1],
  ]

  /// The exponent γ; 1 is the Tversky loss.
  public var exponent = 0.75
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
    try require("exponent", exponent, "from 0.1 to 10") { (0.1...10).contains($0) }
    try require("falseNegativeWeight", falseNegativeWeight, "from 0 to 1") { (0...1).contains($0) }
    try require("smoothing", smoothing, "from 0 to 1e6") { (0...1e6).contains($0) }
  }

  /// The formula.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ counts: SoftCounts<N>) -> N {
    let misses = counts.falseNegatives.scaled(by: falseNegativeWeight)
    let alarms = counts.falsePositives.scaled(by: 1 - falseNegativeWeight)
    let gap = (misses + alarms) / (counts.truePositives + misses + alarms + N(smoothing))
    // An exponent below 1 has no slope at 0, where no step is needed.
    return N.pow(N.max(N(1e-100), gap), exponent)
  }
}
