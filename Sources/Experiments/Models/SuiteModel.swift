/// What is tuned beside the settings of a loss.
public enum TunedSetting: Equatable, Sendable {
  /// The step size of a model that is trained by steps on batches.
  case learningRate(Double)
  /// The L2 penalty of a model that is trained to convergence.
  case l2(Double)

  /// The step size; 0 where there is none.
  var learningRate: Double { if case .learningRate(let rate) = self { rate } else { 0 } }
  /// The penalty; `nil` where it is not tuned.
  var l2: Double? { if case .l2(let l2) = self { l2 } else { nil } }
}

/// A model of a suite and how it is trained.
public struct SuiteModel: Equatable, Sendable {
  /// The names by which a suite file asks for a model.
  public enum Kind: String, Codable, CaseIterable, Sendable {
    /// Logistic regression.
    case logistic
    /// A multilayer perceptron.
    case mlp
    /// Gradient-boosted trees.
    case trees
  }

  /// What is trained, and how: the same for all losses.
  public enum Method: Equatable, Sendable {
    /// A network of any depth, or none, by steps on batches.
    case network(NetworkMethod)
    /// Logistic regression to convergence; what is tuned beside the loss is the penalty.
    case convergence(ConvergenceMethod)
    /// Gradient-boosted trees, by rounds on all rows.
    case trees(TreeMethod)
  }

  /// Identifier within the suite.
  public var id: String
  /// The kind of model.
  public var kind: Kind
  /// What is trained, and how.
  public var method: Method
  /// The learning rates that tuning may use, ascending; empty for a model without any.
  public var learningRates: [Double]
  /// The learning rate of the default configuration; one of ``learningRates``.
  public var defaultLearningRate: Double

  /// The learning rates in the order in which tuning takes them.
  public var ratesFromDefault: [Double] {
    Self.fromDefault(learningRates, start: defaultLearningRate)
  }

  /// Whether it is the penalty that is tuned, and no learning rate.
  var tunesPenalties: Bool { if case .convergence = method { true } else { false } }

  /// The learning rates, or penalties, in the order in which tuning takes them: the default first,
  /// then by distance from it in the list, the lower one first when equally far.
  var tunedFromDefault: [TunedSetting] {
    if case .convergence(let method) = method {
      return Self.fromDefault(method.penalties, start: method.defaultPenalty).map { .l2($0) }
    }
    return Self.fromDefault(learningRates, start: defaultLearningRate).map { .learningRate($0) }
  }

  private static func fromDefault(_ values: [Double], start: Double) -> [Double] {
    guard let start = values.firstIndex(of: start) else { return values }
    return values.indices
      .sorted { a, b in
        let (da, db) = (abs(a - start), abs(b - start))
        return da == db ? a < b : da < db
      }
      .map { values[$0] }
  }

  /// What the method can do.
  var training: any TrainingMethod {
    switch method {
    case .network(let network): network
    case .convergence(let convergence): convergence
    case .trees(let trees): trees
    }
  }
}

extension SuiteModel: Encodable {
  private enum CodingKeys: String, CodingKey {
    case id, kind, learningRates, defaultLearningRate
  }

  /// Writes all that has an influence on results, for hashing; the method's fields stand beside
  /// the model's own.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(kind, forKey: .kind)
    try container.encode(learningRates, forKey: .learningRates)
    try container.encode(defaultLearningRate, forKey: .defaultLearningRate)
    try training.encode(to: encoder)
  }
}
