/// Effect sizes of two samples in units of their pooled standard deviation.
public struct PooledDifference: Equatable, Sendable {
  /// Cohen's d: difference of the means over the root mean of the variances (Cohen 1988).
  public let cohensD: Double
  /// Hedges' g: d times the exact factor J that removes its bias (Hedges 1981).
  public let hedgesG: Double
  /// Hedges' g with the usual approximation of J, 1 − 3/(4ν − 1).
  public let approximateHedgesG: Double

  /// Effect sizes of two samples of the same length; `nil` when neither varies.
  ///
  /// - Parameters:
  ///   - first: finite values, at least two.
  ///   - second: finite values, as many.
  /// - Throws: ``StatisticsError``.
  public init?(_ first: [Double], _ second: [Double]) throws(StatisticsError) {
    guard first.count == second.count else {
      throw .unequalCounts(first: first.count, second: second.count)
    }
    let (one, other) = (try Summary(first), try Summary(second))
    guard let deviation = one.standardDeviation, let otherDeviation = other.standardDeviation else {
      throw .tooFew(statistic: "pooled effect size", count: first.count, needed: 2)
    }
    let pooled = ((deviation * deviation + otherDeviation * otherDeviation) / 2).squareRoot()
    guard pooled > 0 else { return nil }
    let freedom = 2 * first.count - 2
    cohensD = (one.mean - other.mean) / pooled
    hedgesG =
      cohensD * (try StandardizedDifference.unbiasing(degreesOfFreedom: freedom))
    approximateHedgesG = cohensD * StandardizedDifference.approximateUnbiasing(freedom)
  }
}
