public import DualNumbers

/// Mean squared false error: the worse class counts for more.
///
///     (mean over positives of (1 - p)²)² + (mean over negatives of p²)²
///
/// Wang et al., *Training deep neural networks on imbalanced data sets*, 2016, who halve the squares.
public struct MeanSquaredFalseError: SoftCountLoss {
  /// The name in suite files.
  public static let name = "msfe"
  /// The name inside a sentence.
  public static let title = "mean squared false error"
  /// The formula in plain text.
  public static let formula = "(mean₊ (1 − p)²)² + (mean₋ p²)²"
  /// Where it comes from.
  public static let reference =
    "Wang et al., Training deep neural networks on imbalanced data sets, 2016"
  /// What a user must know before choosing it.
  public static let properties = LossProperties(
    isStrictlyProper: false, isConvex: false, recoversPosterior: false, isPointwise: false,
    batches: .stratified(positives: 1), boostingCurvature: .gaussNewton)

  /// The default settings.
  public init() {}

  /// The formula.
  @inlinable @inline(__always)
  public func value<N: LossNumber>(_ counts: SoftCounts<N>) -> N {
    let misses = counts.missedSquares.scaled(by: 1 / counts.positives)
    let alarms = counts.alarmSquares.scaled(by: 1 / counts.negatives)
    return misses * misses + alarms * alarms
  }
}
