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
    try Self.check(json)
    let booster = try Booster(parameters: [("nthread", "1")], library: library)
    try booster.load(json)
    try booster.set("nthread", "1")
    try self.init(booster, library: library)
  }

  /// Refuses what is no model of XGBoost's or not all of one: some versions end the process over it.
  ///
  /// No JSON parser will do, since XGBoost writes NaN where a split has no number.
  private static func check(_ json: [UInt8]) throws(TreeError) {
    let needed = ["\"learner\"", "\"gradient_booster\"", "\"learner_model_param\""]
    guard isBalanced(json), needed.allSatisfy({ json.firstRange(of: Array($0.utf8)) != nil })
    else {
      throw .failed(
        action: "read the trees",
        reason: """
          the bytes are no whole model that XGBoost saved as JSON, which holds \
          \(needed.joined(separator: ", ")).
          """)
    }
  }

  /// Whether the bytes are one object whose brackets close.
  private static func isBalanced(_ json: [UInt8]) -> Bool {
    var (depth, isText, isEscaped) = (0, false, false)
    for byte in json {
      if isText {
        isText = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        continue
      }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "\""): isText = true
      default: break
      }
      if depth < 0 { return false }
    }
    return depth == 0 && !isText && json.first == UInt8(ascii: "{")
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
