/// Welch's t test of two samples that are not paired and may differ in variance (Welch 1947).
///
/// For results of two studies that share no replicates; paired results are compared with
/// ``PairedTTest``, which is far more sensitive.
public struct WelchTTest: Equatable, Sendable {
  /// Mean of the first sample minus that of the second.
  public let meanDifference: Double
  /// The standard error of the difference.
  public let standardError: Double
  /// Degrees of freedom by Welch and Satterthwaite; absent when neither sample varies.
  public let degreesOfFreedom: Double?
  /// The t statistic; absent when neither sample varies.
  public let t: Double?
  /// The two-sided p value; 1 when neither sample varies, which is no evidence.
  public let p: Double
  /// The p value against a first mean that is not greater.
  public let pGreater: Double
  /// The interval of the difference; of zero width when neither sample varies.
  public let interval: ConfidenceInterval

  /// Tests whether two means differ.
  ///
  /// - Parameters:
  ///   - first: finite values, at least two.
  ///   - second: finite values, at least two.
  ///   - level: confidence level, 0 < level < 1.
  /// - Throws: ``StatisticsError``.
  public init(_ first: [Double], _ second: [Double], level: Double = 0.95) throws(StatisticsError) {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    let (one, other) = (try Summary(first), try Summary(second))
    guard let error = one.standardError, let otherError = other.standardError else {
      throw .tooFew(
        statistic: "Welch t test", count: min(first.count, second.count), needed: 2)
    }
    let (share, otherShare) = (error * error, otherError * otherError)
    meanDifference = one.mean - other.mean
    standardError = (share + otherShare).squareRoot()
    let largest = max(
      one.maximum.magnitude, one.minimum.magnitude, other.maximum.magnitude,
      other.minimum.magnitude)
    guard standardError > 4 * .ulpOfOne * largest else {
      (degreesOfFreedom, t, p, pGreater) = (nil, nil, 1, 1)
      interval = ConfidenceInterval(lower: meanDifference, upper: meanDifference, level: level)
      return
    }
    let total = share + otherShare
    let freedom =
      total * total
      / (share * share / Double(first.count - 1)
        + otherShare * otherShare / Double(second.count - 1))
    let ratio = meanDifference / standardError
    degreesOfFreedom = freedom
    t = ratio
    p = min(1, try 2 * GSL.studentUpperTail(ratio.magnitude, degreesOfFreedom: freedom))
    pGreater = try GSL.studentUpperTail(ratio, degreesOfFreedom: freedom)
    let half =
      try GSL.studentQuantile(upperTail: (1 - level) / 2, degreesOfFreedom: freedom)
      * standardError
    interval = ConfidenceInterval(
      lower: meanDifference - half, upper: meanDifference + half, level: level)
  }
}
