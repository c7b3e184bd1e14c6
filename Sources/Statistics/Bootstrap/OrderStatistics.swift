/// Finds a few order statistics of many values without sorting them all.
///
/// Values are counted in bins of equal width; only those in a wanted bin are sorted. The memory is
/// reused from call to call.
struct OrderStatistics {
  private static let binCount = 4096
  private var counts = [Int32](repeating: 0, count: binCount + 1)
  private var bins: [UInt16]
  private var chosen: [Double] = []

  /// Memory for up to `capacity` values.
  init(capacity: Int) { bins = [UInt16](repeating: 0, count: capacity) }

  /// Quantiles of finite values by linear interpolation at (n − 1)p (type 7).
  ///
  /// - Parameters:
  ///   - values: at least one value, at most as many as there is memory for.
  ///   - probabilities: each from 0 to 1.
  /// - Returns: the quantiles, in the order of the probabilities.
  mutating func quantiles(_ values: [Double], at probabilities: [Double]) -> [Double] {
    var (low, high) = (values[0], values[0])
    for value in values {
      low = value < low ? value : low
      high = value > high ? value : high
    }
    guard low < high else { return probabilities.map { _ in low } }
    // Halved first: the distance between the ends may not be a number.
    let scale = Double(Self.binCount) / (high / 2 - low / 2)
    guard scale.isFinite else {
      let sorted = values.sorted()
      return probabilities.map { GSL.quantile(ascending: sorted, at: $0) }
    }
    Self.count(values, low / 2, scale, &counts, &bins)
    return probabilities.map { probability in
      // As GSL reckons it, so that either way gives the same bits.
      let place = probability * Double(values.count - 1)
      let lower = min(Int(place), values.count - 1)
      let share = place - Double(lower)
      let below = value(ofRank: lower, values)
      guard lower + 1 < values.count else { return below }
      return (1 - share) * below + share * value(ofRank: lower + 1, values)
    }
  }

  private static func count(
    _ values: [Double], _ halfLow: Double, _ scale: Double, _ counts: inout [Int32],
    _ bins: inout [UInt16]
  ) {
    for bin in counts.indices { counts[bin] = 0 }
    var counted = counts.mutableSpan
    var marked = bins.mutableSpan
    for index in values.indices {
      let bin = min(Int32((values[index] / 2 - halfLow) * scale), Int32(binCount - 1))
      marked[index] = UInt16(truncatingIfNeeded: bin)
      counted[Int(bin)] &+= 1
    }
  }

  /// The value with as many below it as its rank says.
  private mutating func value(ofRank rank: Int, _ values: [Double]) -> Double {
    var (bin, below) = (0, 0)
    while below + Int(counts[bin]) <= rank {
      below += Int(counts[bin])
      bin += 1
    }
    chosen.removeAll(keepingCapacity: true)
    let wanted = UInt16(bin)
    for index in values.indices where bins[index] == wanted { chosen.append(values[index]) }
    chosen.sort()
    return chosen[rank - below]
  }
}
