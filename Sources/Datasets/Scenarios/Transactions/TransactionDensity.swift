internal import CounterRandom

/// The logarithms that the density of each component is a sum of.
///
/// Components are lanes: the twelve values of a level or a column lie side by side, as three
/// vectors of four.
struct TransactionDensity: Sendable {
  /// Rows that are weighed together: what they need stays in the first-level cache.
  static var rowsAtOnce: Int { 64 }

  /// `log(weight) - Σ log σ` of each component.
  let constants: [SIMD4<Double>]
  /// Log shares of every level of every column that has levels.
  let levels: [SIMD4<Double>]
  /// Where the levels of each column start, in triples of vectors.
  let levelStarts: [Int]
  /// The last level of each column, as it appears among the features.
  let lastLevels: [Float]
  /// Of each logarithm: three vectors of means, and three of `1 / (σ √2)`.
  let curves: [SIMD4<Double>]

  /// The tables of twelve components.
  ///
  /// - Parameters:
  ///   - laws: The components.
  ///   - weights: The shares of their classes that draws realise.
  ///   - levelShares: The shares that draws realise, by column, component and level.
  ///   - missingShares: Likewise of device and proxy being missing together.
  init(
    laws: [ComponentLaw], weights: [Double], levelShares: [[[Double]]], missingShares: [Double]?
  ) {
    constants = Self.lanes(
      laws.indices.map { component in
        laws[component].logNormals.prefix(TransactionColumns.logNormals).reduce(
          PortableMath.log(weights[component])
        ) { $0 - PortableMath.log($1.deviation) }
      })
    var (levels, levelStarts, lastLevels): ([SIMD4<Double>], [Int], [Float]) = ([], [], [])
    for (column, shares) in levelShares.enumerated() {
      levelStarts.append(levels.count / 3)
      let count = TransactionColumns.levelCounts[column]
      let place = TransactionColumns.logNormals + column
      for level in 0..<count {
        levels += Self.lanes(
          laws.indices.map { component in
            var logarithm = PortableMath.log(shares[component][level])
            if place == TransactionColumns.newDevice, let missingShares {
              logarithm += PortableMath.log(1 - missingShares[component])
            }
            if place == TransactionColumns.terminalRisk, level == 1,
              let risk = laws[component].logNormals.last
            {
              logarithm -= PortableMath.log(risk.deviation)
            }
            return logarithm
          })
      }
      // A missing value is one level more. The device's tells that both are missing, the proxy's
      // nothing besides.
      let canMiss = place == TransactionColumns.newDevice || place == TransactionColumns.proxy
      if canMiss {
        let isTold = place == TransactionColumns.newDevice
        levels += Self.lanes(
          laws.indices.map { component in
            isTold ? missingShares.map { PortableMath.log($0[component]) } ?? 0 : 0
          })
      }
      lastLevels.append(Float(canMiss ? count : count - 1))
    }
    (self.levels, self.levelStarts, self.lastLevels) = (levels, levelStarts, lastLevels)
    curves = (0...TransactionColumns.logNormals).flatMap { column in
      Self.lanes(laws.map { $0.logNormals[column].mean })
        + Self.lanes(laws.map { 1 / ($0.logNormals[column].deviation * 2.0.squareRoot()) })
    }
  }

  private static func lanes(_ values: [Double]) -> [SIMD4<Double>] {
    [
      SIMD4(values[0], values[1], values[2], values[3]),
      SIMD4(values[4], values[5], values[6], values[7]),
      SIMD4(values[8], values[9], values[10], values[11]),
    ]
  }
}
