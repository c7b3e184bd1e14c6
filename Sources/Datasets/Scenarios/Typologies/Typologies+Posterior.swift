internal import CounterRandom

extension Typologies {
  /// Log-likelihood ratio of each row, see ``Scenario``.
  public func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    precondition(features.count == ratios.count * Self.width)
    withColumns(of: features, width: Self.width) { first, columns in
      mixture.rate(columns, at: moments, from: first, into: &ratios)
    }
  }
}

/// The likelihood ratio of typologies: a mixture of one ratio each.
struct TypologyMixture: Sendable {
  private let blatant: (constant: Double, distance: Double)
  private let pocket: (constant: Double, mean: Double, curvature: Double)
  private let shell: (constant: Double, curvature: Double)
  private let flip: Double
  private let mimic: (constant: Double, distance: Double)

  /// The ratio of a scenario with these parameters.
  init(_ parameters: ScenarioParameters) {
    let (near, far) = (parameters["mimic-distance"], parameters["blatant-distance"])
    blatant = (-far * far / 2, far)
    mimic = (-near * near / 2, near)
    let (mean, deviation) = (parameters["pocket-mean"], parameters["pocket-deviation"])
    pocket = (-6 * PortableMath.log(deviation), mean, 1 / (deviation * deviation))
    let scale = parameters["shell-scale"]
    shell = (-6 * PortableMath.log(scale), (1 - 1 / (scale * scale)) / 2)
    let correlation = parameters["correlation"]
    flip = -2 * correlation / (1 - correlation * correlation)
  }

  /// Log-likelihood ratios of rows at their times.
  @inline(__always)
  func rate(
    _ columns: ColumnBlock, at moments: some TypologyMoments, from first: Int,
    into ratios: inout MutableSpan<Double>
  ) {
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: ColumnBlock.stride) { buffer in
      guard let results = buffer.baseAddress else { return }
      columns.forEachEight { row in unsafe rate(columns, row, moments).store(at: results + row) }
      for row in 0..<columns.count { ratios[first + row] = unsafe results[row] }
    }
  }

  /// The log-likelihood ratios of eight rows.
  @inline(__always)
  private func rate(
    _ columns: ColumnBlock, _ row: Int, _ moments: some TypologyMoments
  ) -> DoublePack {
    @inline(__always)
    func x(_ column: Int) -> DoublePack { unsafe DoublePack(at: columns[column] + row) }
    let (first, second) = (x(0) + x(1), x(2) + x(3))
    let v = (first + second) / 2.0
    let turned = moments.along(first, second, row)
    var near: DoublePack = 0.0
    var square: DoublePack = 0.0
    let mean = DoublePack(pocket.mean)
    for column in 4..<10 {
      let value = x(column)
      near = near + (value - mean) * (value - mean)
      square = square + value * value
    }
    var wide: DoublePack = 0.0
    for column in 10..<16 { wide = wide + x(column) * x(column) }
    var product: DoublePack = 0.0
    for pair in 8..<12 { product = product + x(2 * pair) * x(2 * pair + 1) }
    let terms = (
      moments.logShare(0, row) + DoublePack(blatant.constant)
        + DoublePack(blatant.distance) * turned,
      moments.logShare(1, row) + DoublePack(pocket.constant)
        + (square - DoublePack(pocket.curvature) * near) / 2.0,
      moments.logShare(2, row) + DoublePack(shell.constant) + DoublePack(shell.curvature) * wide,
      moments.logShare(3, row) + DoublePack(flip) * product,
      moments.logShare(4, row) + DoublePack(mimic.constant) + DoublePack(mimic.distance) * v
    )
    let top = terms.0.maximum(terms.1).maximum(terms.2.maximum(terms.3)).maximum(terms.4)
    let sum =
      PortableMath.expOfNegative(terms.0 - top) + PortableMath.expOfNegative(terms.1 - top)
      + PortableMath.expOfNegative(terms.2 - top) + PortableMath.expOfNegative(terms.3 - top)
      + PortableMath.expOfNegative(terms.4 - top)
    return top + PortableMath.logOfNormal(sum)
  }
}
