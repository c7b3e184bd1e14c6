/// Derivatives by fourth-order central differences.
enum Differences {
  /// How a derivative stands to the differences.
  enum Outcome {
    /// The error, relative to the scale.
    case error(Double)
    /// The slopes on both sides disagree: there is no derivative to compare with.
    case kink
  }

  /// The one that agrees best counts: sharp functions need the small ones, noisy ones the large.
  private static let steps = [1e-3, 1e-4, 1e-5]

  /// Compares a derivative with differences.
  ///
  /// - Parameters:
  ///   - derivative: The derivative under test.
  ///   - scale: What the error is measured by.
  ///   - tolerance: The relative error that is good enough.
  ///   - f: The function at a distance from the point.
  ///
  /// - Returns: The least error of the steps, or that there is a kink.
  static func compare(
    _ derivative: Double, scale: Double, tolerance: Double, _ f: (Double) -> Double
  ) -> Outcome {
    var least = Double.infinity
    for h in steps {
      let difference = (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
      let error =
        derivative == difference ? 0 : (derivative - difference).magnitude / scale
      if error < least { least = error }
      if least <= 0.01 * tolerance { return .error(least) }
    }
    if least <= tolerance { return .error(least) }
    return hasKink(f, scale: scale) ? .kink : .error(least)
  }

  private static func hasKink(_ f: (Double) -> Double, scale: Double) -> Bool {
    let h = 1e-5
    let forward = (-3 * f(0) + 4 * f(h) - f(2 * h)) / (2 * h)
    let backward = (3 * f(0) - 4 * f(-h) + f(-2 * h)) / (2 * h)
    return (forward - backward).magnitude > 1e-6 * scale
  }
}
