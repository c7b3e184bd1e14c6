/// Newton's method, damped where the matrix of second derivatives is not positive definite.
///
/// A loss that is not convex in the logit gets the true matrix where that is positive definite, so
/// that convergence is quadratic, and elsewhere that of a curvature a row that is never negative
/// (``Losses/BoostingCurvature``: Gauss–Newton and its like), whose directions always descend.
/// Directions that the data do not determine are held by a small ridge.
struct NewtonMethod: DescentMethod {
  private let order: Int
  private let isConvex: Bool
  private var matrix: [Double] = []
  private var factor: CholeskyFactor?
  /// Added to the diagonal, as a share of its mean.
  private var damping = 0.0
  /// Points for which the matrix that cannot be indefinite is taken at once, and how many it will
  /// be after the next failure.
  private var cautiousPoints = 0
  private var nextCautiousPoints = 1

  private static let leastDamping = 1e-6
  private static let mostDamping = 1e6

  /// A method for `order` parameters.
  init(order: Int, isConvex: Bool) {
    self.order = order
    self.isConvex = isConvex
  }

  let needsCurvatureCondition = false
  let patience = 1

  func curvature(isExact: Bool, contraction: Double) -> EvaluationRequest.Curvature {
    // Near the minimum, the matrix of the last point does as well.
    if isExact, contraction < 0.1 { return .none }
    return isConvex || cautiousPoints > 0 ? .boostableMatrix : .matrix
  }

  mutating func learn(
    _ curvature: [Double], as kind: EvaluationRequest.Curvature
  ) -> EvaluationRequest.Curvature? {
    guard kind == .matrix || kind == .boostableMatrix else { return nil }
    if kind == .matrix {
      if let factor = CholeskyFactor(curvature, order: order, ridge: 0), damping == 0 {
        matrix = curvature
        self.factor = factor
        nextCautiousPoints = 1
        return nil
      }
      cautiousPoints = nextCautiousPoints
      nextCautiousPoints = min(2 * nextCautiousPoints, 16)
      return .boostableMatrix
    }
    cautiousPoints = max(cautiousPoints - 1, 0)
    matrix = curvature
    refactor()
    return nil
  }

  mutating func learn(step: [Double], gradientChange: [Double], length: Double) {
    // A whole step was good: less damping will do.
    guard damping > 0, length >= 1 else { return }
    damping /= 10
    if damping < Self.leastDamping { damping = 0 }
  }

  func direction(gradient: [Double]) -> [Double] {
    guard let factor else { return gradient.map { -$0 } }
    return factor.solution(of: gradient.map { -$0 })
  }

  mutating func retreat() -> Bool {
    guard !matrix.isEmpty, damping < Self.mostDamping else { return false }
    damping = max(100 * damping, 1e-3)
    refactor()
    return true
  }

  /// Factors the matrix with as much on the diagonal as it takes.
  private mutating func refactor() {
    let trace = (0..<order).reduce(0.0) { $0 + abs(matrix[$1 * (order + 1)]) }
    let scale = trace > 0 && trace.isFinite ? trace / Double(order) : 1
    var share = damping
    factor = CholeskyFactor(matrix, order: order, ridge: share * scale)
    while factor == nil, share < Self.mostDamping {
      share = max(10 * share, Self.leastDamping)
      factor = CholeskyFactor(matrix, order: order, ridge: share * scale)
    }
  }
}
