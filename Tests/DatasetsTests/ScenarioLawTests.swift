import CounterRandom
import Datasets
import Foundation
import Testing

@Suite("Every scenario's posterior is that of its rows")
struct ScenarioLawTests {
  /// Rows drawn by class: the posterior's laws need many positives.
  private func draw(_ name: ScenarioCase, rows: Int, positives: Int, seed: UInt64) throws -> (
    scenario: any Scenario, plan: DrawPlan, data: Dataset
  ) {
    let scenario = try name.make()
    let plan = try DrawPlan(
      scenario: scenario, rows: rows, positives: positives, seed: seed, purpose: .caseControl)
    return (scenario, plan, plan.generate())
  }

  @Test(
    "E₀[exp(s)] = 1 and E₁[exp(-s)] = 1, as a share of each side below and above s = 0",
    arguments: ScenarioCase.all)
  func likelihoodRatios(name: ScenarioCase) throws {
    let (scenario, plan, data) = try draw(name, rows: 6000, positives: 3000, seed: 11)
    let ratios = data.logLikelihoodRatios(under: scenario)
    // exp(s) under f₀ has no useful variance, but f₁{s < 0} = E₀[exp(s); s < 0] is bounded,
    // and so is f₀{s > 0} = E₁[exp(-s); s > 0]. The two identities together are the whole law.
    func values(label: UInt8, _ value: (Double) -> Double) -> [Double] {
      zip(data.labels, ratios).filter { $0.0 == label }.map { value($0.1) }
    }
    let low = values(label: 1) { $0 < 0 ? 1 : 0 } + values(label: 0) { $0 < 0 ? -exp($0) : 0 }
    let high = values(label: 0) { $0 >= 0 ? 1 : 0 } + values(label: 1) { $0 >= 0 ? -exp(-$0) : 0 }
    #expect(abs(zScore(low, mean: 0)) < 4)
    #expect(abs(zScore(high, mean: 0)) < 4)
    #expect(plan.prevalence == 0.5)
  }

  @Test("The mean posterior is the prevalence", arguments: ScenarioCase.all)
  func meanPosterior(name: ScenarioCase) throws {
    let data = try draw(name, rows: 6000, positives: 1500, seed: 12).data
    let oracle = try #require(data.oracle)
    // The number of positives is fixed, so labels and posteriors are compared row by row.
    let differences = zip(data.labels, oracle.posterior).map { Double($0) - $1 }
    #expect(abs(zScore(differences, mean: 0)) < 4)
    #expect(oracle.posterior.allSatisfy { $0 >= 0 && $0 <= 1 })
  }

  @Test("In every bin of the posterior, labels add up to posteriors", arguments: ScenarioCase.all)
  func bins(name: ScenarioCase) throws {
    let data = try draw(name, rows: 8000, positives: 3000, seed: 13).data
    let oracle = try #require(data.oracle)
    var (sums, variances) = ([Double](repeating: 0, count: 10), [Double](repeating: 0, count: 10))
    for (label, posterior) in zip(data.labels, oracle.posterior) {
      let bin = min(9, Int(posterior * 10))
      sums[bin] += Double(label) - posterior
      variances[bin] += posterior * (1 - posterior)
    }
    for bin in 0..<10 where variances[bin] > 5 {
      #expect(abs(sums[bin]) < 4 * variances[bin].squareRoot(), "bin \(bin)")
    }
    #expect(variances.count { $0 > 5 } >= 3)
  }

  @Test("Typologies appear with their shares, on positives only", arguments: ScenarioCase.all)
  func shares(name: ScenarioCase) throws {
    let (scenario, _, data) = try draw(name, rows: 4000, positives: 3000, seed: 14)
    let oracle = try #require(data.oracle)
    let weights = (scenario as? Typologies)?.weights ?? [1]
    #expect(oracle.typologyNames.count == weights.count)
    for (label, typology) in zip(data.labels, oracle.typology) {
      #expect((label == 0) == (typology == Oracle.legitimate))
    }
    for (kind, weight) in weights.enumerated() {
      let count = oracle.typology.count { $0 == UInt8(kind) }
      let deviation = (3000 * weight * (1 - weight)).squareRoot()
      #expect(abs(Double(count) - 3000 * weight) <= 4 * deviation, "typology \(kind)")
    }
  }

  @Test("The prior shift of a posterior is the posterior of the shifted draw")
  func priorShift() throws {
    let scenario = try Typologies(preset: "default")
    func posterior(positives: Int) throws -> [Double] {
      let plan = try DrawPlan(
        scenario: scenario, rows: 400, positives: positives, seed: 15, purpose: .test)
      // Rows that are negative in both draws are the same rows.
      let data = plan.generate()
      return try #require(data.oracle).posterior
    }
    let (common, rare) = try (posterior(positives: 100), posterior(positives: 0))
    #expect(rare.allSatisfy { $0 == 0 })
    let few = try posterior(positives: 1)
    var compared = 0
    for (before, after) in zip(common, few) {
      let shifted = shiftedPosterior(before, from: 0.25, to: 1.0 / 400)
      compared += abs(shifted - after) <= 1e-12 * after ? 1 : 0
    }
    // All but the 99 rows whose label differs.
    #expect(compared == 301)
  }

  @Test("Legitimate rows have the stated moments")
  func moments() throws {
    let plan = try DrawPlan(
      scenario: Typologies(preset: "default"), rows: 6000, positives: 0, seed: 16,
      purpose: .training)
    let data = plan.generate()
    func column(_ index: Int) -> [Double] {
      (0..<data.rowCount).map { Double(data.features[$0 * data.featureCount + index]) }
    }
    for index in Array(0..<24) + [26, 27] {
      #expect(abs(zScore(column(index), mean: 0)) < 4, "mean of column \(index)")
      #expect(abs(zScore(column(index).map { $0 * $0 }, mean: 1)) < 4, "variance of \(index)")
    }
    for pair in [16, 18, 20, 22] {
      let products = zip(column(pair), column(pair + 1)).map { $0 * $1 }
      #expect(abs(zScore(products, mean: 0.85)) < 4, "correlation of \(pair)")
    }
    // Segments: 0.3·2 - 0.2·2 + 0.1 and 0.3 + 0.2·1.5 - 0.1·3.
    #expect(abs(zScore(column(24), mean: 0.3)) < 4)
    #expect(abs(zScore(column(25), mean: 0.3)) < 4)
  }
}
