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
    /// Gradient-boosted trees, by rounds on all rows.
    case trees(TreeMethod)
  }

  /// Identifier within the suite.
  public var id: String
  /// The kind of model.
  public var kind: Kind
  /// What is trained, and how.
  public var method: Method
  /// The learning rates that tuning may use, ascending.
  public var learningRates: [Double]
  /// The learning rate of the default configuration; one of ``learningRates``.
  public var defaultLearningRate: Double

  /// The learning rates in the order in which tuning takes them: the default first, then by
  /// distance from it on a logarithmic scale, the lower one first when equally far.
  public var ratesFromDefault: [Double] {
    guard let start = learningRates.firstIndex(of: defaultLearningRate) else {
      return learningRates
    }
    return learningRates.indices
      .sorted { a, b in
        let (da, db) = (abs(a - start), abs(b - start))
        return da == db ? a < b : da < db
      }
      .map { learningRates[$0] }
  }

  /// What the method can do.
  var training: any TrainingMethod {
    switch method {
    case .network(let network): network
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
