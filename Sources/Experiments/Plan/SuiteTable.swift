internal import Datasets
internal import Foundation
internal import Hashing

/// All rows of a data set that is split, in memory or with their features in a mapped file.
enum SuiteTable: Sendable {
  case stored(Dataset)
  case mapped(MappedTable)

  /// Opens a data set folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - amount: The feature that says what each row is worth; `nil` for none.
  ///   - isMapped: Whether features stay in the file; `nil` leaves it to their size.
  /// - Throws: ``DatasetError`` when the folder cannot be read or the feature is none.
  init(_ folder: DatasetFolder, amount: String?, isMapped: Bool?) throws(DatasetError) {
    let bytes = folder.rowCount * folder.manifest.featureNames.count * MemoryLayout<Float>.stride
    guard isMapped ?? Self.isLarge(bytes: bytes) else {
      let table = try folder.read()
      self = .stored(try amount.map { name throws(DatasetError) in try table.worth(name) } ?? table)
      return
    }
    self = .mapped(try MappedTable(folder, amount: amount))
  }

  /// Whether features take more than an eighth of this machine's memory: a replicate holds them
  /// three times over (all rows, those of the parts, and what models take), and several replicates
  /// are in flight.
  static func isLarge(
    bytes: Int, memory: UInt64 = ProcessInfo.processInfo.physicalMemory
  ) -> Bool { UInt64(bytes) > memory / 8 }

  /// All rows, with labels and what splits go by.
  var rows: RowSource {
    switch self {
    case .stored(let dataset): .stored(dataset)
    case .mapped(let table): table.rows
    }
  }

  /// Labels and what splits go by.
  var facts: Dataset { rows.facts }

  /// Whether it is known what rows are worth.
  var hasAmounts: Bool {
    switch self {
    case .stored(let dataset): dataset.amounts != nil
    case .mapped(let table): table.hasAmounts
    }
  }

  /// Whether labels are known to differ from what is seen.
  var hasFaultyLabels: Bool {
    switch self {
    case .stored(let dataset): dataset.oracle?.observation != nil
    case .mapped(let table): table.hasTrueLabels
    }
  }

  /// Some of the rows, ascending.
  func part(_ wanted: [Int], keeping kept: DrawnRows.Facts) throws(DatasetError) -> RowSource {
    switch self {
    case .stored(let dataset): .stored(dataset.rows(at: wanted))
    case .mapped(let table): try table.part(wanted, keeping: kept)
    }
  }

  /// The label of each row by which results are measured.
  func trueLabels() throws(DatasetError) -> [UInt8] {
    switch self {
    case .stored(let dataset): dataset.withTrueLabels.labels
    case .mapped(let table): try table.trueLabels() ?? facts.labels
    }
  }

  /// SHA-256 of column names, labels and feature bytes, in hexadecimal.
  func contentHash() -> String {
    var hash = SHA256()
    hash.update(Array("\(rows.columns.map(\.name))".utf8).span)
    hash.update(facts.labels.span)
    let reader = rows.featureReader(capacity: 1)
    // Successive rows are lent, not copied, so that there may be many of them.
    let rowsAtOnce = 65_536
    for first in stride(from: 0, to: rows.rowCount, by: rowsAtOnce) {
      reader.read(first..<min(rows.rowCount, first + rowsAtOnce)) { hash.update($0) }
    }
    return hash.hexadecimal()
  }

  /// SHA-256 of levels, attributes and true labels, in hexadecimal; `nil` where there are none.
  ///
  /// - Parameter includingAmounts: Whether amounts count; those that a feature says are known by it.
  /// - Returns: The hash, if there is anything to hash.
  /// - Throws: ``DatasetError`` when a mapped folder's files cannot be read.
  func attributeHash(includingAmounts: Bool) throws(DatasetError) -> String? {
    var hash = SHA256()
    var isEmpty = true
    func name(_ name: String, _ count: Int) {
      isEmpty = false
      hash.update(Array("\(name) \(count) ".utf8).span)
    }
    func add<Value: BitwiseCopyable>(_ title: String, _ values: [Value]?) {
      guard let values else { return }
      name(title, values.count)
      hash.update(values.span)
    }
    for column in rows.columns {
      guard let levels = column.levels else { continue }
      add("levels of \(column.name)", Array("\(levels)".utf8))
    }
    if includingAmounts {
      switch self {
      case .stored(let dataset): add("amounts", dataset.amounts)
      case .mapped(let table):
        try table.forEachAmounts { amounts in
          name("amounts", amounts.count)
          hash.update(amounts)
        }
      }
    }
    add("times", facts.attributes.times)
    add("entities", facts.attributes.entities)
    add("weights", facts.attributes.weights)
    switch self {
    case .stored(let dataset): add("true labels", dataset.oracle?.observation?.trueLabels)
    case .mapped(let table): add("true labels", try table.trueLabels())
    }
    return isEmpty ? nil : hash.hexadecimal()
  }
}
