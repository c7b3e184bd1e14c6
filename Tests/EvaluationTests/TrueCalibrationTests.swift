import Foundation
import Testing

@testable import Evaluation

@Suite("Probabilities against the posterior")
struct TrueCalibrationTests {
  @Test("The truth has neither loss")
  func truth() throws {
    let posterior = NormalPair(distance: 3.5).natural(rows: 4000, prevalence: 0.01).map(sigmoid)
    let calibration = try TrueCalibration(probabilities: posterior, posterior: posterior)
    #expect(calibration.error < 1e-15)
    #expect(abs(calibration.calibrationLoss) < 1e-25)
    #expect(calibration.groupingLoss < 1e-25)
  }

  @Test(
    "A distorted truth has the calibration loss and error of the integral, and no grouping loss",
    arguments: [
      // logit q = 0.7 logit η + 0.5; KL, mean square and mean distance by scipy.integrate.quad.
      (2.0, 0.1, 0.042240864149647, 0.009700746164570628, 0.07995524910913729),
      (3.5, 0.001, 0.0017330084327794577, 0.00012031636992974687, 0.0024231363056590673),
    ])
  func distorted(
    distance: Double, prevalence: Double, divergence: Double, square: Double, error: Double
  ) throws {
    let logits = NormalPair(distance: distance).natural(rows: 20_000, prevalence: prevalence)
    let posterior = logits.map(sigmoid)
    let distorted = logits.map { sigmoid(0.7 * $0 + 0.5) }
    let found = try TrueCalibration(probabilities: distorted, posterior: posterior)
    // At 0.1 % the twenty positives are a coarse grid.
    let tolerance = prevalence < 0.01 ? 0.05 : 0.005
    #expect(abs(found.calibrationLoss / square - 1) < tolerance)
    #expect(abs(found.error / error - 1) < tolerance)
    #expect(found.groupingLoss < 0.001 * found.calibrationLoss)
    let scores = try ProbabilityScores(
      logits: logits.map { Float(0.7 * $0 + 0.5) },
      labels: [UInt8](repeating: 0, count: logits.count), posterior: posterior)
    #expect(abs(try #require(scores.logLossRegret) / divergence - 1) < tolerance)
    #expect(abs(try #require(scores.brierRegret) / found.brierRegret - 1) < 1e-4)
  }

  /// A model that knows one of two normals, and is calibrated; `posterior` knows both.
  private func halfKnowledge(
    positives: Int, prevalence: Double
  ) -> (probabilities: [Double], posterior: [Double]) {
    let half = NormalPair(distance: 2.0.squareRoot())
    let odds = log(prevalence / (1 - prevalence))
    let negatives = Int(Double(positives) * (1 / prevalence - 1))
    var (probabilities, posterior): ([Double], [Double]) = ([], [])
    for (shift, count) in [(half.distance, positives), (0, negatives)] {
      for (first, second) in NormalPair.pairs(count) {
        probabilities.append(sigmoid(half.ratio(first + shift) + odds))
        posterior.append(
          sigmoid(half.ratio(first + shift) + half.ratio(second + shift) + odds))
      }
    }
    return (probabilities, posterior)
  }

  @Test("A calibrated model that knows half has grouping loss only: the difference of Brier scores")
  func grouping() throws {
    let (probabilities, posterior) = halfKnowledge(positives: 3000, prevalence: 0.1)
    let found = try TrueCalibration(probabilities: probabilities, posterior: posterior)
    // Brier scores of distances √2 and 2 at 10 %, by scipy.integrate.quad.
    let expected = 0.07063673932150476 - 0.0529835974257615
    #expect(abs(found.groupingLoss / expected - 1) < 0.02)
    #expect(abs(found.calibrationLoss) < 0.01 * expected)
    #expect(found.error < 0.005)
  }

  @Test("The two losses add up to the Brier regret exactly, whatever the numbers")
  func identity() throws {
    var generator = SeededGenerator(state: 7)
    for count in [1, 2, 60, 3000] {
      let posterior = (0..<count).map { _ in Double.random(in: 0...1, using: &generator) }
      let probabilities = posterior.map {
        pow($0, 3) * Double.random(in: 0...1, using: &generator)
      }
      let found = try TrueCalibration(probabilities: probabilities, posterior: posterior)
      let regret =
        zip(probabilities, posterior).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        / Double(count)
      #expect(abs(found.brierRegret - regret) < 1e-14)
    }
  }

  @Test(
    "Taking the noise of the fit off makes the calibration loss of a calibrated model 0 on average")
  func debiased() throws {
    var generator = SeededGenerator(state: 8)
    var (losses, raw): ([Double], [Double]) = ([], [])
    for _ in 0..<40 {
      // η is uniform about q, as far as 0 and 1 allow: calibrated, but blind to half of the risk.
      let probabilities = (0..<2500).map { _ in Double.random(in: 0...1, using: &generator) }
      let posterior = probabilities.map { q in
        q + min(q, 1 - q) * Double.random(in: -1...1, using: &generator)
      }
      let found = try TrueCalibration(probabilities: probabilities, posterior: posterior)
      losses.append(found.calibrationLoss)
      raw.append(found.calibrationLoss + found.fitNoise)
    }
    func z(_ values: [Double]) -> Double {
      let mean = values.reduce(0, +) / 40
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39
      return mean / (variance / 40).squareRoot()
    }
    #expect(abs(z(losses)) < 3.5)
    #expect(z(raw) > 20)
  }

  @Test("Equal probabilities share a bin: a constant is judged by its mean")
  func constant() throws {
    let found = try TrueCalibration(
      probabilities: [Double](repeating: 0.25, count: 200),
      posterior: (0..<200).map { $0 % 2 == 0 ? 0.1 : 0.5 })
    #expect(abs(found.error - 0.05) < 1e-15)
    #expect(abs(found.calibrationLoss + found.fitNoise - 0.0025) < 1e-15)
    #expect(abs(found.groupingLoss - found.fitNoise - 0.04) < 1e-15)
    // Rows of the law 0.04 in a mean of 200: 0.04 / 199 is expected noise.
    #expect(abs(found.fitNoise - 0.04 / 199) < 1e-15)
  }

  @Test("Bins hold no more than their share of rows and of expected positives by much")
  func bins() {
    let probabilities = NormalPair(distance: 3.5).natural(rows: 20_000, prevalence: 0.01)
      .map(sigmoid)
    let bins = ProbabilityBins(probabilities, most: 50, rowsPerBin: 50)
    #expect(bins.count == 50)
    var (rows, mass) = (
      [Double](repeating: 0, count: 50), [Double](repeating: 0, count: 50)
    )
    // Nearer to 1 a cell alone may hold more; nothing is to be told apart there.
    for probability in probabilities where probability < 0.95 {
      rows[bins.bin(of: probability)] += 1 / 20_000
      mass[bins.bin(of: probability)] += probability / 200
    }
    #expect(rows.allSatisfy { $0 < 0.045 })
    #expect(mass.allSatisfy { $0 < 0.06 })
    let order = probabilities.sorted().map(bins.bin(of:))
    #expect(order == order.sorted())
  }

  @Test("Costs by hand, and no regret for the posterior")
  func costs() throws {
    let posterior = [0.1, 0.1, 0.9]
    let (miss, alarm) = ([50.0, 250, 60], [5.0, 7, 5])
    // By q: pass, refuse, pass; by η: 5 > 4.5 refuse, 25 > 6.3 refuse, refuse.
    let found = try ExpectedCost(
      probabilities: [0.01, 0.5, 0.02], posterior: posterior, missCosts: miss, alarmCosts: alarm)
    #expect(abs(found.mean - (5 + 6.3 + 54) / 3) < 1e-12)
    #expect(abs(found.regret - (0.5 + 0 + 53.5) / 3) < 1e-12)
    let best = try ExpectedCost(
      probabilities: posterior, posterior: posterior, missCosts: miss, alarmCosts: alarm)
    #expect(best.regret == 0)
    #expect(abs(best.mean - (4.5 + 6.3 + 0.5) / 3) < 1e-12)
    #expect(throws: EvaluationError.lengthMismatch(what: "costs", count: 2, rows: 3)) {
      try ExpectedCost(
        probabilities: posterior, posterior: posterior, missCosts: [1, 2], alarmCosts: alarm)
    }
  }

  @Test("The evaluator splits off what staleness costs")
  func evaluator() throws {
    let logits = NormalPair(distance: 2).natural(rows: 2000, prevalence: 0.1)
    let posterior = logits.map(sigmoid)
    let evaluator = try PosteriorEvaluator(
      posterior: posterior, stalePosterior: logits.map { sigmoid($0 - 0.3) })
    let staleness = try #require(evaluator.oracleMetrics["staleness-log-loss-regret"])
    #expect(staleness > 0)
    let metrics = try evaluator.metrics(
      probabilities: posterior, logLossRegret: staleness + 0.25, .raw)
    #expect(
      abs(try #require(metrics["log-loss-regret-beyond-staleness/raw"]) - 0.25) < 1e-12)
    #expect(metrics["cost-regret/raw"] == nil)
    #expect(try PosteriorEvaluator(posterior: posterior).oracleMetrics.isEmpty)
    #expect(throws: EvaluationError.notAProbability(what: "posterior", row: 0, value: 2)) {
      try PosteriorEvaluator(posterior: [2])
    }
    #expect(throws: EvaluationError.lengthMismatch(what: "posteriors", count: 2000, rows: 1)) {
      try evaluator.metrics(probabilities: [0.5], logLossRegret: nil, .raw)
    }
  }
}
