/// The rows drawn by class that a suite has its trials evaluated on, beside the test rows.
public struct SuiteTruth: Codable, Equatable, Sendable {
  /// Number of positive rows of each replicate.
  public var positives: Int
  /// Number of negative rows of each replicate.
  public var negatives: Int

  /// As many of each as make the average precision's noise small against that of training.
  public static let standard = SuiteTruth(positives: 20_000, negatives: 20_000)
}
