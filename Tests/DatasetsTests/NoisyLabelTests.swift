import CounterRandom
import Foundation
import Testing

@testable import Datasets

@Suite("Labels that are wrong or late have an exact posterior of their own")
struct NoisyLabelTests {
  private func draw(_ scenario: Noisy, rows: Int, positives: Int, seed: UInt64) throws -> (
    data: Dataset, oracle: Oracle, observation: Oracle.Observation
  ) {
    let data = try DrawPlan(
      scenario: scenario, rows: rows, positives: positives, seed: seed, purpose: .caseControl
    ).generate()
    let oracle = try #require(data.oracle)
    return try (data, oracle, #require(oracle.observation))
  }

  private func scenario(_ preset: String) throws -> Noisy {
    try Noisy(preset: preset, replacing: [ScenarioParameter("false-report-rate", 0.02)])
  }

  @Test("Φ is that of the C library", arguments: [0.001, 0.013, 0.171, 1])
  func normal(step: Double) {
    for index in -300...300 {
      let x = Double(index) * step
      let expected = erfc(-x / 2.0.squareRoot()) / 2
      guard expected > 1e-290 else { continue }
      let value = StandardNormal.cumulative(x)
      #expect(abs(value - expected) <= 2e-14 * (1 + x * x / 20) * expected, "Φ(\(x))")
    }
    #expect(StandardNormal.cumulative(0) == 0.5)
    #expect(StandardNormal.cumulative(60) == 1 && StandardNormal.cumulative(-60) == 0)
  }

  @Test("Half of the fraud is known at the median, and all of it from the cap on")
  func delay() {
    let delay = VerificationDelay(median: 12, deviation: 1, cap: 120)
    #expect(delay.shareKnown(after: 12) == 0.5)
    #expect(abs(delay.shareKnown(after: 12 * exp(1.0)) - 0.841_344_746_068_542_9) < 1e-14)
    #expect(delay.shareKnown(after: 119.999) < 0.99)
    #expect(delay.shareKnown(after: 120) == 1 && delay.shareKnown(after: 1000) == 1)
    #expect(delay.shareKnown(after: 1e-9) < 1e-100)
    #expect(VerificationDelay(median: 12, deviation: 1, cap: 0).shareKnown(after: 1e-9) == 1)
  }

  @Test("The posterior of the seen label equals a plain computation to 1e-9")
  func plainReference() throws {
    for preset in ["default", "worldline"] {
      let scenario = try scenario(preset)
      let (data, oracle, observation) = try draw(scenario, rows: 400, positives: 200, seed: 51)
      let reference = try TransactionsReference(scenario.parameters)
      let times = try #require(data.attributes.times)
      let reported = scenario.parameters.list("unreported-rates").map { 1 - $0 }
      for row in 0..<data.rowCount {
        #expect(times[row] == (Double(row) + 0.5) * (1.0 / 400) * 180)
        let left = 180 - times[row]
        let known = left < 120 ? erfc(-log(left / 12) / 2.0.squareRoot()) / 2 : 1
        let eta = oracle.posterior[row]
        let expected =
          eta * known * reference.typologyMean(of: reported, row: data.row(row)) + (1 - eta) * 0.02
        #expect(abs(observation.posterior[row] - expected) <= 1e-9 * expected, "row \(row)")
      }
    }
  }

  @Test(
    "In every bin of its posterior, and in every third of the period, seen labels add up to it",
    arguments: ["default", "medium", "worldline"])
  func unbiased(preset: String) throws {
    let (data, oracle, observation) = try draw(
      scenario(preset), rows: 9000, positives: 4000, seed: 52)
    for (labels, posterior) in [
      (data.labels, observation.posterior), (observation.trueLabels, oracle.posterior),
    ] {
      var sums = [Double](repeating: 0, count: 13)
      var variances = sums
      for row in 0..<data.rowCount {
        for bin in [min(9, Int(posterior[row] * 10)), 10 + row / 3000] {
          sums[bin] += Double(labels[row]) - posterior[row]
          variances[bin] += posterior[row] * (1 - posterior[row])
        }
      }
      for bin in 0..<13 where variances[bin] > 5 {
        #expect(abs(sums[bin]) < 4 * variances[bin].squareRoot(), "bin \(bin)")
      }
      #expect(variances.count { $0 > 5 } >= 9)
    }
  }

  @Test("Each typology is seen as often as its rate and its times say")
  func typologies() throws {
    let scenario = try scenario("default")
    let (data, oracle, observation) = try draw(scenario, rows: 6000, positives: 4500, seed: 53)
    let delay = scenario.seenLabels.delay
    for kind in 0..<6 {
      var differences: [Double] = []
      for row in 0..<data.rowCount where oracle.typology[row] == UInt8(kind) {
        let left = (1 - (Double(row) + 0.5) / 6000) * 180
        let share = (1 - scenario.unreportedRates[kind]) * delay.shareKnown(after: left)
        differences.append(Double(data.labels[row]) - share)
        #expect(observation.trueLabels[row] == 1)
      }
      #expect(abs(zScore(differences, mean: 0)) < 4, "typology \(kind)")
    }
    let legitimate = (0..<data.rowCount).filter { oracle.typology[$0] == Oracle.legitimate }
    #expect(legitimate.allSatisfy { observation.trueLabels[$0] == 0 })
    #expect(abs(zScore(legitimate.map { Double(data.labels[$0]) }, mean: 0.02)) < 4)
  }

  @Test("The later a row, the more fraud is still unknown")
  func late() throws {
    let (data, _, observation) = try draw(
      Noisy(replacing: Self.only(unreported: 0) + [ScenarioParameter("delay-cap-days", 120)]),
      rows: 4000, positives: 4000, seed: 54)
    func seen(_ rows: Range<Int>) -> Int { rows.count { data.labels[$0] == 1 } }
    // More than 120 days before the end everything is known; in the last 12 days half or less.
    #expect(seen(0..<1333) == 1333)
    #expect(seen(3734..<4000) < 133)
    #expect(observation.trueLabels.allSatisfy { $0 == 1 })
  }

  /// No delay, no false reports, and one rate for all typologies.
  private static func only(unreported: Double) -> [ScenarioParameter] {
    [
      ScenarioParameter(
        name: "unreported-rates", values: [Double](repeating: unreported, count: 6)),
      ScenarioParameter("false-report-rate", 0), ScenarioParameter("delay-cap-days", 0),
    ]
  }

  @Test("Without faults labels are true and both posteriors the same")
  func faultless() throws {
    let (data, oracle, observation) = try draw(
      Noisy(replacing: Self.only(unreported: 0)), rows: 500, positives: 250, seed: 55)
    #expect(data.labels == observation.trueLabels)
    for (seen, truth) in zip(observation.posterior, oracle.posterior) {
      #expect(abs(seen - truth) <= 1e-15)
    }
  }

  @Test(
    "With a uniform rate r of unreported fraud, AP on seen labels is (1 - r) AP on true ones",
    arguments: [(0.3, "worldline"), (0.7, "worldline"), (0.5, "hard")])
  func averagePrecision(rate: Double, preset: String) throws {
    let scenario = try Noisy(preset: preset, replacing: Self.only(unreported: rate))
    // Independent draws, for an honest standard error.
    let differences = try (0..<16).map { batch in
      let (data, oracle, observation) = try draw(
        scenario, rows: 1200, positives: 600, seed: 560 + UInt64(batch))
      let seen = Self.averagePrecision(of: oracle.posterior, labels: data.labels)
      let truth = Self.averagePrecision(of: oracle.posterior, labels: observation.trueLabels)
      #expect(truth > 0.85)
      return seen - (1 - rate) * truth
    }
    #expect(abs(zScore(differences, mean: 0)) < 4)
    // The identity is no tautology of small numbers: it would show a rate that is off by 0.03.
    let spread = zScore(differences, mean: 0) - zScore(differences, mean: 0.03)
    #expect(abs(spread) > 4)
  }

  /// Mean precision at the positives, the highest score first.
  private static func averagePrecision(of scores: [Double], labels: [UInt8]) -> Double {
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var (caught, sum) = (0.0, 0.0)
    for (place, row) in order.enumerated() where labels[row] == 1 {
      caught += 1
      sum += caught / Double(place + 1)
    }
    return sum / caught
  }
}
