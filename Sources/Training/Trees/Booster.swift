/// One of XGBoost's boosters, freed with this object.
///
/// It is not safe to call from several threads at once.
@safe final class Booster {
  private let pointer: UnsafeMutableRawPointer
  private let library: XGBoostLibrary
  private var functions: XGBoostFunctions { library.functions }

  /// A booster without trees.
  ///
  /// - Parameters:
  ///   - matrix: What it will be trained on, if it will; XGBoost keeps its logits up to date.
  ///   - parameters: XGBoost's parameters.
  ///   - library: XGBoost.
  /// - Throws: ``TreeError``.
  init(
    trainedOn matrix: QuantileMatrix? = nil, parameters: [(String, String)],
    library: XGBoostLibrary
  ) throws(TreeError) {
    library.silence()
    var made: UnsafeMutableRawPointer?
    let status: Int32
    if let matrix {
      var handle: UnsafeMutableRawPointer? = unsafe matrix.handle.pointer
      status = unsafe library.functions.createBooster(&handle, 1, &made)
    } else {
      status = unsafe library.functions.createBooster(nil, 0, &made)
    }
    try library.check(status, "make a booster")
    guard let pointer = unsafe made else {
      throw .failed(action: "make a booster", reason: "it returned none.")
    }
    unsafe self.pointer = unsafe pointer
    self.library = library
    for (name, value) in parameters { try set(name, value) }
  }

  private init(owning pointer: UnsafeMutableRawPointer, library: XGBoostLibrary) {
    unsafe self.pointer = unsafe pointer
    self.library = library
  }

  deinit { _ = unsafe functions.freeBooster(pointer) }

  /// Sets one of XGBoost's parameters.
  func set(_ name: String, _ value: String) throws(TreeError) {
    try library.check(unsafe functions.setParameter(pointer, name, value), "set \(name)")
  }

  /// Names the features, for whoever reads the saved model.
  func describe(_ features: FeatureKinds) throws(TreeError) {
    for field in ["feature_name", "feature_type"] {
      try unsafe features.set(library, field) {
        unsafe functions.setBoosterTexts(pointer, $0, $1, $2)
      }
    }
  }

  /// Number of features.
  func featureCount() throws(TreeError) -> Int {
    var count: UInt64 = 0
    try library.check(unsafe functions.featureCount(pointer, &count), "count features")
    return Int(count)
  }

  /// Number of rounds that were boosted.
  func roundCount() throws(TreeError) -> Int {
    var count: Int32 = 0
    try library.check(unsafe functions.roundCount(pointer, &count), "count rounds")
    return Int(count)
  }

  // MARK: - Training

  /// Grows one tree from derivatives.
  ///
  /// - Parameters:
  ///   - matrix: The training rows.
  ///   - round: The round, counted from 0.
  ///   - gradient: One first derivative a row.
  ///   - curvature: One second derivative a row, above 0.
  /// - Throws: ``TreeError``.
  func boost(
    _ matrix: QuantileMatrix, round: Int, gradient: FloatBuffer, curvature: FloatBuffer
  ) throws(TreeError) {
    let rows = matrix.rowCount
    precondition(gradient.count >= rows && curvature.count >= rows, "one derivative a row")
    let status: Int32
    if let train = unsafe functions.train {
      status = unsafe train(
        pointer, matrix.handle.pointer, Int32(round),
        ArrayInterface.json(gradient.base, rows: rows, columns: 1),
        ArrayInterface.json(curvature.base, rows: rows, columns: 1))
    } else if let boost = unsafe functions.boost {
      status = unsafe boost(
        pointer, matrix.handle.pointer, gradient.base, curvature.base, UInt64(rows))
    } else {
      return
    }
    try library.check(status, "grow the tree of round \(round + 1)")
  }

  /// Grows one tree with XGBoost's own objective.
  func update(_ matrix: QuantileMatrix, round: Int) throws(TreeError) {
    try library.check(
      unsafe functions.update(pointer, Int32(round), matrix.handle.pointer),
      "grow the tree of round \(round + 1)")
  }

  /// Calls `body` with the logits of the training rows, which XGBoost keeps up to date.
  func withTrainingLogits<Value>(
    of matrix: QuantileMatrix, _ body: (Span<Float>) -> Value
  ) throws(TreeError) -> Value {
    let config = """
      {"type": 1, "training": true, "iteration_begin": 0, "iteration_end": 0, \
      "strict_shape": false}
      """
    var shape: UnsafePointer<UInt64>?
    var dimensions: UInt64 = 0
    var result: UnsafePointer<Float>?
    try library.check(
      unsafe functions.predictMatrix(
        pointer, matrix.handle.pointer, config, &shape, &dimensions, &result),
      "give the logits of the training rows")
    return body(
      try unsafe Self.values(result, shape, dimensions, rows: matrix.rowCount).span)
  }

  // MARK: - Prediction

  /// Calls `body` with the logits of rows in memory, which are not copied.
  ///
  /// - Parameters:
  ///   - base: Features, row-major.
  ///   - rows: Number of rows.
  ///   - columns: Number of features.
  ///   - rounds: The rounds whose trees count; all for none.
  ///   - start: What the trees are added to, instead of the base score.
  ///   - body: Gets one logit a row.
  /// - Returns: What `body` returns.
  /// - Throws: ``TreeError``.
  func withLogits<Value>(
    at base: UnsafePointer<Float>, rows: Int, columns: Int, rounds: Range<Int>,
    addedTo start: BaseLogits? = nil, _ body: (Span<Float>) -> Value
  ) throws(TreeError) -> Value {
    let config = """
      {"type": 1, "training": false, "iteration_begin": \(rounds.lowerBound), \
      "iteration_end": \(rounds.upperBound), "strict_shape": false, "missing": NaN, \
      "cache_id": 0}
      """
    var shape: UnsafePointer<UInt64>?
    var dimensions: UInt64 = 0
    var result: UnsafePointer<Float>?
    try library.check(
      unsafe functions.predictDense(
        pointer, ArrayInterface.json(base, rows: rows, columns: columns), config,
        start?.handle.pointer, &shape, &dimensions, &result),
      "give logits")
    return body(try unsafe Self.values(result, shape, dimensions, rows: rows).span)
  }

  private static func values(
    _ result: UnsafePointer<Float>?, _ shape: UnsafePointer<UInt64>?, _ dimensions: UInt64,
    rows: Int
  ) throws(TreeError) -> UnsafeBufferPointer<Float> {
    var count: UInt64 = 1
    for dimension in 0..<Int(dimensions) { count *= unsafe shape?[dimension] ?? 0 }
    guard let result = unsafe result, count == UInt64(rows) else {
      throw .failed(
        action: "give one logit a row", reason: "it gave \(count) for \(rows) rows.")
    }
    return unsafe UnsafeBufferPointer(start: result, count: rows)
  }

  // MARK: - Models

  /// The first rounds alone.
  ///
  /// - Precondition: `rounds` is at least 1.
  func first(_ rounds: Int) throws(TreeError) -> Booster {
    var slice: UnsafeMutableRawPointer?
    try library.check(
      unsafe functions.slice(pointer, 0, Int32(rounds), 1, &slice), "take \(rounds) rounds out")
    guard let slice = unsafe slice else {
      throw .failed(action: "take \(rounds) rounds out", reason: "it returned none.")
    }
    return unsafe Booster(owning: slice, library: library)
  }

  /// The model as XGBoost's own JSON.
  func json() throws(TreeError) -> [UInt8] {
    var length: UInt64 = 0
    var bytes: UnsafePointer<CChar>?
    try library.check(
      unsafe functions.save(pointer, "{\"format\": \"json\"}", &length, &bytes), "save the trees")
    return unsafe [UInt8](UnsafeRawBufferPointer(start: bytes, count: Int(length)))
  }

  /// Takes over a saved model.
  func load(_ json: [UInt8]) throws(TreeError) {
    let status = unsafe json.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return Int32(-1) }
      return unsafe functions.load(pointer, base, UInt64(bytes.count))
    }
    try library.check(status, "read the trees")
  }
}

/// Logits that XGBoost adds trees to.
struct BaseLogits {
  let handle: MatrixHandle

  /// Logits, one a row of the prediction that they are for.
  init(_ logits: ArraySlice<Float>, library: XGBoostLibrary) throws(TreeError) {
    // A proxy of its own each time: it would remember how many rows it was last used for.
    handle = try unsafe MatrixHandle(library: library) { unsafe library.functions.createProxy(&$0) }
    let status = unsafe logits.withUnsafeBufferPointer { logits in
      guard let base = logits.baseAddress else { return Int32(0) }
      return unsafe library.functions.setFloats(
        handle.pointer, "base_margin", base, UInt64(logits.count))
    }
    try library.check(status, "take logits")
  }
}
