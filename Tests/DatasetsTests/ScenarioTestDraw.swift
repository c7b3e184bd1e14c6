import CounterRandom
import Datasets
import Hashing
import Testing

/// A scenario and preset that a test runs over.
struct ScenarioCase: Sendable, CustomTestStringConvertible {
  let scenario: String
  let preset: String

  var testDescription: String { "\(scenario) \(preset)" }

  static let all = ScenarioCatalogue.scenarios.flatMap { type in
    type.presets.map { ScenarioCase(scenario: type.name, preset: $0.name) }
  }

  /// The first preset of every scenario, and those that work in other ways than it.
  static let varied =
    ScenarioCatalogue.scenarios.map { ScenarioCase(scenario: $0.name, preset: $0.presets[0].name) }
    + [ScenarioCase(scenario: "drift", preset: "rising")]

  func make(prevalence: Double = 0.001) throws -> any Scenario {
    try ScenarioCatalogue.scenario(named: scenario, preset: preset, prevalence: prevalence)
  }
}

extension Dataset {
  /// Log-likelihood ratio of each row.
  func logLikelihoodRatios(under scenario: any Scenario) -> [Double] {
    var ratios = [Double](repeating: 0, count: rowCount)
    let times = (0..<rowCount).map { (Double($0) + 0.5) / Double(rowCount) }
    var span = ratios.mutableSpan
    scenario.logLikelihoodRatios(of: features.span, at: times.span, into: &span)
    return ratios
  }

  /// Hash of what a folder's manifest hashes: features, labels and then amounts.
  var logicalHash: String {
    var hash = SHA256()
    hash.update(features.span)
    hash.update(labels.span)
    if let amounts { hash.update(amounts.span) }
    return hash.hexadecimal()
  }

  /// Hash of features and then labels.
  var hash: String {
    var hash = SHA256()
    hash.update(features.span)
    hash.update(labels.span)
    return hash.hexadecimal()
  }

  /// Hash of posteriors and then typologies.
  func oracleHash() throws -> String {
    let oracle = try #require(oracle)
    var hash = SHA256()
    hash.update(oracle.posterior.span)
    hash.update(oracle.typology.span)
    return hash.hexadecimal()
  }
}

/// Distance of a mean from what it should be, in standard errors.
func zScore(_ values: [Double], mean expected: Double = 0) -> Double {
  let n = Double(values.count)
  let mean = values.reduce(0, +) / n
  let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
  return (mean - expected) / (variance / n).squareRoot()
}
