internal import CounterRandom
internal import Foundation

/// How far a feature's distribution in the test part differs from that in training: the population
/// stability index, Σ (p − q) ln(p/q) over bins.
///
/// Bins are tenths of the training rows, or levels, those below 0.5 % of the training rows
/// together, and one for missing values. Without any shift the index of n training and m test rows
/// is about (1/n + 1/m) times a χ² value with one degree of freedom fewer than there are bins
/// (Yurdakul and Naranjo, Journal of Risk Model Validation 14, 2020); so an index can be compared
/// with what chance makes of it.
public struct DistributionShift: Equatable, Sendable {
  /// The index; below 0.1 is usually called stable, above 0.25 a large shift.
  public let index: Double
  /// The number of bins that hold a row.
  public let bins: Int
  private let inverseRows: Double

  /// The shift between the training and the test rows of bins.
  init(_ counts: [(training: Int, test: Int)], missing: ColumnOfRows.Missing) {
    let rows = counts.reduce((training: missing.training, test: missing.test)) {
      ($0.training + $1.training, $0.test + $1.test)
    }
    let least = rows.training / 200
    var bins: [(training: Int, test: Int)] = [(missing.training, missing.test)]
    var rare = (training: 0, test: 0)
    for count in counts {
      if count.training >= max(least, 1) {
        bins.append(count)
      } else {
        rare = (rare.training + count.training, rare.test + count.test)
      }
    }
    bins = (bins + [rare]).filter { $0.training + $0.test > 0 }
    let half = 0.5 * Double(bins.count)
    index = bins.reduce(0) { sum, bin in
      let p = (Double(bin.test) + 0.5) / (Double(rows.test) + half)
      let q = (Double(bin.training) + 0.5) / (Double(rows.training) + half)
      return sum + (p - q) * log(p / q)
    }
    self.bins = bins.count
    inverseRows = 1 / Double(max(rows.training, 1)) + 1 / Double(max(rows.test, 1))
  }

  /// The index that rows without a shift exceed with probability `level`, by Wilson and Hilferty's
  /// approximation of χ².
  ///
  /// - Parameter level: The probability, between 0 and 1.
  /// - Returns: The index.
  public func chance(level: Double) -> Double {
    let freedom = Double(max(bins - 1, 1))
    let z = InverseNormal.quantile(1 - level)
    let root = 1 - 2 / (9 * freedom) + z * (2 / (9 * freedom)).squareRoot()
    return inverseRows * freedom * root * root * root
  }
}
