/// All rows of a data set folder, their features mapped into memory instead of read.
///
/// In memory are the label of each row and what splits go by; what else is known of rows is read
/// for those of a part.
public struct MappedTable: Sendable {
  /// The folder.
  public let folder: DatasetFolder
  /// All rows, with labels, times, entities and weights.
  public let rows: RowSource
  private let mapped: MappedRows
  /// The feature that says what rows are worth; `nil` where a file does, or nothing.
  private let amountColumn: Int?

  /// Opens a folder's rows.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - amount: The feature that says what each row is worth; `nil` for none.
  ///
  /// - Throws: ``DatasetError``: what ``DatasetFolder/read(rows:includingOracle:)`` and
  ///   ``Dataset/worth(_:)`` refuse.
  public init(_ folder: DatasetFolder, amount: String? = nil) throws(DatasetError) {
    self.folder = folder
    let columns = folder.manifest.featureColumns
    let files = try folder.arrayFiles(includingOracle: false)
    func values<Value: BitwiseCopyable>(
      _ file: ColumnFile, _ zero: Value
    ) throws(DatasetError) -> [Value]? {
      try files.columns[file]?.values(rows: 0..<folder.rowCount, width: 1, of: zero)
    }
    let labels = try values(.labels, UInt8(0)) ?? []
    try folder.checkLabels(labels)
    mapped = MappedRows(
      columns: columns, features: try MappedArray<Float>(files.features),
      facts: Dataset(
        columns: [], features: [], labels: labels,
        attributes: RowAttributes(
          times: try values(.times, 0.0), entities: try values(.entities, UInt32(0)),
          weights: try values(.weights, Float(0)))))
    rows = .mapped(mapped)
    amountColumn = try amount.map { name throws(DatasetError) in
      guard let column = columns.firstIndex(where: { $0.name == name }) else {
        throw .unknownAmount(name, valid: columns.map(\.name))
      }
      return column
    }
    if let amount, let amountColumn { try checkAmounts(in: amountColumn, name: amount) }
  }

  /// Whether it is known what rows are worth.
  public var hasAmounts: Bool { amountColumn != nil || folder.manifest.has(.amounts) }

  /// Some rows of the folder as a part of it.
  ///
  /// - Parameters:
  ///   - wanted: The rows, ascending.
  ///   - kept: Whether the oracle is read too.
  ///
  /// - Returns: The rows, their features in the file.
  ///
  /// - Throws: ``DatasetError`` when the folder is no longer what it was.
  public func part(_ wanted: [Int], keeping kept: DrawnRows.Facts) throws(DatasetError) -> RowSource
  {
    try mapped.features.checkUnchanged()
    let files = try folder.arrayFiles(
      includingOracle: kept == .everything && folder.manifest.hasOracle)
    func values<Value: BitwiseCopyable & Sendable>(
      _ file: ColumnFile, _: Value.Type
    ) throws(DatasetError) -> [Value]? {
      guard let array = files.columns[file] else { return nil }
      let mapped = try MappedArray<Value>(array)
      return mapped.withValues(0..<mapped.count) { values in wanted.map { values[$0] } }
    }
    var attributes = mapped.facts.attributes.rows(at: wanted)
    if let amountColumn {
      attributes.amounts = amounts(of: wanted, in: amountColumn)
    } else {
      attributes.amounts = try values(.amounts, Float.self)
    }
    let known = mapped.facts.labels
    let facts = Dataset(
      columns: [], features: [], labels: wanted.map { known[$0] }, attributes: attributes,
      oracle: Oracle(
        posterior: try values(.posterior, Double.self),
        typology: try values(.typology, UInt8.self),
        typologyNames: folder.manifest.typologies,
        trueLabels: try values(.trueLabels, UInt8.self),
        observed: try values(.observedPosterior, Double.self)))
    return .mapped(
      MappedRows(columns: mapped.columns, features: mapped.features, rows: wanted, facts: facts))
  }

  /// Whether the folder has true labels beside those that are seen.
  public var hasTrueLabels: Bool { folder.manifest.has(.trueLabels) }

  /// The true label of each row; `nil` where labels are seen as they are.
  public func trueLabels() throws(DatasetError) -> [UInt8]? {
    guard hasTrueLabels else { return nil }
    return try folder.arrayFiles(includingOracle: true).columns[.trueLabels]?.values(
      rows: 0..<folder.rowCount, width: 1, of: UInt8(0))
  }

  /// Calls `body` with what each row is worth, some rows at a time.
  public func forEachAmounts(_ body: (Span<Float>) -> Void) throws(DatasetError) {
    guard amountColumn == nil,
      let array = try folder.arrayFiles(includingOracle: false).columns[.amounts]
    else { return }
    let amounts = try MappedArray<Float>(array)
    amounts.withValues(0..<amounts.count, body)
  }

  private func amounts(of wanted: [Int], in column: Int) -> [Float] {
    let width = mapped.columns.count
    return mapped.features.withValues(0..<mapped.features.count) { values in
      wanted.map { values[$0 * width + column] }
    }
  }

  private func checkAmounts(in column: Int, name: String) throws(DatasetError) {
    let width = mapped.columns.count
    let reader = rows.featureReader(capacity: 1024)
    var wrong: (row: Int, amount: Float)?
    for first in stride(from: 0, to: rows.rowCount, by: 1024) where wrong == nil {
      reader.read(first..<min(rows.rowCount, first + 1024)) { features in
        for row in 0..<features.count / width where wrong == nil {
          let amount = features[row * width + column]
          if !(amount >= 0) { wrong = (first + row, amount) }
        }
      }
    }
    if let wrong { throw .negativeAmount(wrong.amount, row: wrong.row, column: name) }
  }
}

extension Oracle {
  /// An oracle of what a folder's files hold; `nil` where they hold none.
  init?(
    posterior: [Double]?, typology: [UInt8]?, typologyNames: [String], trueLabels: [UInt8]?,
    observed: [Double]?
  ) {
    guard let posterior, let typology else { return nil }
    var observation: Observation?
    if let trueLabels, let observed {
      observation = Observation(trueLabels: trueLabels, posterior: observed)
    }
    self.init(
      posterior: posterior, typology: typology, typologyNames: typologyNames,
      observation: observation)
  }
}
