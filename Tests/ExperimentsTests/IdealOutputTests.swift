import Foundation
import Losses
import Testing

@testable import Experiments

@Suite("The optimal output at a posterior")
struct IdealOutputTests {
  private let context = LossContext(positives: 100, negatives: 99_900)
  private let posteriors = [1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99]

  private func ideal(_ name: String, _ settings: [String: Double] = [:]) throws -> IdealOutput? {
    IdealOutput(
      of: try LossCatalogue.builtIn.make(name, settings: settings).prepared(for: context),
      in: context)
  }

  @Test("Proper losses give the posterior itself", arguments: ["cross-entropy", "mse"])
  func proper(name: String) throws {
    let ideal = try #require(try ideal(name))
    for posterior in posteriors {
      #expect(abs(ideal.probability(at: posterior) / posterior - 1) < 1e-9)
    }
  }

  @Test("A weight w gives w q / (w q + 1 - q)", arguments: [10.0, 999])
  func weighted(weight: Double) throws {
    let ideal = try #require(try ideal("weighted-cross-entropy", ["positiveWeight": weight]))
    for q in posteriors {
      let expected = weight * q / (weight * q + 1 - q)
      #expect(abs(ideal.probability(at: q) / expected - 1) < 1e-9)
    }
  }

  @Test("Smoothed labels give q (1 - e) + e / 2")
  func smoothed() throws {
    let ideal = try #require(try ideal("label-smoothing", ["epsilon": 0.1]))
    for q in posteriors { #expect(abs(ideal.probability(at: q) / (0.9 * q + 0.05) - 1) < 2e-3) }
  }

  @Test("Focal loss: the risk has no slope at the output", arguments: [1.0, 2, 5])
  func focal(gamma: Double) throws {
    let ideal = try #require(try ideal("focal", ["gamma": gamma]))
    func risk(_ p: Double, _ q: Double) -> Double {
      -q * pow(1 - p, gamma) * log(p) - (1 - q) * pow(p, gamma) * log(1 - p)
    }
    for q in posteriors {
      let p = ideal.probability(at: q)
      #expect(risk(p, q) <= risk(p * 1.02, q) && risk(p, q) <= risk(p / 1.02, q))
      if q < 0.5 { #expect(p > q) }
    }
  }

  @Test("A loss without a way back has none")
  func none() throws { #expect(try ideal("hinge") == nil) }

  @Test("The ratio is positives over the sum of optimal outputs")
  func ratio() throws {
    let ideal = try #require(try ideal("weighted-cross-entropy", ["positiveWeight": 10]))
    let expected = 2 / (10 * 0.1 / 1.9 + 10 * 0.2 / 2.8 + 10 * 0.5 / 5.5)
    let ratio = try #require(
      ideal.observedExpectedRatio(posterior: [0.1, 0.2, 0.5], labels: [0, 1, 1]))
    #expect(abs(ratio - expected) < 1e-9)
    #expect(ideal.observedExpectedRatio(posterior: [0.1], labels: [0]) == nil)
  }
}
