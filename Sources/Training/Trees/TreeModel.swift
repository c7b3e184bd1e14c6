internal import Synchronization

/// Gradient-boosted trees, up to their best round on validation.
public struct TreeModel: TrainedModel {
  /// Number of features.
  public let featureCount: Int
  /// Number of rounds; 0 is the constant start alone.
  public let roundCount: Int
  private let booster: SharedBooster

  init(_ booster: Booster, library: XGBoostLibrary) throws(TreeError) {
    featureCount = try booster.featureCount()
    roundCount = try booster.roundCount()
    self.booster = SharedBooster(booster, library)
  }

  /// Reads what ``json()`` gave, or a model of one output that XGBoost itself saved as JSON.
  ///
  /// - Parameters:
  ///   - json: The bytes of the file.
  ///   - library: XGBoost; the installed one unless it is given.
  ///
  /// - Throws: ``TreeError``.
  public init(json: [UInt8], library: XGBoostLibrary? = nil) throws(TreeError) {
    let library = try XGBoostLibrary.installed(unless: library)
    let booster = try Booster(parameters: [("nthread", "1")], library: library)
    try booster.load(json)
    try booster.set("nthread", "1")
    try self.init(booster, library: library)
  }

  /// The model as XGBoost's own JSON: `xgboost.Booster(model_file=…)` reads it in Python, and its
  /// predictions are logits.
  ///
  /// - Returns: The bytes of the file.
  ///
  /// - Throws: ``TreeError``.
  public func json() throws(TreeError) -> [UInt8] {
    try booster.use { booster, _ throws(TreeError) in try booster.json() }
  }

  /// The logit of every row.
  ///
  /// - Parameter data: Rows with their features as they are, those of the training part.
  ///
  /// - Returns: One logit a row.
  ///
  /// - Throws: ``TreeError``.
  public func logits(for data: TrainingData) throws -> [Float] {
    guard data.featureCount == featureCount else {
      throw TreeError.otherFeatures(model: featureCount, data: data.featureCount)
    }
    return try booster.use { booster, library throws(TreeError) in
      library.silence()
      return try TreeScorer(data, library: library).logits(of: booster, rounds: roundCount)
    }
  }
}

/// A booster that one thread at a time may use.
private final class SharedBooster: @unchecked Sendable {
  private let booster: Booster
  private let library: XGBoostLibrary
  private let turn = Mutex(())

  init(_ booster: Booster, _ library: XGBoostLibrary) {
    self.booster = booster
    self.library = library
  }

  func use<Value>(
    _ body: (Booster, XGBoostLibrary) throws(TreeError) -> Value
  ) throws(TreeError) -> Value {
    try turn.withLock { _ throws(TreeError) in try body(booster, library) }
  }
}
