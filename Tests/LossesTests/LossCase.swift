import DualNumbers
import Losses
import Testing

/// A loss with settings, as an argument of the law tests.
struct LossCase: Sendable, CustomTestStringConvertible {
  var name: String
  var settings: [String: Double]

  var testDescription: String {
    let list = settings.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    return ([name] + list).joined(separator: " ")
  }

  func make() throws -> any Loss { try LossCatalogue.builtIn.make(name, settings: settings) }

  /// The loss as a formula, for laws about single rows.
  func formula() throws -> any PointwiseLoss {
    try #require(try make() as? any PointwiseLoss)
  }

  /// Every loss at every setting that tuning would try.
  static let all = LossCatalogue.builtIn.entries.flatMap { entry in
    entry.profile.tuningGrid.map { LossCase(name: entry.profile.name, settings: $0) }
  }

  /// Every loss.
  static let names = LossCatalogue.builtIn.names

  /// Every loss that is a sum over rows.
  static let pointwiseNames = LossCatalogue.builtIn.entries
    .filter { $0.profile.properties.isPointwise && !$0.profile.properties.needsAmounts }
    .map(\.profile.name)

  /// Those that are a sum over rows.
  static let pointwise = all.filter { pointwiseNames.contains($0.name) }

  /// Settings at the edges of what the formulas allow.
  static let edges = [
    LossCase(name: "focal", settings: ["gamma": 0]),
    LossCase(name: "focal", settings: ["gamma": 0.5]),
    LossCase(name: "focal", settings: ["gamma": 0.1, "alphaPositive": 0.999]),
    LossCase(name: "focal", settings: ["gamma": 20]),
    LossCase(name: "weighted-cross-entropy", settings: ["positiveWeight": 0.01]),
    LossCase(name: "weighted-cross-entropy", settings: ["positiveWeight": 1e6]),
    LossCase(name: "weighted-cross-entropy", settings: ["exponent": 0]),
    LossCase(name: "asymmetric", settings: ["gammaNegative": 0.5]),
    LossCase(name: "asymmetric", settings: ["gammaNegative": 0.5, "margin": 0]),
    LossCase(name: "asymmetric", settings: ["gammaPositive": 0.3, "margin": 0.4]),
    LossCase(name: "asymmetric", settings: ["margin": 1e-4]),
    LossCase(name: "bi-tempered", settings: ["t1": 1, "t2": 1]),
    LossCase(name: "bi-tempered", settings: ["t1": 0]),
    LossCase(name: "bi-tempered", settings: ["t2": 1.001]),
    LossCase(name: "bi-tempered", settings: ["t2": 2]),
    LossCase(name: "class-balanced", settings: ["beta": 0]),
    LossCase(name: "class-balanced", settings: ["normalized": 0]),
    LossCase(name: "gce", settings: ["q": 0]),
    LossCase(name: "label-smoothing", settings: ["epsilon": 0]),
    LossCase(name: "ldam", settings: ["deferral": 0]),
    LossCase(name: "ldam", settings: ["maximumMargin": 0, "scale": 1]),
    LossCase(name: "ldam", settings: ["kappa": 2, "normalized": 0]),
    LossCase(name: "logit-adjusted", settings: ["tau": 0]),
    LossCase(name: "poly-1", settings: ["epsilon": 100]),
    LossCase(name: "poly-1", settings: ["epsilon": -0.99]),
    LossCase(name: "vs", settings: ["gamma": 0, "tau": 0]),
    LossCase(name: "vs", settings: ["gamma": 0.1, "tau": 2, "weight": 2]),
  ]
}

/// One positive in a thousand.
let rare = LossContext(positives: 1000, negatives: 999_000)

/// The odds' logarithm, accurate for small probabilities.
func logit(_ p: Double) -> Double { .log(p) - .log1p(-p) }

/// Posteriors from one in ten thousand to even odds.
let posteriors = [1e-4, 1e-3, 1e-2, 0.1, 0.5]

extension Loss {
  /// Loss, gradient and curvature of a batch, as arrays.
  func evaluate(
    _ logits: [Float], _ labels: [Float], in context: LossContext
  ) -> (sum: Double, gradient: [Float], curvature: [Float]) {
    var gradient = [Float](repeating: .nan, count: logits.count)
    var curvature = gradient
    var first = gradient.mutableSpan
    var second = curvature.mutableSpan
    var state = initialState(in: context)
    let sum = derivatives(
      at: logits.span, of: LossBatch(labels: labels), in: context, state: &state,
      gradient: &first, curvature: &second)
    return (sum, gradient, curvature)
  }

  /// Loss and gradient of a batch by the fast path, as arrays.
  func slopes(
    _ logits: [Float], _ labels: [Float], in context: LossContext
  ) -> (sum: Double, gradient: [Float]) {
    var gradient = [Float](repeating: .nan, count: logits.count)
    var first = gradient.mutableSpan
    var state = initialState(in: context)
    let sum = self.gradient(
      at: logits.span, of: LossBatch(labels: labels), in: context, state: &state,
      gradient: &first)
    return (sum, gradient)
  }

  /// The loss of a batch, summed.
  func total(_ logits: [Float], _ labels: [Float], in context: LossContext) -> Double {
    var state = initialState(in: context)
    return sum(at: logits.span, of: LossBatch(labels: labels), in: context, state: &state)
  }

  /// The posteriors of a batch, if the loss has them.
  func recoveredPosteriors(_ logits: [Float], in context: LossContext) -> [Double]? {
    recoverPosteriors(fromLogits: logits.span, amounts: Span(), in: context)
  }
}
