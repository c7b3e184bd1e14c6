/// How much a row of each class counts.
///
/// A loss whose weights follow from the training set keeps them in a property of this type, filled
/// in by ``Loss/prepared(for:)``: it is not a setting.
@frozen public struct ClassWeights: Codable, Hashable, Sendable {
  /// The weight of a positive.
  public var positive: Double
  /// The weight of a negative.
  public var negative: Double

  /// These weights.
  @inlinable
  public init(positive: Double, negative: Double) {
    self.positive = positive
    self.negative = negative
  }

  /// Every row counts once.
  @inlinable
  public static var equal: ClassWeights { ClassWeights(positive: 1, negative: 1) }
}
