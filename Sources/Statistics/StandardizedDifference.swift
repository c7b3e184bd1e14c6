/// Effect sizes of paired samples in units of the standard deviation of the differences.
public struct StandardizedDifference: Equatable, Sendable {
  /// Cohen's dz: mean of the differences over their standard deviation (Cohen 1988).
  public let cohensDz: Double
  /// Hedges' g for pairs: dz times the exact factor J(n − 1) that removes its bias (Hedges 1981).
  public let hedgesG: Double
  /// Hedges' g with the usual approximation of J, 1 − 3/(4ν − 1).
  public let approximateHedgesG: Double

  /// Effect sizes of a sample; `nil` when its differences do not vary beyond rounding.
  ///
  /// - Throws: ``StatisticsError/tooFew(statistic:count:needed:)`` below two pairs. With two pairs
  ///   J(1) = 0 and ``hedgesG`` is zero.
  public init?(_ sample: PairedSample) throws(StatisticsError) {
    guard let dz = try PairedTTest(sample).cohensDz else { return nil }
    cohensDz = dz
    hedgesG = dz * (try Self.unbiasing(degreesOfFreedom: sample.count - 1))
    approximateHedgesG = dz * Self.approximateUnbiasing(sample.count - 1)
  }

  /// J(ν) = Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2)).
  static func unbiasing(degreesOfFreedom: Int) throws(StatisticsError) -> Double {
    guard degreesOfFreedom > 1 else { return 0 }
    let half = Double(degreesOfFreedom) / 2
    return Double.exponential(
      try GSL.logGamma(half) - GSL.logGamma(half - 0.5)) / half.squareRoot()
  }

  /// 1 − 3/(4ν − 1), which J is near.
  static func approximateUnbiasing(_ degreesOfFreedom: Int) -> Double {
    1 - 3 / Double(4 * degreesOfFreedom - 1)
  }
}
