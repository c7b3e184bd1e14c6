import CounterRandom
import Datasets
import Foundation
import Testing

@Suite("The posterior of card payments is that of the published law")
struct TransactionsPosteriorTests {
  /// Random rows, half of them fraud.
  private func rows(_ scenario: any Scenario, count: Int, seed: UInt64) throws -> Dataset {
    try DrawPlan(
      scenario: scenario, rows: count, positives: count / 2, seed: seed, purpose: .test
    ).generate()
  }

  @Test(
    "Ratios equal a plain computation from the constants to 1e-9",
    arguments: ScenarioCase.all.filter { ["transactions", "noisy"].contains($0.scenario) })
  func plainReference(name: ScenarioCase) throws {
    try compare(name.make(), rows: 300, seed: 41, within: 1e-9)
  }

  @Test("So they do at any difficulty", arguments: [0, 0.3, 1, 2.2, 3])
  func difficulties(kappa: Double) throws {
    let weights = ScenarioParameter(name: "typology-weights", values: [3, 1, 4, 1, 5, 9])
    // Where shares add up to half a word, two computations may round to either side of it; one word
    // of a share of 0.1 is 2e-9 of it.
    let tolerance = 5e-9
    try compare(
      Transactions(replacing: [ScenarioParameter("kappa", kappa), weights]), rows: 200, seed: 42,
      within: tolerance)
    try compare(
      Noisy(replacing: [
        ScenarioParameter("kappa", kappa), weights,
        ScenarioParameter(name: "missing-rates-legitimate", values: [0, 0.5, 1, 0.1, 0.2, 0.3]),
      ]), rows: 200, seed: 43, within: tolerance)
  }

  private func compare(
    _ scenario: any Scenario, rows count: Int, seed: UInt64, within tolerance: Double
  ) throws {
    let reference = try TransactionsReference(scenario.parameters)
    let data = try rows(scenario, count: count, seed: seed)
    let ratios = data.logLikelihoodRatios(under: scenario)
    for row in 0..<count {
      let expected = reference.logLikelihoodRatio(of: data.row(row))
      #expect(abs(ratios[row] - expected) <= tolerance * max(1, abs(expected)), "row \(row)")
    }
  }

  @Test("A mimic stays where it is, and scripted fraud becomes its host at κ = 0")
  func hosts() throws {
    let reference = try TransactionsReference(kappa: 0, weights: [1, 1, 1, 1, 1, 1])
    let base = try TransactionsReference(kappa: 1, weights: [1, 1, 1, 1, 1, 1])
    #expect(reference.means[11] == base.means[11] && reference.shares[11] == base.shares[11])
    let scenario = try Transactions(replacing: [
      ScenarioParameter("kappa", 0),
      ScenarioParameter(name: "typology-weights", values: [1e-6, 1e-6, 1e6, 1e-6, 1e-6, 1e-6]),
    ])
    let data = try rows(scenario, count: 200, seed: 44)
    // All fraud is scripted, f₁ the segment `ecom`, of which f₀ holds 20 %: a ratio is at most 5.
    for ratio in data.logLikelihoodRatios(under: scenario) { #expect(ratio <= log(5) + 1e-6) }
  }

  @Test("Values that no payment has are judged without reading out of bounds")
  func foreignValues() throws {
    let scenario = try Transactions()
    for value in [Float.nan, .infinity, -.infinity, -1, 0, 1e30, 1000.5] {
      let data = Dataset(
        columns: scenario.columns, features: [Float](repeating: value, count: 21), labels: [0])
      #expect(data.logLikelihoodRatios(under: scenario).count == 1)
    }
  }
}

extension Dataset {
  /// The features of a row.
  func row(_ row: Int) -> ArraySlice<Float> {
    features[row * featureCount..<(row + 1) * featureCount]
  }

  /// One feature of every row.
  func column(_ name: String) throws -> [Double] {
    let column = try #require(featureNames.firstIndex(of: name))
    return (0..<rowCount).map { Double(features[$0 * featureCount + column]) }
  }
}
