internal import CounterRandom

extension Typologies {
  /// Log-likelihood ratio of each row, see ``Scenario``.
  public func logLikelihoodRatios(
    of features: Span<Float>, at times: Span<Double>, into ratios: inout MutableSpan<Double>
  ) {
    precondition(features.count == ratios.count * Self.width)
    let mixture = TypologyMixture(self)
    withColumns(of: features, width: Self.width) { first, columns in
      mixture.rate(columns, from: first, into: &ratios)
    }
  }
}

/// The likelihood ratio of typologies: a mixture of one ratio each.
struct TypologyMixture {
  private let blatant: (constant: Double, distance: Double)
  private let pocket: (constant: Double, mean: Double, curvature: Double)
  private let shell: (constant: Double, curvature: Double)
  private let flip: (constant: Double, factor: Double)
  private let mimic: (constant: Double, distance: Double)

  init(_ law: Typologies) {
    let shares = law.logWeights
    blatant = (shares[0] - law.blatantDistance * law.blatantDistance / 2, law.blatantDistance)
    mimic = (shares[4] - law.mimicDistance * law.mimicDistance / 2, law.mimicDistance)
    let deviation = law.pocket.deviation
    pocket = (
      shares[1] - 6 * PortableMath.log(deviation), law.pocket.mean, 1 / (deviation * deviation)
    )
    shell = (
      shares[2] - 6 * PortableMath.log(law.shellScale),
      (1 - 1 / (law.shellScale * law.shellScale)) / 2
    )
    flip = (shares[3], -2 * law.correlation / (1 - law.correlation * law.correlation))
  }

  /// Log-likelihood ratios of rows.
  func rate(_ columns: RowColumns, from first: Int, into ratios: inout MutableSpan<Double>) {
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: RowColumns.stride) { buffer in
      guard let results = buffer.baseAddress else { return }
      columns.forEachEight { row in unsafe rate(columns, row).store(at: results + row) }
      for row in 0..<columns.count { ratios[first + row] = unsafe results[row] }
    }
  }

  /// The log-likelihood ratios of eight rows.
  @inline(__always)
  private func rate(_ columns: RowColumns, _ row: Int) -> DoublePack {
    @inline(__always)
    func x(_ column: Int) -> DoublePack { unsafe DoublePack(at: columns[column] + row) }
    let v = (x(0) + x(1) + (x(2) + x(3))) / 2.0
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
      DoublePack(blatant.constant) + DoublePack(blatant.distance) * v,
      DoublePack(pocket.constant) + (square - DoublePack(pocket.curvature) * near) / 2.0,
      DoublePack(shell.constant) + DoublePack(shell.curvature) * wide,
      DoublePack(flip.constant) + DoublePack(flip.factor) * product,
      DoublePack(mimic.constant) + DoublePack(mimic.distance) * v
    )
    let top = terms.0.maximum(terms.1).maximum(terms.2.maximum(terms.3)).maximum(terms.4)
    let sum =
      PortableMath.expOfNegative(terms.0 - top) + PortableMath.expOfNegative(terms.1 - top)
      + PortableMath.expOfNegative(terms.2 - top) + PortableMath.expOfNegative(terms.3 - top)
      + PortableMath.expOfNegative(terms.4 - top)
    return top + PortableMath.logOfNormal(sum)
  }
}
