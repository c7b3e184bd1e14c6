extension Resamples {
  /// Resamples whose sums are built at a time: their sums stay in the nearest cache.
  private static let blockSize = 512

  /// The mean of every resample, each a sum in the order of the values divided by their number.
  ///
  /// Σᵢ cᵢ xᵢ over the values, whose counts of neighbouring resamples lie side by side.
  func means(of values: [Double], into means: inout [Double]) {
    let divisor = Double(size)
    unsafe means.withUnsafeMutableBufferPointer { sums in
      unsafe occurrences.withUnsafeBufferPointer { occurrences in
        guard let sums = sums.baseAddress, let occurrences = occurrences.baseAddress else { return }
        var start = 0
        while start < count {
          let length = min(Self.blockSize, count - start)
          let block = unsafe sums + start
          for index in 0..<length { unsafe block[index] = 0 }
          for place in 0..<size {
            let value = values[place]
            let row = unsafe occurrences + (place * count + start)
            for index in 0..<length {
              unsafe block[index] += Double(row[index]) * value
            }
          }
          for index in 0..<length { unsafe block[index] /= divisor }
          start += length
        }
      }
    }
  }

  /// The mean of the values themselves, summed as the resamples are, so that a resample that holds
  /// each value once equals it to the last bit.
  static func mean(of values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// The bias-corrected and accelerated interval of the mean of each of many series.
  ///
  /// All series share the draws and the memory for replicates; nothing is allocated for a resample.
  ///
  /// - Parameters:
  ///   - series: finite values, each series as long as ``size``.
  ///   - level: confidence level, 0 < level < 1.
  /// - Returns: an interval a series, `nil` where ``BootstrapDistribution`` has none.
  /// - Throws: ``StatisticsError``.
  public func meanIntervals(
    of series: [[Double]], level: Double = 0.95
  ) throws(StatisticsError) -> [ConfidenceInterval?] {
    try StatisticsError.requireOpenUnit(level, "confidence level")
    var replicates = [Double](repeating: 0, count: count)
    var selection = OrderStatistics(capacity: count)
    var intervals: [ConfidenceInterval?] = []
    intervals.reserveCapacity(series.count)
    for values in series {
      try requireMatch(values)
      means(of: values, into: &replicates)
      let estimate = Self.mean(of: values)
      intervals.append(
        try BootstrapDistribution.biasCorrectedAccelerated(
          replicates, estimate: estimate, acceleration: Self.accelerationOfMean(values),
          level: level, biasCorrection: .midRank, &selection))
    }
    return intervals
  }

  /// The jackknife's acceleration of a mean, Σu³ / 6(Σu²)^1.5 with u the deviations over n − 1;
  /// zero for values that are all equal.
  static func accelerationOfMean(_ values: [Double]) -> Double {
    let mean = mean(of: values)
    var (squares, cubes) = (0.0, 0.0)
    for value in values {
      let deviation = value - mean
      squares += deviation * deviation
      cubes += deviation * deviation * deviation
    }
    return squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
  }

  /// The bootstrap distribution of the mean of a series.
  ///
  /// - Parameter values: finite values, ``size`` of them.
  /// - Returns: estimate, replicates and jackknife.
  /// - Throws: ``StatisticsError``.
  public func distributionOfMean(
    _ values: [Double]
  ) throws(StatisticsError) -> BootstrapDistribution {
    try requireMatch(values)
    var replicates = [Double](repeating: 0, count: count)
    means(of: values, into: &replicates)
    let sum = values.reduce(0, +)
    let rest = Double(max(size - 1, 1))
    return BootstrapDistribution(
      estimate: sum / Double(size), replicates: replicates,
      jackknife: values.map { (sum - $0) / rest })
  }
}
