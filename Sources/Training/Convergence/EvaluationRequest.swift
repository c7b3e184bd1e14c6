/// What a learner wants to know at a point.
struct EvaluationRequest: Sendable {
  /// Second derivatives.
  enum Curvature: Sendable, Equatable {
    case none
    /// The diagonal of the matrix, with a curvature a row that is not negative.
    case diagonal
    /// The matrix.
    case matrix
    /// The matrix, with a curvature a row that is not negative.
    case boostableMatrix
  }

  /// Weights, then the intercept.
  var point: [Double]
  /// The second derivatives that are wanted.
  var curvature: Curvature
  /// Whether logits, loss and gradient are to be worked out in double precision.
  var isExact: Bool

  /// Numbers that an evaluation takes: value, rows on the wrong side, gradient, second derivatives.
  var resultCount: Int { 2 + point.count + curvatureCount }

  /// Numbers of second derivatives.
  var curvatureCount: Int {
    switch curvature {
    case .none: 0
    case .diagonal: point.count
    case .matrix, .boostableMatrix: point.count * point.count
    }
  }
}

/// The mean loss at a point and its derivatives.
struct ObjectiveEvaluation: Sendable {
  /// The mean loss.
  var value: Double
  /// Its derivative by weights and intercept.
  var gradient: [Double]
  /// Its second derivatives, as asked for; the matrix row-major.
  var curvature: [Double]
  /// Rows whose logit is not on their label's side of zero; nil unless the evaluation was exact.
  var wrongRows: Int?

  /// Adds the penalty `l2 / 2 · ‖w‖²`.
  mutating func add(l2: Double, at point: [Double]) {
    guard l2 > 0 else { return }
    let width = point.count - 1
    for index in 0..<width {
      value += l2 / 2 * point[index] * point[index]
      gradient[index] += l2 * point[index]
    }
    if curvature.count == point.count {
      for index in 0..<width { curvature[index] += l2 }
    } else if !curvature.isEmpty {
      for index in 0..<width { curvature[index * (point.count + 1)] += l2 }
    }
  }

  /// Whether value and gradient are finite.
  var isFinite: Bool { value.isFinite && gradient.allSatisfy(\.isFinite) }
}
