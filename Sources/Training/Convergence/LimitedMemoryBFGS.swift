/// Limited-memory BFGS: the inverse of the matrix of second derivatives, from the last few steps.
///
/// Begins with the diagonal of that matrix at the start, so that rare indicators and intercept
/// move as fast as common features. Liu and Nocedal, *On the limited memory BFGS method for large
/// scale optimization*, 1989.
struct LimitedMemoryBFGS: DescentMethod {
  private struct Pair {
    let step: [Double]
    let change: [Double]
    /// One over their inner product.
    let weight: Double
  }

  private var pairs: [Pair] = []
  /// One over the diagonal.
  private var scales: [Double] = []
  private var isCareful = false

  /// Steps that are remembered.
  private static let memory = 10

  let needsCurvatureCondition = true
  let patience = 5

  func curvature(isExact: Bool, contraction: Double) -> EvaluationRequest.Curvature {
    scales.isEmpty ? .diagonal : .none
  }

  mutating func learn(
    _ curvature: [Double], as kind: EvaluationRequest.Curvature
  ) -> EvaluationRequest.Curvature? {
    guard kind == .diagonal else { return nil }
    let largest = curvature.max() ?? 1
    let least = largest > 0 && largest.isFinite ? 1e-6 * largest : 1
    scales = curvature.map { 1 / max($0, least) }
    return nil
  }

  mutating func learn(step: [Double], gradientChange: [Double], length: Double) {
    isCareful = false
    let product = dot(step, gradientChange)
    guard product > 0 else { return }
    if pairs.count == Self.memory { pairs.removeFirst() }
    pairs.append(Pair(step: step, change: gradientChange, weight: 1 / product))
  }

  /// The two loops over what is remembered.
  func direction(gradient: [Double]) -> [Double] {
    var direction = gradient.map { -$0 }
    var shares = [Double](repeating: 0, count: pairs.count)
    for (index, pair) in pairs.enumerated().reversed() {
      shares[index] = pair.weight * dot(pair.step, direction)
      for i in direction.indices { direction[i] -= shares[index] * pair.change[i] }
    }
    var scale = 1.0
    if let last = pairs.last {
      var length = 0.0
      for i in last.change.indices { length += last.change[i] * last.change[i] * scales[i] }
      scale = 1 / (last.weight * length)
    }
    for i in direction.indices { direction[i] *= scales[i] * scale }
    for (index, pair) in pairs.enumerated() {
      let correction = shares[index] - pair.weight * dot(pair.change, direction)
      for i in direction.indices { direction[i] += correction * pair.step[i] }
    }
    return direction
  }

  mutating func retreat() -> Bool {
    guard !isCareful else { return false }
    isCareful = true
    pairs = []
    return true
  }
}
