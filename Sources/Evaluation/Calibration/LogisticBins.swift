internal import CounterRandom

/// Rows of similar logit, with their mean and spread: enough for a first solution.
struct LogisticBins: Sendable {
  private struct Bin {
    var weight = 0.0
    var sum = 0.0
    var square = 0.0
  }

  private let bins: [(weight: Double, mean: Double, variance: Double)]

  static let count = 2_048

  /// Bins of rows whose logits lie in `range`.
  init(
    _ values: [Double], weights: [Double]?, center: Double, scale: Double,
    range: ClosedRange<Double>
  ) {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard scale > 0 else {
      var total = 0.0
      for row in values.indices { total += weights?[row] ?? 1 }
      bins = [(total, 0, 0)]
      return
    }
    let width = (high - low) / Double(Self.count)
    let perBin = 1 / width
    var bins = [Bin](repeating: Bin(), count: Self.count)
    for row in values.indices {
      let index = min(Int((values[row] - low) * perBin), Self.count - 1)
      // From the bin's middle: nothing cancels.
      let offset = values[row] - (low + (Double(index) + 0.5) * width)
      let weight = weights?[row] ?? 1
      bins[index].weight += weight
      bins[index].sum += weight * offset
      bins[index].square += weight * offset * offset
    }
    self.bins = bins.enumerated().compactMap { index, bin in
      guard bin.weight > 0 else { return nil }
      let mean = bin.sum / bin.weight
      let middle = low + (Double(index) + 0.5) * width
      return (
        bin.weight, (middle + mean - center) / scale,
        max(0, bin.square / bin.weight - mean * mean) / (scale * scale)
      )
    }
  }

  /// The best line for the bins; `nil` if none is found.
  ///
  /// - Parameters:
  ///   - target: sums of the targets and of target times scaled logit.
  ///   - weight: total weight.
  ///   - isSlopeFree: whether the slope is fitted as well.
  ///   - slope: the slope to begin or to stay with.
  /// - Returns: the line in the scaled logit.
  func solve(
    target: (weight: Double, value: Double), weight: Double, isSlopeFree: Bool, slope: Double
  ) -> LogisticLine? {
    let share = target.weight / weight
    guard share > 0, share < 1 else { return nil }
    var line = LogisticLine(slope: slope, intercept: PortableMath.log(share / (1 - share)))
    for _ in 0..<100 {
      guard let step = sums(at: line).step(toward: target, isSlopeFree: isSlopeFree) else {
        return nil
      }
      line.slope += step.slope
      line.intercept += step.intercept
      if step.size < 1e-10 { return line }
    }
    return nil
  }

  /// Sums over rows, each bin's by its mean and a second-order term in its spread.
  private func sums(at line: LogisticLine) -> LogisticSums {
    var sums = LogisticSums()
    let a = line.slope
    for bin in bins {
      let p = PortableMath.sigmoid(line.logit(bin.mean))
      let first = p * (1 - p)
      let second = first * (1 - 2 * p)
      let u = bin.mean
      sums.probability += bin.weight * (p + 0.5 * a * a * second * bin.variance)
      sums.product +=
        bin.weight * (p * u + bin.variance * (a * first + 0.5 * a * a * u * second))
      sums.curvature += bin.weight * first
      sums.curvatureProduct += bin.weight * first * u
      sums.curvatureSquare += bin.weight * first * (u * u + bin.variance)
    }
    return sums
  }
}
