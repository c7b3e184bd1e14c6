/// Descriptive statistics of one sample of finite numbers.
public struct Summary: Equatable, Sendable {
  /// Number of values.
  public let count: Int
  /// Arithmetic mean.
  public let mean: Double
  /// Standard deviation with divisor n − 1; absent for a single value.
  public let standardDeviation: Double?
  /// Standard error of the mean, sd / √n; absent for a single value.
  public let standardError: Double?
  private let ascending: [Double]

  /// Describes a sample of at least one value, in any order.
  ///
  /// - Throws: ``StatisticsError/tooFew(statistic:count:needed:)`` for no value,
  ///   ``StatisticsError/notFinite(what:index:value:)`` for a NaN or an infinity.
  public init(_ values: [Double]) throws(StatisticsError) {
    guard !values.isEmpty else { throw .tooFew(statistic: "summary", count: 0, needed: 1) }
    try StatisticsError.requireFinite(values, "value")
    count = values.count
    ascending = values.sorted()
    // From the sorted values, so that the order of the sample cannot change the last bit.
    mean = GSL.mean(ascending)
    let deviation =
      values.count > 1 ? GSL.standardDeviation(ascending, mean: mean) : nil
    standardDeviation = deviation
    standardError = deviation.map { $0 / Double(values.count).squareRoot() }
  }

  /// The smallest value.
  public var minimum: Double { ascending[0] }

  /// The largest value.
  public var maximum: Double { ascending[count - 1] }

  /// The middle value, or the mean of the two in the middle.
  public var median: Double { GSL.quantile(ascending: ascending, at: 0.5) }

  /// The quantile at a probability by linear interpolation at (n − 1)p.
  ///
  /// Source: type 7 of Hyndman and Fan 1996, the default of R and NumPy.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)`` outside 0…1.
  public func quantile(_ probability: Double) throws(StatisticsError) -> Double {
    guard probability >= 0, probability <= 1 else {
      throw .outOfRange(
        setting: "probability of a quantile", value: "\(probability)",
        valid: "a number from 0 to 1")
    }
    return GSL.quantile(ascending: ascending, at: probability)
  }

  /// The median distance of the values from their median.
  ///
  /// Times 1.4826 it estimates the standard deviation of normal values (Hampel 1974).
  public var medianAbsoluteDeviation: Double {
    let middle = median
    return GSL.quantile(ascending: ascending.map { ($0 - middle).magnitude }.sorted(), at: 0.5)
  }

  /// The mean without the ⌊share · n⌋ smallest and as many largest values (Tukey 1962).
  ///
  /// - Parameter share: what is left out at each end, from 0 to below 0.5.
  /// - Returns: the trimmed mean.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public func trimmedMean(share: Double) throws(StatisticsError) -> Double {
    var values = ascending
    return try TrimmedMeanStatistic(share: share).value(of: &values)
  }

  /// The confidence interval of the mean by Student's t with n − 1 degrees of freedom.
  ///
  /// A single value has no interval (`nil`). Values that are all equal have one of zero width:
  /// the sample shows no variation, which is not a proof that there is none.
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)`` unless 0 < level < 1.
  public func meanInterval(
    level: Double = 0.95
  ) throws(StatisticsError) -> ConfidenceInterval? {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    guard let standardError else { return nil }
    return try .student(
      mean: mean, standardError: standardError, degreesOfFreedom: count - 1, level: level)
  }
}
