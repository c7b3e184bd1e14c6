import DualNumbers
import Foundation
import Losses
import Testing

@Suite("Minimisers with a closed form")
struct LossMinimizerTests {
  @Test("the minimiser is the closed form", arguments: posteriors + [0.9, 0.999])
  func closedMinimisers(_ posterior: Double) throws {
    func best(_ loss: any PointwiseLoss) throws -> Double {
      try #require(loss.optimalLogit(atPosterior: posterior, in: rare))
    }
    let z = logit(posterior)
    for (loss, expected) in [
      (GeneralizedCrossEntropy(), z / 0.3), (SquaredHinge(), 2 * posterior - 1),
      (ModifiedHuber(), 2 * posterior - 1), (Exponential(), z / 2), (TemperatureScaled(), 2 * z),
    ] as [(any PointwiseLoss, Double)] {
      let observed = try best(loss)
      #expect(
        (observed - expected).magnitude <= 1e-9 * max(1, expected.magnitude), "\(type(of: loss))")
    }
    // Linear in the probability: all or nothing.
    #expect(MeanAbsoluteError().optimalLogit(atPosterior: posterior, in: rare) == nil)
    if posterior == 0.5 { return }
    #expect((try best(Hinge()) - (posterior < 0.5 ? -1 : 1)).magnitude < 1e-12)
  }

  @Test("the tempered sigmoid of the best logit is the posterior", arguments: posteriors)
  func temperedMinimisers(_ posterior: Double) throws {
    let z = try #require(BiTempered().optimalLogit(atPosterior: posterior, in: rare))
    // log_t2 p - log_t2 (1 - p)
    let expected = (pow(posterior, -0.2) - pow(1 - posterior, -0.2)) / -0.2
    #expect((z - expected).magnitude < 1e-9 * max(1, expected.magnitude))
  }

  @Test("absolute error and expected cost have their minimum at infinity")
  func collapse() {
    #expect(MeanAbsoluteError().optimalConstant(in: rare) == nil)
    #expect(BahnsenCost().optimalConstant(in: rare) == nil)
    let loss = MeanAbsoluteError()
    let risks = [-80.0, -8, 0, 8].map { z in
      0.1 * loss.value(z, label: 1, in: rare) + 0.9 * loss.value(z, label: 0, in: rare)
    }
    #expect(risks == risks.sorted())
  }
}
