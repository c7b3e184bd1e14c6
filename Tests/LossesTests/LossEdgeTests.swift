import DualNumbers
import Losses
import Testing

@Suite("Formulas at the edges of their range")
struct LossEdgeTests {
  @Test(
    "focal loss with γ < 1 keeps its slope where the model is sure", arguments: [0.1, 0.5, 0.9])
  func saturatedFocal(_ gamma: Double) throws {
    let loss = try Focal(settings: ["gamma": gamma]).prepared(for: rare)
    for z in [5.0, 20, 40, 80] {
      let l = Double.logistic(z)
      let expected =
        -Double.exp(-gamma * l.negativeLogComplement)
        * (gamma * l.sigmoid * l.negativeLogSigmoid + l.complement)
      let positive = loss.slope(z, label: 1, in: rare).first
      #expect((positive / expected - 1).magnitude < 1e-13)
      #expect(loss.slope(-z, label: 0, in: rare).first == -positive)
      let batch = loss.evaluate([Float(z)], [1], in: rare)
      #expect(batch.gradient[0].isFinite && batch.curvature[0].isFinite)
    }
  }

  @Test(
    "asymmetric loss has neither value nor slope up to the margin", arguments: [0.05, 0.2, 0.5])
  func clippedNegatives(_ margin: Double) throws {
    let loss = try AsymmetricLoss(settings: ["margin": margin])
    let kink = Float(logit(margin))
    let logits = [-200, -80, -30, kink - 2, kink - 0.01]
    let clipped = loss.evaluate(logits, logits.map { _ in 0 }, in: rare)
    #expect(clipped.sum == 0)
    #expect(clipped.gradient.allSatisfy { $0 == 0 })
    #expect(clipped.curvature.allSatisfy { $0 == 0 })
    let counted = loss.evaluate([kink + 0.01], [0], in: rare)
    #expect(counted.sum > 0)
    #expect(counted.gradient[0] > 0)
    // Where p is the margin exactly.
    let half = try AsymmetricLoss(settings: ["margin": 0.5]).jet(0, label: 0, in: rare)
    #expect((half.value, half.first, half.second) == (0, 0, 0))
  }

  @Test("at a kink the slope is that of the flat side, or of the curve")
  func kinks() {
    for label in [0.0, 1.0] {
      let side = 2 * label - 1
      let hinge = Hinge().jet(side, label: label, in: rare)
      #expect((hinge.value, hinge.first, hinge.second) == (0, 0, 0))
      let squared = SquaredHinge().jet(side, label: label, in: rare)
      #expect((squared.value, squared.first, squared.second) == (0, 0, 0))
      let huber = ModifiedHuber().jet(-side, label: label, in: rare)
      #expect((huber.value, huber.first, huber.second) == (4, -4 * side, 2))
    }
  }

  @Test("very sure rows of either class stay finite", arguments: LossCase.pointwise)
  func beyondRange(_ spot: LossCase) throws {
    // The exponential of the margin is not finite there.
    if spot.name == "exponential" { return }
    let loss = try spot.make()
    let batch = loss.evaluate([-300, 300, -300, 300], [0, 1, 1, 0], in: rare)
    #expect(batch.sum.isFinite)
    #expect(batch.gradient.allSatisfy { $0.isFinite })
    #expect(batch.curvature.allSatisfy { $0.isFinite })
  }

  @Test("a diverged logit shows for either class", arguments: LossCase.pointwise + LossCase.edges)
  func divergence(_ spot: LossCase) throws {
    for label in [Float(0), 1] {
      let batch = try spot.make().evaluate([.nan], [label], in: rare)
      #expect(batch.sum.isNaN)
      #expect(batch.gradient[0].isNaN)
    }
  }

  @Test("a training set without positives, or without negatives, has finite weights")
  func missingClass() throws {
    for context in [
      LossContext(positives: 0, negatives: 100), LossContext(positives: 100, negatives: 0),
    ] {
      for name in ["class-balanced", "ldam", "logit-adjusted", "vs"] {
        let loss = try LossCase(name: name, settings: [:]).make()
        let batch = loss.evaluate([-3, 0, 3, 1], [0, 1, 0, 1], in: context.at(progress: 1))
        #expect(batch.sum.isFinite && batch.sum > 0)
        #expect(batch.gradient.allSatisfy { $0.isFinite })
      }
    }
  }
}
