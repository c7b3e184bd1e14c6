internal import Datasets

/// Hands the rows of a part to XGBoost page by page, as often as it asks for them.
///
/// Rows in memory are read where they are; others are drawn anew each time into one page.
@safe final class RowPages {
  /// Rows of a page, unless there are fewer. The bins depend on it, so it is the same for rows in
  /// memory and rows that are drawn.
  static let rowsAtOnce = 1 << 16

  private let data: TrainingData
  private let library: XGBoostLibrary
  private let proxy: MatrixHandle
  private let kinds: FeatureKinds
  private let stored: UnsafePointer<Float>?
  private let reader: InputReader?
  private let room: FloatBuffer
  private let labels: [Float]
  private var next = 0
  /// Why a page could not be handed over.
  private(set) var fault: TreeError?

  /// Pages of some rows.
  ///
  /// - Parameters:
  ///   - data: The rows, their features as they are.
  ///   - stored: Where the features are, if they are in memory.
  ///   - withLabels: Whether XGBoost gets the labels, for its own objectives.
  ///   - library: XGBoost.
  ///
  /// - Throws: ``TreeError/preparedInputs``.
  init(
    of data: TrainingData, at stored: UnsafePointer<Float>?, withLabels: Bool,
    library: XGBoostLibrary
  ) throws(TreeError) {
    guard let columns = data.unchanged else { throw .preparedInputs }
    self.data = data
    self.library = library
    unsafe self.stored = unsafe stored
    proxy = try unsafe MatrixHandle(library: library) { unsafe library.functions.createProxy(&$0) }
    kinds = FeatureKinds(columns)
    let rows = min(Self.rowsAtOnce, max(data.rowCount, 1))
    let isStored = unsafe stored != nil
    reader = isStored ? nil : InputReader(data, capacity: rows)
    room = FloatBuffer(count: isStored ? 0 : rows * data.featureCount)
    labels = withLabels ? data.labels.map { Float($0) } : []
  }

  /// What XGBoost hands the rows over to the matrix with.
  var proxyHandle: UnsafeMutableRawPointer { unsafe proxy.pointer }

  /// Starts again with the first row.
  func restart() { next = 0 }

  /// Gives XGBoost the next page; false when there is none.
  func advance() -> Bool {
    guard fault == nil, next < data.rowCount else { return false }
    let rows = next..<min(next + Self.rowsAtOnce, data.rowCount)
    do { try hand(over: rows) } catch {
      fault = error
      return false
    }
    next = rows.upperBound
    return true
  }

  private func hand(over rows: Range<Int>) throws(TreeError) {
    var base = unsafe stored.map { unsafe $0 + rows.lowerBound &* data.featureCount }
    // Where rows lie in memory they stay there, and the room is kept as long as the pages.
    unsafe reader?.withInputs(of: rows, room: room.base) { unsafe base = unsafe $0 }
    guard let base = unsafe base else { return }
    let array = unsafe ArrayInterface.json(base, rows: rows.count, columns: data.featureCount)
    try library.check(
      unsafe library.functions.setDense(proxy.pointer, array), "take rows \(rows)")
    try unsafe kinds.set(library, "feature_type") {
      unsafe library.functions.setMatrixTexts(proxy.pointer, $0, $1, $2)
    }
    guard !labels.isEmpty else { return }
    let status = unsafe labels.withUnsafeBufferPointer { labels in
      guard let first = labels.baseAddress else { return Int32(0) }
      return unsafe library.functions.setFloats(
        proxy.pointer, "label", first + rows.lowerBound, UInt64(rows.count))
    }
    try library.check(status, "take labels")
  }
}

/// Name and kind of each feature as XGBoost is told of them.
struct FeatureKinds: Sendable {
  private let names: [String]
  private let kinds: [String]

  init(_ columns: [FeatureColumn]) {
    names = columns.map(\.name)
    kinds = columns.map { $0.levels == nil ? "q" : "c" }
  }

  /// Calls `set` with a field's name, its texts and their number.
  func set(
    _ library: XGBoostLibrary, _ field: String,
    _ set: (
      UnsafePointer<CChar>, UnsafeMutablePointer<UnsafePointer<CChar>?>?, UInt64
    ) -> Int32
  ) throws(TreeError) {
    let texts = field == "feature_name" ? names : kinds
    // All texts in one block, each with its ending zero.
    var bytes: [CChar] = []
    var starts: [Int] = []
    for text in texts {
      starts.append(bytes.count)
      bytes += text.utf8.map { CChar(bitPattern: $0) } + [0]
    }
    let status = unsafe bytes.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return Int32(0) }
      var pointers: [UnsafePointer<CChar>?] = unsafe starts.map { unsafe base + $0 }
      return unsafe pointers.withUnsafeMutableBufferPointer { pointers in
        unsafe field.withCString { field in
          unsafe set(field, pointers.baseAddress, UInt64(pointers.count))
        }
      }
    }
    try library.check(status, "take the names of features")
  }
}
