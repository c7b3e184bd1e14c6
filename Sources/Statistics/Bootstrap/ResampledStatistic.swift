/// A statistic of one sample that can be bootstrapped.
///
/// A type and not a closure, so that the loop over resamples is compiled for it.
public protocol ResampledStatistic: Sendable {
  /// The statistic of some values, at least one, in any order; it may rearrange them.
  func value(of values: inout [Double]) -> Double
}

/// The middle value, or the mean of the two in the middle.
public struct MedianStatistic: ResampledStatistic {
  /// The median.
  public init() {}

  /// The median of some values, which it sorts.
  public func value(of values: inout [Double]) -> Double {
    values.sort()
    let middle = values.count / 2
    return values.count.isMultiple(of: 2)
      ? (values[middle - 1] + values[middle]) / 2 : values[middle]
  }
}

/// The mean after leaving out a share of the values at either end (Tukey 1962).
public struct TrimmedMeanStatistic: ResampledStatistic {
  /// The share that is left out at each end, at least 0 and below one half.
  public let share: Double

  /// A trimmed mean; ⌊share · n⌋ values are left out at each end.
  ///
  /// - Throws: ``StatisticsError/outOfRange(setting:value:valid:)``.
  public init(share: Double) throws(StatisticsError) {
    guard share >= 0, share < 0.5 else {
      throw .outOfRange(
        setting: "share trimmed at each end", value: "\(share)",
        valid: "a number from 0 to below 0.5")
    }
    self.share = share
  }

  /// The trimmed mean of some values, which it sorts.
  public func value(of values: inout [Double]) -> Double {
    values.sort()
    let cut = Int(share * Double(values.count))
    return values[cut..<(values.count - cut)].reduce(0, +) / Double(values.count - 2 * cut)
  }
}

extension Resamples {
  /// The bootstrap distribution of a statistic.
  ///
  /// - Parameters:
  ///   - statistic: what is computed of each resample.
  ///   - values: finite values, ``size`` of them.
  /// - Returns: estimate, replicates and jackknife.
  /// - Throws: ``StatisticsError``.
  public func distribution(
    of statistic: some ResampledStatistic, _ values: [Double]
  ) throws(StatisticsError) -> BootstrapDistribution {
    try requireMatch(values)
    var scratch = values
    let estimate = statistic.value(of: &scratch)
    var replicates = [Double](repeating: 0, count: count)
    for resample in 0..<count {
      for draw in 0..<size { scratch[draw] = values[Int(places[resample * size + draw])] }
      replicates[resample] = statistic.value(of: &scratch)
    }
    var jackknife: [Double] = []
    if size > 1 {
      scratch.removeLast()
      for left in 0..<size {
        for place in 0..<(size - 1) { scratch[place] = values[place < left ? place : place + 1] }
        jackknife.append(statistic.value(of: &scratch))
      }
    }
    return BootstrapDistribution(
      estimate: estimate, replicates: replicates, jackknife: jackknife)
  }
}
