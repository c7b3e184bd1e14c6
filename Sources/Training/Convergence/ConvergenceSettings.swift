/// How logistic regression is trained to convergence.
public struct ConvergenceSettings: Codable, Equatable, Sendable {
  /// The ways to a minimum.
  public enum Solver: String, Codable, CaseIterable, Sendable {
    /// Newton's method with the full matrix of second derivatives, which for cross-entropy is
    /// iteratively reweighted least squares.
    case newton
    /// Limited-memory BFGS: no matrix, so the one for very many inputs.
    case lbfgs
  }

  /// The widest model for which Newton's method is chosen where no solver is named.
  public static let newtonLimit = 300

  /// The way to the minimum; `nil` leaves it to the number of inputs.
  public var solver: Solver?
  /// The largest component of the gradient at which training has converged, in units of the mean
  /// loss.
  public var tolerance: Double
  /// Steps after which it is given up.
  public var maximumIterations: Int

  /// Settings of training to convergence.
  public init(
    solver: Solver? = nil, tolerance: Double = 1e-8, maximumIterations: Int = 1000
  ) {
    self.solver = solver
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
  }

  /// The solver for a model of so many inputs.
  public func solver(inputs: Int) -> Solver {
    solver ?? (inputs <= Self.newtonLimit ? .newton : .lbfgs)
  }

  /// Checks the ranges.
  ///
  /// - Throws: ``TrainingError/badSetting(name:value:valid:)``.
  public func validate() throws(TrainingError) {
    guard tolerance > 0, tolerance.isFinite else {
      throw .badSetting(
        name: "tolerance", value: "\(tolerance)", valid: "a finite number above 0")
    }
    guard maximumIterations >= 1 else {
      throw .badSetting(
        name: "iterations", value: "\(maximumIterations)", valid: "a whole number of at least 1")
    }
  }
}
