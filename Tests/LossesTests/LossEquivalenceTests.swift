import DualNumbers
import Losses
import Testing

@Suite("Losses that are one another in disguise")
struct LossEquivalenceTests {
  let logits = Array(stride(from: -40.0, through: 40, by: 0.37))

  private func expectEqual(
    _ a: some PointwiseLoss, _ b: some PointwiseLoss, scale: Double = 1,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let a = a.prepared(for: rare)
    let b = b.prepared(for: rare)
    for label in [0.0, 1.0] {
      for z in logits {
        let left = a.jet(z, label: label, in: rare)
        let right = b.jet(z, label: label, in: rare).scaled(by: scale)
        for (x, y) in [
          (left.value, right.value), (left.first, right.first), (left.second, right.second),
        ] {
          #expect(
            (x - y).magnitude <= 1e-13 * y.magnitude, "at \(z), y = \(label)",
            sourceLocation: sourceLocation)
        }
      }
    }
  }

  @Test("focal loss with γ = 0 is cross-entropy")
  func focalWithoutFocus() throws {
    expectEqual(try Focal(settings: ["gamma": 0]), CrossEntropy())
  }

  @Test("α-balanced focal loss with γ = 0 is weighted cross-entropy", arguments: [0.1, 1, 10, 999])
  func alphaFocalWithoutFocus(_ weight: Double) throws {
    let alpha = weight / (1 + weight)
    expectEqual(
      try Focal(settings: ["gamma": 0, "alphaPositive": alpha]),
      try WeightedCrossEntropy(settings: ["positiveWeight": weight]), scale: 1 - alpha)
  }

  @Test("balanced focal loss with γ = 0 is weighted cross-entropy", arguments: [0, 0.5, 1])
  func balancedFocalWithoutFocus(_ exponent: Double) throws {
    expectEqual(
      try Focal(settings: ["gamma": 0, "balance": exponent]),
      try WeightedCrossEntropy(settings: ["exponent": exponent]))
  }

  @Test("weighted cross-entropy with weight 1, or exponent 0, is cross-entropy")
  func unitWeight() throws {
    expectEqual(try WeightedCrossEntropy(settings: ["positiveWeight": 1]), CrossEntropy())
    expectEqual(try WeightedCrossEntropy(settings: ["exponent": 0]), CrossEntropy())
  }

  @Test("an integer weight is that many copies of each positive")
  func replication() throws {
    let weighted = try WeightedCrossEntropy(settings: ["positiveWeight": 3])
    let once = weighted.slopes([-2, 0.5, 1], [1, 0, 1], in: rare).sum
    let copies = CrossEntropy().slopes(
      [-2, -2, -2, 0.5, 1, 1, 1], [1, 1, 1, 0, 1, 1, 1], in: rare)
    #expect((once - copies.sum).magnitude < 1e-6)
  }

  @Test("swapping the classes and the sign of the logit changes nothing unweighted")
  func symmetry() throws {
    for loss: any PointwiseLoss in [CrossEntropy(), MeanSquaredError(), Focal()] {
      let here = loss.evaluate([-3, 0.25, 4], [1, 0, 1], in: rare)
      let mirrored = loss.evaluate([3, -0.25, -4], [0, 1, 0], in: rare)
      #expect(here.sum == mirrored.sum)
      #expect(here.gradient == mirrored.gradient.map { -$0 })
      #expect(here.curvature == mirrored.curvature)
    }
  }
}
