/// A way to choose directions of descent.
protocol DescentMethod {
  /// The second derivatives that it wants at the next point, if the last step shrank the gradient
  /// by a factor of `contraction`.
  func curvature(isExact: Bool, contraction: Double) -> EvaluationRequest.Curvature
  /// Whether line searches must leave a slope that is less steep.
  var needsCurvatureCondition: Bool { get }
  /// Steps in a row that may shrink neither the gradient nor, beyond rounding, the objective.
  var patience: Int { get }

  /// Takes in the second derivatives at the current point.
  ///
  /// - Returns: those that it needs instead at the same point, or nil if it is content.
  mutating func learn(
    _ curvature: [Double], as kind: EvaluationRequest.Curvature
  ) -> EvaluationRequest.Curvature?
  /// Takes in a step that was accepted.
  mutating func learn(step: [Double], gradientChange: [Double], length: Double)
  /// The direction from the current point.
  func direction(gradient: [Double]) -> [Double]
  /// Becomes more careful after a search that failed.
  ///
  /// - Returns: false when there is nothing left to try.
  mutating func retreat() -> Bool
}

/// The inner product.
func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}
