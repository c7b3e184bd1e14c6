import Foundation
import Testing

/// Reference values: Random123's official known answers, and 50-digit quantiles from mpmath.
struct Reference: Decodable {
  struct Block: Decodable {
    let rounds: Int?
    let counter: [String]
    let key: [String]
    let output: [String]
  }
  struct Quantile: Decodable {
    let p: Double
    let x: Double
  }
  struct Words: Decodable {
    let w0: String
    let w1: String
    let uniform: Double
    let quantile: Double

    enum CodingKeys: String, CodingKey {
      case w0
      case w1
      case uniform = "f64_open_52"
      case quantile = "ndtri_of_f64_open_52"
    }
  }
  let officialKnownAnswers: [Block]
  let knownBlocks: [Block]
  let uniformWords: [Words]
  let quantiles: [Quantile]

  enum CodingKeys: String, CodingKey {
    case officialKnownAnswers = "official_kat"
    case knownBlocks = "philox4x32_10"
    case uniformWords = "uniform_from_two_words"
    case quantiles = "inverse_normal_cdf"
  }

  static func load() throws -> Reference {
    let url = try #require(
      Bundle.module.url(forResource: "rng", withExtension: "json", subdirectory: "Resources"))
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
  }
}

func word(_ hexadecimal: String) throws -> UInt32 {
  try #require(UInt32(hexadecimal, radix: 16))
}

/// Chi-squared statistic of counts that should all be equal.
func chiSquared(_ counts: [Int]) -> Double {
  let expected = Double(counts.reduce(0, +)) / Double(counts.count)
  return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
}
