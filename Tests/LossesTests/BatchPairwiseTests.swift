import DualNumbers
import Losses
import Testing

@Suite("Sums over pairs in less time than there are pairs")
struct BatchPairwiseTests {
  /// The mean of a function of `z₋ - z₊` over all pairs, pair by pair.
  private func mean(
    over sample: RandomBatch, _ loss: (Double) -> (value: Double, first: Double, second: Double)
  ) -> Exact {
    let positives = sample.logits.indices.filter { sample.labels[$0] > 0.5 }
    let negatives = sample.logits.indices.filter { sample.labels[$0] <= 0.5 }
    let zeros = [Double](repeating: 0, count: sample.logits.count)
    var result = Exact(value: 0, gradient: zeros, curvature: zeros)
    for i in positives {
      // Sums of sums: one long sum of millions would round too often.
      var value = 0.0
      defer { result.value += value }
      for j in negatives {
        let pair = loss(sample.logits[j] - sample.logits[i])
        value += pair.value
        result.gradient[i] -= pair.first
        result.gradient[j] += pair.first
        result.curvature[i] += pair.second
        result.curvature[j] += pair.second
      }
    }
    let scale = 1 / (Double(positives.count) * Double(negatives.count))
    return Exact(
      value: scale * result.value, gradient: result.gradient.map { scale * $0 },
      curvature: result.curvature.map { scale * $0 })
  }

  private func hinge(_ margin: Double) -> (Double) -> (value: Double, first: Double, second: Double)
  {
    { gap in
      let term = max(0, margin + gap)
      return (term * term, 2 * term, term > 0 ? 2 : 0)
    }
  }

  private func logistic(_ gap: Double) -> (value: Double, first: Double, second: Double) {
    let l = Double.logistic(gap)
    return (l.negativeLogComplement, l.sigmoid, l.sigmoid * l.complement)
  }

  /// Batches of many kinds: small and large, balanced or not, tied, far apart, far out.
  static let samples: [RandomBatch] = {
    var samples = [
      RandomBatch(2, positives: 1), RandomBatch(60, positives: 3), RandomBatch(60, positives: 57),
      RandomBatch(700, positives: 1), RandomBatch(1500, positives: 700),
      RandomBatch(3000, positives: 1500), RandomBatch(2000, positives: 1500),
      RandomBatch(1500, positives: 600, gap: 40), RandomBatch(1500, positives: 600, gap: -40),
      RandomBatch(3000, positives: 1500, spread: 25),
      RandomBatch(1500, positives: 750, gap: 1, spread: 0.01),
    ]
    // Ties, also across the classes and at the margin.
    var tied = RandomBatch(1500, positives: 750)
    tied.logits = tied.logits.map { ($0 * 2).rounded() / 2 }
    samples.append(tied)
    tied.logits = tied.logits.map { _ in 0.5 }
    samples.append(tied)
    // Two clusters, far apart and off centre.
    var clusters = RandomBatch(1500, positives: 750)
    clusters.logits = clusters.logits.enumerated().map { $1 + ($0 % 3 == 0 ? 80 : -70) }
    samples.append(clusters)
    return samples
  }()

  @Test("the squared hinge agrees with the sum over pairs", arguments: samples.indices)
  func squaredHinge(_ index: Int) throws {
    let sample = Self.samples[index]
    for margin in [1, 7.0] {
      let loss = try PairwiseSquaredHinge(settings: ["margin": margin])
      expectAgreement(loss.exact(sample), mean(over: sample, hinge(margin)))
    }
  }

  @Test("the logistic loss agrees with the sum over pairs", arguments: samples.indices)
  func logistic(_ index: Int) {
    let sample = Self.samples[index]
    let expected = mean(over: sample, logistic)
    let found = PairwiseLogistic().exact(sample)
    expectAgreement(found, expected)
    // Tiny slopes keep their digits, too.
    for (a, b) in zip(found.gradient, expected.gradient) {
      #expect((a - b).magnitude <= 1e-11 * b.magnitude)
    }
  }

  @Test("a batch written down seven times has the same mean", arguments: [0.4, 0.5, 0.6])
  func copies(_ share: Double) {
    let sample = RandomBatch(3000, positives: Int(3000 * share), spread: 3)
    let many = RandomBatch(
      logits: (0..<7).flatMap { _ in sample.logits }, labels: (0..<7).flatMap { _ in sample.labels }
    )
    for loss: any Loss in [PairwiseSquaredHinge(), PairwiseLogistic()] {
      let once = loss.exact(sample)
      let found = loss.exact(many)
      #expect((found.value - once.value).magnitude <= 1e-11 * once.value)
      for row in many.logits.indices {
        let (slope, bend) = (once.gradient[row % 3000], once.curvature[row % 3000])
        #expect((7 * found.gradient[row] - slope).magnitude <= 1e-11 * slope.magnitude)
        #expect((7 * found.curvature[row] - bend).magnitude <= 1e-11 * bend)
      }
    }
  }

  @Test("logits beyond all bounds are no reason to overflow")
  func extremes() {
    var sample = RandomBatch(400, positives: 100)
    sample.logits = sample.logits.map { $0 * 1000 }
    expectAgreement(PairwiseLogistic().exact(sample), mean(over: sample, logistic))
    expectAgreement(PairwiseSquaredHinge().exact(sample), mean(over: sample, hinge(1)))
  }

  @Test(
    "losses of rankings do not feel a shift",
    arguments: [
      "auc-squared-hinge", "auc-logistic", "soap", "smooth-ap", "partial-auc-cvar",
      "partial-auc-kl", "recall-at-top",
    ])
  func shift(_ name: String) throws {
    let loss = try LossCase(name: name, settings: [:]).make()
    let sample = RandomBatch(300, positives: 40)
    var shifted = sample
    shifted.logits = sample.logits.map { $0 + 8 }
    expectAgreement(loss.exact(shifted), loss.exact(sample), to: 1e-11)
  }
}
