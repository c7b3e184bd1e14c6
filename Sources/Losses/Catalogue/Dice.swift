public import DualNumbers

/// Dice loss: one less the overlap of the alarms with the positives.
///
///     1 - (2 Σ p y + s) / (Σ p + Σ y + s)         or, squared, Σ p² + Σ y² below
///
/// Milletari, Navab and Ahmadi, *V-Net: fully convolutional neural networks for volumetric medical
/// image segmentation*, 2016, whose own form is the squared one.
public struct Dice: SoftCountLoss {
  /// The name in suite files.
  public static let name = "dice"
  /// The name inside a sentence.
  public static let title = "Dice loss"
  /// The formula in plain text.
  public static let formula = "1 − (2 Σ p y + s) / (Σ p + Σ y + s), or with squares below"
  /// Where it comes from.
  public static let reference =
    "Milletari et al., V-Net: fully convolutional neural networks, 2016"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false,
    batches: .stratified(positives: 1), boostingCurvature: .magnitude)
  /// The settings to try; the first are the defaults.
  public static let tuningGrid: [[String: Double]] = [
    ["smoothing": 1, "squared": 0],
    ["smoothing": 0, "squared": 0],
    ["smoothing": 1, "squared": 1],
    ["smoothing": 0, "squared": 1],
  ]

  /// What is added above and below; keeps the slope small while nothing is found.
  public var smoothing = 1.0
  /// 1 squares probabilities in the denominator, as Milletari et al. do; 0 does not.
  public var squared = 0

  /// The default settings.
  public init() {}

  /// Checks the ranges of the settings.
  ///
  /// - Throws: ``LossError`` naming the setting and its range.
  public func validate() throws(LossError) {
    try require("smoothing", smoothing, "from 0 to 1e6") { (0...1e6).contains($0) }
    try require("squared", Double(squared), "0 or 1") { $0 == 0 || $0 == 1 }
  }

  /// The formula.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ counts: SoftCounts<N>) -> N {
    let mass =
      squared == 1
      ? counts.truePositiveSquares + counts.alarmSquares
      : counts.truePositives + counts.falsePositives
    // One less the overlap, without the subtraction that would cancel when all is right.
    let gap =
      squared == 1
      ? counts.missedSquares + counts.alarmSquares
      : counts.falseNegatives + counts.falsePositives
    return gap / (mass + N(counts.positives + smoothing))
  }
}
