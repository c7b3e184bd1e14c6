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

  @Test("asymmetric loss without asymmetry is focal loss", arguments: [0, 0.5, 1, 2, 5])
  func symmetricAsymmetric(_ gamma: Double) throws {
    let settings = ["gammaPositive": gamma, "gammaNegative": gamma, "margin": 0]
    expectEqual(try AsymmetricLoss(settings: settings), try Focal(settings: ["gamma": gamma]))
  }

  @Test("generalised cross-entropy goes from cross-entropy to absolute error")
  func generalised() throws {
    expectEqual(try GeneralizedCrossEntropy(settings: ["q": 0]), CrossEntropy())
    expectEqual(try GeneralizedCrossEntropy(settings: ["q": 1]), MeanAbsoluteError())
  }

  @Test("bi-tempered loss at temperatures 1 is cross-entropy")
  func untempered() throws {
    expectEqual(try BiTempered(settings: ["t1": 1, "t2": 1]), CrossEntropy())
  }

  @Test("poly-1 and label smoothing with ε = 0, and temperature 1, are cross-entropy")
  func neutralSettings() throws {
    expectEqual(try PolyOne(settings: ["epsilon": 0]), CrossEntropy())
    expectEqual(try LabelSmoothing(settings: ["epsilon": 0]), CrossEntropy())
    expectEqual(try TemperatureScaled(settings: ["temperature": 1]), CrossEntropy())
  }

  @Test("vector scaling with Δ = 1 and ι = 0 is weighted cross-entropy", arguments: [0, 0.5, 1])
  func unscaledVectors(_ exponent: Double) throws {
    expectEqual(
      try VectorScaling(settings: ["gamma": 0, "tau": 0, "weight": exponent]),
      try WeightedCrossEntropy(settings: ["exponent": exponent]))
  }

  @Test("vector scaling with Δ = 1 is logit adjustment", arguments: [0.5, 1, 2])
  func unscaledOffsets(_ tau: Double) throws {
    expectEqual(
      try VectorScaling(settings: ["gamma": 0, "tau": tau]),
      try LogitAdjusted(settings: ["tau": tau]))
  }

  @Test("LDAM without margins and with scale 1 is cross-entropy")
  func withoutMargins() throws {
    expectEqual(try LDAM(settings: ["maximumMargin": 0, "scale": 1]), CrossEntropy())
  }

  @Test("LDAM is weighted once the deferral is over, and only then")
  func deferredWeights() throws {
    let z = 0.25
    let loss = LDAM()
    func slope(_ label: Double, at progress: Double) -> Double {
      let context = rare.at(progress: progress)
      return loss.prepared(for: context).slope(z, label: label, in: context).first
    }
    for label in [0.0, 1.0] {
      #expect(slope(label, at: 0.79) == slope(label, at: 0))
      let weights = ClassBalanced().weights(in: rare)
      let ratio = slope(label, at: 0.8) / slope(label, at: 0)
      #expect((ratio / (label == 1 ? weights.positive : weights.negative) - 1).magnitude < 1e-12)
    }
    let undeferred = try LDAM(settings: ["deferral": 1])
    let end = rare.at(progress: 1)
    #expect(
      undeferred.prepared(for: end).slope(z, label: 1, in: end).first == slope(1, at: 0))
  }

  @Test(
    "effective numbers saturate",
    arguments: [(0.9, 1000, 1.0), (0.9999, 1000, 10.5), (0.9999, 100, 100.5)])
  func effectiveNumbers(_ beta: Double, _ positives: Double, _ expected: Double) throws {
    let context = LossContext(positives: positives, negatives: 999_000)
    let loss = try ClassBalanced(settings: ["beta": beta])
    let weights = loss.weights(in: context)
    #expect((weights.positive / weights.negative - expected).magnitude < 0.05)
    #expect((weights.positive + weights.negative - 2).magnitude < 1e-14)
  }

  @Test("the gradient of logit adjustment is that of cross-entropy at the moved logit")
  func movedGradient() throws {
    for tau in [0.25, 0.5, 1, 1.5] {
      let adjusted = try LogitAdjusted(settings: ["tau": tau])
      let logits = (0..<99).map { Float($0) * 0.31 - 15 }
      let labels = logits.indices.map { Float($0 % 3 == 0 ? 1 : 0) }
      let moved = logits.map { $0 + Float(tau * rare.priorLogit) }
      let here = adjusted.evaluate(logits, labels, in: rare)
      let there = CrossEntropy().evaluate(moved, labels, in: rare)
      #expect(here.sum == there.sum)
      #expect(here.gradient == there.gradient)
      #expect(here.curvature == there.curvature)
    }
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
    for loss: any PointwiseLoss in [
      CrossEntropy(), MeanSquaredError(), MeanAbsoluteError(), Focal(), GeneralizedCrossEntropy(),
      PolyOne(), LabelSmoothing(), BiTempered(), Hinge(), SquaredHinge(), ModifiedHuber(),
      Exponential(), TemperatureScaled(),
    ] {
      let here = loss.evaluate([-3, 0.25, 4], [1, 0, 1], in: rare)
      let mirrored = loss.evaluate([3, -0.25, -4], [0, 1, 0], in: rare)
      #expect(here.sum == mirrored.sum)
      #expect(here.gradient == mirrored.gradient.map { -$0 })
      #expect(here.curvature == mirrored.curvature)
    }
  }
}

extension ClassBalanced {
  /// The class weights, as the slopes at the same logit show them.
  fileprivate func weights(in context: LossContext) -> ClassWeights {
    let loss = prepared(for: context)
    return ClassWeights(
      positive: -2 * loss.slope(0.0, label: 1, in: context).first,
      negative: 2 * loss.slope(0.0, label: 0, in: context).first)
  }
}
