/// Posterior probabilities that a difference is practically below, within or above zero.
public struct PracticalProbabilities: Equatable, Sendable {
  /// The probability that the first learner's value is lower by more than practical equivalence.
  public let below: Double
  /// The probability that the difference is within practical equivalence.
  public let within: Double
  /// The probability that the first learner's value is higher by more than practical equivalence.
  public let above: Double

  /// Probabilities that add up to one.
  ///
  /// - Parameters:
  ///   - below: of a lower first value.
  ///   - within: of practical equivalence.
  ///   - above: of a higher first value.
  public init(below: Double, within: Double, above: Double) {
    self.below = below
    self.within = within
    self.above = above
  }

  /// The probability that the first learner is practically better.
  ///
  /// - Parameter preference: which direction of the metric is better.
  /// - Returns: ``above`` or ``below``.
  public func ofFirstBeingBetter(_ preference: Preference) -> Double {
    preference == .higherIsBetter ? above : below
  }

  /// Throws unless the half-width of the region is zero or a positive number.
  static func requireRegion(_ halfWidth: Double) throws(StatisticsError) {
    guard halfWidth >= 0, halfWidth.isFinite else {
      throw .outOfRange(
        setting: "region of practical equivalence", value: "\(halfWidth)",
        valid: "zero or a positive finite number")
    }
  }
}
