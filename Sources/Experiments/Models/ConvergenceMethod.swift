internal import Datasets
public import Training

/// Logistic regression trained to the minimum of its mean loss, and how.
public struct ConvergenceMethod: Equatable, Sendable {
  /// How every learner is trained.
  public var settings: ConvergenceSettings
  /// The L2 penalties that tuning may use, ascending.
  public var penalties: [Double]
  /// The penalty of the default configuration; one of ``penalties``.
  public var defaultPenalty: Double

  /// Training to convergence, with penalties to tune.
  public init(settings: ConvergenceSettings, penalties: [Double], defaultPenalty: Double) {
    self.settings = settings
    self.penalties = penalties
    self.defaultPenalty = defaultPenalty
  }
}

extension ConvergenceMethod: TrainingMethod {
  private enum CodingKeys: String, CodingKey { case convergence }

  /// Writes the settings; penalties are the configurations' own.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(settings, forKey: .convergence)
  }

  var title: String { "logistic regression to convergence" }

  var sentence: String {
    let solver = settings.solver.map(\.title) ?? "Newton's method or, for many inputs, L-BFGS"
    return """
      \(solver) over the whole training part until no component of the gradient of mean loss plus \
      penalty is above \(settings.tolerance), at most \(settings.maximumIterations) steps
      """
  }

  var arithmetic: String { "\(Arithmetic.description), \(Arithmetic.matrixLibrary)" }

  var inputs: ModelInputs { .standardized }

  func trainer(seed: UInt64) throws -> any ModelTrainer {
    try ConvergenceTrainer(settings: settings)
  }

  func costPerRow(features: Int) -> Double {
    // About as many passes as steps are usual.
    switch settings.solver(inputs: features) {
    case .newton: Double(12 * (features * features + 2 * features + 24))
    case .lbfgs: Double(40 * (2 * features + 24))
    }
  }

  /// Prepared rows, and for each learner the matrix of second derivatives, twice, and its sums.
  func memory(of load: TrainingLoad) -> Double {
    let inputs = Double(load.inputs)
    let matrix = settings.solver(inputs: load.inputs) == .newton ? (inputs + 1) * (inputs + 1) : 0
    let sums = max(4 * matrix, Double(1 << 20))
    return 4 * load.storedRows * (inputs + 2)
      + 8 * Double(load.learners) * (2 * matrix + sums + 40 * inputs)
  }
}
