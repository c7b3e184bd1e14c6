/// How often a test rejected a null hypothesis that was true.
public struct RejectionRate: Equatable, Sendable {
  /// Number of rejections.
  public let rejections: Int
  /// Number of data sets tested.
  public let trials: Int
  /// The rate that the test promises not to exceed.
  public let nominal: Double
  /// The exact binomial interval of the rate, at 99 % unless said otherwise.
  public let interval: ConfidenceInterval

  /// What the interval says about the promise.
  public enum Finding: String, CaseIterable, Sendable {
    /// The interval holds the nominal rate.
    case asPromised = "as promised"
    /// The interval lies below: the test keeps its promise and gives power away.
    case conservative
    /// The interval lies above: the promise is broken.
    case liberal
  }

  /// A rate from counts.
  ///
  /// - Parameters:
  ///   - rejections: number of rejections.
  ///   - trials: number of data sets tested, at least one.
  ///   - nominal: the promised rate, 0 < nominal < 1.
  ///   - level: confidence level of the interval.
  /// - Throws: ``StatisticsError``.
  public init(
    rejections: Int, trials: Int, nominal: Double = 0.05, level: Double = 0.99
  ) throws(StatisticsError) {
    try StatisticsError.requireOpenUnit(nominal, "nominal rate")
    interval = try BinomialInterval.exact(successes: rejections, trials: trials, level: level)
    self.rejections = rejections
    self.trials = trials
    self.nominal = nominal
  }

  /// The measured rate.
  public var rate: Double { Double(rejections) / Double(trials) }

  /// What the interval says about the promise.
  public var finding: Finding {
    interval.contains(nominal)
      ? .asPromised : interval.upper < nominal ? .conservative : .liberal
  }
}
