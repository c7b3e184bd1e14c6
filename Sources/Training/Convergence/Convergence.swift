/// How far a learner came on the way to the minimum of its mean loss plus penalty.
///
/// Value and gradient are those at the final weights, summed in double precision.
public struct Convergence: Codable, Equatable, Sendable {
  /// A point on the way.
  public struct Step: Codable, Equatable, Sendable {
    /// Steps taken; 0 is the start.
    public let iteration: Int
    /// Mean loss plus penalty.
    public let objective: Double
    /// The largest component of its gradient.
    public let gradientNorm: Double
  }

  /// Why a learner stopped.
  public enum End: String, Codable, Sendable {
    /// No component of the gradient is above the tolerance.
    case converged
    /// As many steps as were allowed.
    case iterationLimit = "iteration-limit"
    /// No step along a direction of descent made the objective smaller.
    case stalled
    /// Some weights tell the classes apart without error, and scaling them up makes the objective
    /// ever smaller: there is no minimum.
    case separable
  }

  /// The solver.
  public let solver: ConvergenceSettings.Solver
  /// Why it stopped.
  public let end: End
  /// The largest component of the gradient that counts as convergence.
  public let tolerance: Double
  /// The L2 penalty.
  public let l2: Double
  /// Steps taken.
  public let iterations: Int
  /// Passes over the training part.
  public let passes: Int
  /// Mean loss plus penalty.
  public let objective: Double
  /// The largest component of the gradient of the mean loss plus penalty.
  public let gradientNorm: Double
  /// The Euclidean norm of that gradient.
  public let gradientLength: Double
  /// The weights and then the intercept, in double precision; the model has them rounded.
  public let parameters: [Double]
  /// The start and every step after it, as they were seen on the way.
  public let steps: [Step]

  /// The intercept of the start, where all weights are 0.
  public let start: Double

  /// Whether a stationary point was reached.
  public var hasConverged: Bool { end == .converged }

  /// What came of it, in a full sentence for people.
  public var sentence: String {
    let steps = "\(iterations) \(iterations == 1 ? "step" : "steps") of \(solver.title)"
    switch end {
    case .converged:
      return
        "Converged after \(steps): no component of the gradient is above \(Float(gradientNorm))."
    case .iterationLimit:
      return """
        Not converged after \(steps), the most that were allowed: the largest component of the \
        gradient is \(Float(gradientNorm)), and the tolerance \(tolerance).
        """
    case .stalled:
      return """
        Not converged: after \(steps) no further step made the objective smaller, and the largest \
        component of the gradient is \(Float(gradientNorm)), above the tolerance \(tolerance). Where a \
        loss has kinks, its gradient need not become small.
        """
    case .separable:
      return """
        No minimum: the weights after \(steps) tell the classes of the training part apart without \
        error, and larger ones make the objective ever smaller. An L2 penalty above 0 gives a \
        minimum.
        """
    }
  }
}

extension ConvergenceSettings.Solver {
  /// The name for people.
  public var title: String {
    switch self {
    case .newton: "Newton's method"
    case .lbfgs: "L-BFGS"
    }
  }
}
