/// A two-sided confidence interval, both ends included.
public struct ConfidenceInterval: Equatable, Sendable {
  /// The lower end.
  public let lower: Double
  /// The upper end.
  public let upper: Double
  /// The nominal coverage, such as 0.95.
  public let level: Double

  /// An interval from its ends, `lower` not above `upper`, and its nominal coverage.
  public init(lower: Double, upper: Double, level: Double) {
    precondition(lower <= upper, "an interval's lower end must not exceed its upper end")
    self.lower = lower
    self.upper = upper
    self.level = level
  }

  /// The distance between the ends.
  public var width: Double { upper - lower }

  /// Whether a value lies inside, ends included.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

extension ConfidenceInterval {
  /// The interval of a mean by Student's t: mean ± t(level, n − 1) · standard error.
  static func student(
    mean: Double, standardError: Double, degreesOfFreedom: Int, level: Double
  ) throws(StatisticsError) -> ConfidenceInterval {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    let half =
      try GSL.studentQuantile(
        upperTail: (1 - level) / 2, degreesOfFreedom: Double(degreesOfFreedom)) * standardError
    return ConfidenceInterval(lower: mean - half, upper: mean + half, level: level)
  }
}
