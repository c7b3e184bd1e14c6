/// What a loss may know of the training set.
@frozen public struct LossContext: Hashable, Sendable {
  /// The number of positive training rows, or their total weight.
  public var positives: Double
  /// The number of negative training rows, or their total weight.
  public var negatives: Double

  /// A training set with these class counts.
  ///
  /// - Precondition: the counts are not negative and not both zero.
  @inlinable
  public init(positives: Double, negatives: Double) {
    precondition(
      positives >= 0 && negatives >= 0 && positives + negatives > 0,
      "a training set has rows, and counts are not negative")
    self.positives = positives
    self.negatives = negatives
  }

  /// The share of positives, π.
  @inlinable
  public var prevalence: Double { positives / (positives + negatives) }

  /// Negatives for each positive, n₋/n₊. A class without rows counts as half a row.
  @inlinable
  public var classRatio: Double { Swift.max(negatives, 0.5) / Swift.max(positives, 0.5) }
}
