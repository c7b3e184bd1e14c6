import Foundation
import Testing

/// Reference values made with SciPy, R and mpmath; the files' headers say how.
struct ReferenceStatistics: Decodable {
  static let shared = Result { try decode(Self.self, "statistics") }

  let matrices: [Matrix]

  struct Matrix: Decodable, CustomTestStringConvertible {
    let name: String
    let matrix: [[Double]]
    let columns: [Column]
    let pairs: [Pair]
    var testDescription: String { name }

    func column(_ index: Int) -> [Double] { matrix.map { $0[index] } }
    func differences(_ pair: Pair) -> [Double] {
      matrix.map { $0[pair.i] - $0[pair.j] }
    }
  }

  struct Column: Decodable {
    let n: Int
    let mean: Double
    let sdDdof1: Double
    let sem: Double
    let min: Double
    let max: Double
    let quantiles: [Double]
    let median: Double
    let meanCi95T: [Double]?
  }

  struct Pair: Decodable {
    let i: Int
    let j: Int
    let meanDiff: Double
    let sdDiff: Double
    let pairedT: TTest
    let nadeauBengioT: [TTest]
    let wilcoxon: Wilcoxon
    let wilcoxonRounded: Wilcoxon?
    let signTest: Sign
    let effectSize: EffectSize
  }

  struct TTest: Decodable {
    let t: Double
    let df: Double
    let pTwoSided: Double
    let ci95: [Double]?
    let rho: Double?
    let se: Double?
  }

  struct Wilcoxon: Decodable {
    let nNonzero: Int
    let wPlus: Double
    let wMinus: Double
    let wPlusPratt: Double
    let wMinusPratt: Double
    let hasTies: Bool
    let hasZeros: Bool
    let asymptoticWilcoxNocc: Tails?
    let asymptoticWilcoxCc: Tails?
    let asymptoticPrattNocc: Tails?
    let asymptoticPrattCc: Tails?
    let exact: Tails?
    let exactConditionalWilcox: Tails?
    let exactConditionalPratt: Tails?
  }

  struct Tails: Decodable {
    let pTwoSided: Double
    let pGreater: Double?
    let pLess: Double?
  }

  struct Sign: Decodable {
    let nPlus: Int
    let nMinus: Int
    let nZero: Int
    let pTwoSided: Double
  }

  struct EffectSize: Decodable {
    let cliffsDelta: Double
    let a12: Double
    let cohenDz: Double?
    let hedgesGzExact: Double?
    let rankBiserialPaired: Double?

    enum CodingKeys: String, CodingKey {
      case cliffsDelta
      case a12 = "A12"
      case cohenDz
      case hedgesGzExact
      case rankBiserialPaired
    }
  }
}

/// Reference tables of adjusted p values and of power.
struct ReferenceTables: Decodable {
  static let shared = Result { try decode(Self.self, "statistics_tables") }

  let multipleTesting: [Adjustment]
  let powerPairedT: [Power]

  struct Adjustment: Decodable {
    let p: [Double]
    let bonferroni: [Double]
    let holm: [Double]
    let hochberg: [Double]
    let benjaminiHochberg: [Double]
  }

  struct Power: Decodable {
    let n: Int
    let alpha: Double
    let power: Double
    let mdeDz: Double
    let powerAtDz05: Double

    enum CodingKeys: String, CodingKey {
      case n
      case alpha
      case power
      case mdeDz
      case powerAtDz05 = "powerAtDz0.5"
    }
  }
}

private func decode<T: Decodable>(_ type: T.Type, _ name: String) throws -> T {
  let url = try #require(
    Bundle.module.url(forResource: name, withExtension: "json", subdirectory: "Resources"))
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  decoder.nonConformingFloatDecodingStrategy = .convertFromString(
    positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
  return try decoder.decode(type, from: Data(contentsOf: url))
}

/// Whether a value agrees with its reference within a relative or an absolute tolerance.
func isClose(
  _ value: Double, _ reference: Double, relative: Double, absolute: Double = 0
) -> Bool {
  (value - reference).magnitude <= max(absolute, relative * reference.magnitude)
}
