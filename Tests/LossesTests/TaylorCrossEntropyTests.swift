import Losses
import Testing

@Suite("Taylor cross-entropy has known values and known limits")
struct TaylorCrossEntropyTests {
  /// A row whose loss and gradient by the logit are known from software that is not ours.
  struct Known: Sendable {
    var logit: Double
    var label: Float
    var value: Double
    var gradient: Double
  }

  /// Computed with forty digits by mpmath, the gradient by numerical differentiation.
  static let known = [
    Known(logit: -6, label: 1, value: 1.4950578106193677, gradient: -0.004926919834730224),
    Known(logit: -1, label: 1, value: 0.9982819013242664, gradient: -0.340346773698697),
    Known(logit: 0.5, label: 0, value: 0.8161871407019846, gradient: 0.3812839657285521),
    Known(logit: 3, label: 0, value: 1.4062728603681938, gradient: 0.08821077692683994),
    Known(logit: 3, label: 1, value: 0.0485504799008941, gradient: -0.04731920226589646),
    Known(logit: -6, label: 0, value: 0.0024756800892721375, gradient: 0.0024726080393499194),
  ]

  @Test("at the default settings")
  func knownValues() {
    let loss = TaylorCrossEntropy()
    for known in Self.known {
      let batch = LossBatch(labels: [known.label])
      var state = LossState()
      var evaluation = BatchEvaluation(logits: [known.logit], wantsCurvature: false)
      let value = loss.exactDerivatives(
        of: batch, in: rare, state: &state, evaluation: &evaluation)
      #expect((value - known.value).magnitude <= 1e-9 * known.value.magnitude)
      #expect(
        (evaluation.gradient[0] - known.gradient).magnitude <= 1e-9 * known.gradient.magnitude)
    }
  }

  @Test("one term is the absolute error, and many terms are cross-entropy")
  func limits() throws {
    let one = try TaylorCrossEntropy(settings: ["order": 1])
    let many = try TaylorCrossEntropy(settings: ["order": 64])
    let logits: [Float] = [-3, -0.5, 0, 1, 4]
    for label in [Float(0), 1] {
      let labels = logits.map { _ in label }
      let absolute = MeanAbsoluteError().evaluate(logits, labels, in: rare)
      #expect(one.evaluate(logits, labels, in: rare).gradient == absolute.gradient)
    }
    let sure: [Float] = [0, 1, 2, 3]
    let entropy = CrossEntropy().slopes(sure, [1, 1, 1, 1], in: rare)
    let series = many.slopes(sure, [1, 1, 1, 1], in: rare)
    #expect((series.sum / entropy.sum - 1).magnitude < 1e-6)
  }
}
