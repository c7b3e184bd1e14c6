internal import DualNumbers

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

  /// The inverse of each class's effective number of rows, `(1 - β) / (1 - β^n)`.
  ///
  /// Cui et al., *Class-balanced loss based on effective number of samples*, 2019. A class without
  /// rows counts as half a row.
  static func ofEffectiveNumbers(beta: Double, in context: LossContext) -> ClassWeights {
    func weight(_ rows: Double) -> Double { (1 - beta) / (1 - .pow(beta, max(rows, 0.5))) }
    return ClassWeights(positive: weight(context.positives), negative: weight(context.negatives))
  }

  /// The same ratio at a sum of 2, the number of classes.
  var addingUpToTwo: ClassWeights {
    let factor = 2 / (positive + negative)
    return ClassWeights(positive: positive * factor, negative: negative * factor)
  }
}
