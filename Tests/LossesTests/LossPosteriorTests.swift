import DualNumbers
import Losses
import Testing

@Suite("Minimisers, optimal constants and recovered posteriors")
struct LossPosteriorTests {
  struct KnownAnswer: Sendable, CustomTestStringConvertible {
    var spot: LossCase
    /// The best output at each of `posteriors`, to four decimals.
    var outputs: [Double]
    var testDescription: String { spot.testDescription }

    init(_ name: String, _ settings: [String: Double], _ outputs: [Double]) {
      spot = LossCase(name: name, settings: settings)
      self.outputs = outputs
    }
  }

  static let knownAnswers = [
    KnownAnswer("cross-entropy", [:], [0.0001, 0.001, 0.01, 0.1, 0.5]),
    KnownAnswer("mse", [:], [0.0001, 0.001, 0.01, 0.1, 0.5]),
    KnownAnswer(
      "weighted-cross-entropy", ["positiveWeight": 999], [0.0908, 0.5, 0.9098, 0.9911, 0.9990]),
    KnownAnswer("weighted-cross-entropy", [:], [0.0908, 0.5, 0.9098, 0.9911, 0.9990]),
    KnownAnswer(
      "weighted-cross-entropy", ["exponent": 0.5], [0.0032, 0.0307, 0.2420, 0.7784, 0.9693]),
    KnownAnswer("focal", ["gamma": 1], [0.0072, 0.0229, 0.0730, 0.2256, 0.5]),
    KnownAnswer("focal", ["gamma": 2], [0.0335, 0.0727, 0.1536, 0.3058, 0.5]),
    KnownAnswer("focal", ["gamma": 5], [0.1607, 0.2244, 0.3047, 0.4026, 0.5]),
    KnownAnswer(
      "focal", ["gamma": 2, "alphaPositive": 0.25], [0.0231, 0.0503, 0.1084, 0.2266, 0.3989]),
    KnownAnswer("asymmetric", [:], [0.1577, 0.2228, 0.3214, 0.4680, 0.6385]),
    KnownAnswer("poly-1", [:], [0.00005, 0.0005, 0.0051, 0.0570, 0.5]),
    KnownAnswer("label-smoothing", [:], [0.0501, 0.0509, 0.0590, 0.1400, 0.5]),
    KnownAnswer("logit-adjusted", [:], [0.0908, 0.5, 0.9098, 0.9911, 0.9990]),
    KnownAnswer("vs", ["gamma": 0], [0.0908, 0.5, 0.9098, 0.9911, 0.9990]),
  ]

  @Test("the minimiser is the published one", arguments: knownAnswers)
  func minimisers(_ known: KnownAnswer) throws {
    let loss = try known.spot.formula()
    for (posterior, output) in zip(posteriors, known.outputs) {
      let z = try #require(loss.optimalLogit(atPosterior: posterior, in: rare))
      #expect((Double.sigmoid(z) - output).magnitude < 1e-4, "at posterior \(posterior)")
    }
  }

  @Test(
    "properness is as declared",
    arguments: LossCase.pointwiseNames)
  func properness(_ name: String) throws {
    let loss = try LossCase(name: name, settings: [:]).formula()
    let tells = posteriors.map { posterior in
      guard let z = loss.optimalLogit(atPosterior: posterior, in: rare) else { return false }
      return (z - logit(posterior)).magnitude < 1e-7
    }
    #expect(tells.allSatisfy { $0 } == type(of: loss).properties.isStrictlyProper)
  }

  @Test(
    "the posterior comes back from the minimiser", arguments: LossCase.pointwise + LossCase.edges)
  func recovery(_ spot: LossCase) throws {
    let loss = try spot.formula()
    guard type(of: loss).properties.recoversPosterior else {
      #expect(loss.recoverPosterior(fromLogit: 0, in: rare) == nil)
      #expect(loss.recoveredPosteriors([0], in: rare) == nil)
      return
    }
    for posterior in posteriors + [0.9, 0.999] {
      guard let z = loss.optimalLogit(atPosterior: posterior, in: rare) else {
        // The best logit of a posterior may lie further out than anyone looks, or at infinity.
        let least = try #require(loss.recoverPosterior(fromLogit: -80, in: rare))
        let greatest = try #require(loss.recoverPosterior(fromLogit: 80, in: rare))
        #expect(posterior < least || posterior > greatest)
        continue
      }
      let recovered = try #require(loss.recoverPosterior(fromLogit: z, in: rare))
      #expect((recovered / posterior - 1).magnitude < 1e-6, "at posterior \(posterior)")
      // What `Float` loses of the logit may matter; the batch itself loses nothing.
      let batch = try #require(loss.recoveredPosteriors([Float(z)], in: rare))
      let single = try #require(loss.recoverPosterior(fromLogit: Double(Float(z)), in: rare))
      #expect((batch[0] / single - 1).magnitude < 1e-12)
    }
  }

  @Test(
    "a closed form of the way back equals the computed one",
    arguments: LossCase.pointwise + LossCase.edges)
  func closedForms(_ spot: LossCase) throws {
    let loss = try spot.formula()
    guard type(of: loss).properties.recoversPosterior else { return }
    try checkClosedForm(loss)
  }

  private func checkClosedForm(_ loss: some PointwiseLoss) throws {
    let computed = Computed(of: loss)
    for z in stride(from: -30.0, through: 30, by: 0.5) {
      let closed = try #require(loss.recoverPosterior(fromLogit: z, in: rare))
      let expected = try #require(computed.recoverPosterior(fromLogit: z, in: rare))
      // A posterior that is no normal number has few digits.
      #expect((closed - expected).magnitude <= max(1e-11 * expected, 1e-300), "at \(z)")
    }
  }

  @Test(
    "the way back is monotone and finite for |z| <= 80",
    arguments: LossCase.pointwise + LossCase.edges)
  func monotony(_ spot: LossCase) throws {
    let loss = try spot.formula()
    guard type(of: loss).properties.recoversPosterior else { return }
    var previous = 0.0
    for z in stride(from: -80.0, through: 80, by: 1) {
      let posterior = try #require(loss.recoverPosterior(fromLogit: z, in: rare))
      // Where it is flat, rounding shows.
      #expect(posterior >= previous * (1 - 1e-14) && posterior <= 1, "at \(z)")
      previous = posterior
    }
  }

  @Test(
    "the optimal constant is where no other constant is better",
    arguments: LossCase.pointwise + LossCase.edges)
  func optimalConstants(_ spot: LossCase) throws {
    let loss = try spot.formula()
    for prevalence in posteriors {
      let context = LossContext(positives: 1e6 * prevalence, negatives: 1e6 * (1 - prevalence))
      let prepared = loss.prepared(for: context)
      let optimum = loss.optimalConstant(in: context)
      // Nil is for a minimum at infinity.
      let start = optimum ?? (prevalence < 0.5 ? -1000 : 1000)
      func meanLoss(_ z: Double) -> Double {
        prevalence * prepared.value(z, label: 1, in: context)
          + (1 - prevalence) * prepared.value(z, label: 0, in: context)
      }
      let best = meanLoss(start)
      for z in stride(from: -60.0, through: 60, by: 0.05) {
        #expect(meanLoss(z) >= best * (1 - 1e-14), "\(z) beats \(start) at \(prevalence)")
      }
    }
  }

  @Test("known optimal constants: the prior's logit, and zero for balanced classes")
  func closedOptimalConstants() throws {
    let prior = logit(rare.prevalence)
    #expect((try #require(CrossEntropy().optimalConstant(in: rare)) - prior).magnitude < 1e-12)
    #expect((try #require(MeanSquaredError().optimalConstant(in: rare)) - prior).magnitude < 1e-10)
    let balanced = try #require(WeightedCrossEntropy().optimalConstant(in: rare))
    #expect(balanced.magnitude < 1e-12)
  }

  @Test("a class without rows has its optimum at infinity")
  func oneClass() {
    let empty = LossContext(positives: 0, negatives: 100)
    #expect(CrossEntropy().optimalConstant(in: empty) == nil)
    #expect(MeanSquaredError().optimalConstant(in: empty) == nil)
    #expect(WeightedCrossEntropy().optimalConstant(in: empty) == nil)
    #expect(empty.classRatio == 200)
  }
}

/// The formula of another loss without its closed forms.
private struct Computed<Original: PointwiseLoss>: PointwiseLoss {
  static var name: String { "computed" }
  static var title: String { "computed" }
  static var formula: String { Original.formula }
  static var reference: String { Original.reference }
  static var properties: LossProperties { Original.properties }

  var original: Original
  init() { original = Original() }
  init(of original: Original) { self.original = original }

  func prepared(for context: LossContext) -> Self { Self(of: original.prepared(for: context)) }
  func value<N: LossNumber>(_ logit: N, label: N, in context: LossContext) -> N {
    original.value(logit, label: label, in: context)
  }
}
