internal import DualNumbers

/// What a loss may know of the training set, and of how far training is.
@frozen public struct LossContext: Hashable, Sendable {
  /// The number of positive training rows, or their total weight.
  public var positives: Double
  /// The number of negative training rows, or their total weight.
  public var negatives: Double
  /// The mean amount of positive training rows; 1 where amounts are unknown.
  public var positiveAmount: Double
  /// The mean amount of negative training rows; 1 where amounts are unknown.
  public var negativeAmount: Double
  /// The share of the planned epochs that are finished, 0…1: for losses with a schedule.
  public var progress: Double

  /// A training set with these class counts.
  ///
  /// - Precondition: the counts are not negative and not both zero.
  @inlinable
  public init(
    positives: Double, negatives: Double, positiveAmount: Double = 1, negativeAmount: Double = 1,
    progress: Double = 0
  ) {
    precondition(
      positives >= 0 && negatives >= 0 && positives + negatives > 0,
      "a training set has rows, and counts are not negative")
    self.positives = positives
    self.negatives = negatives
    self.positiveAmount = positiveAmount
    self.negativeAmount = negativeAmount
    self.progress = progress
  }

  /// The share of positives, π.
  @inlinable
  public var prevalence: Double { positives / (positives + negatives) }

  /// Negatives for each positive, n₋/n₊. A class without rows counts as half a row.
  @inlinable
  public var classRatio: Double { Swift.max(negatives, 0.5) / Swift.max(positives, 0.5) }

  /// The logit of the prevalence, `log(π / (1 - π))`. A class without rows counts as half a row.
  public var priorLogit: Double { -Double.log(classRatio) }

  /// The same training set when a share of the planned epochs is finished.
  public func at(progress: Double) -> LossContext {
    var context = self
    context.progress = progress
    return context
  }
}
