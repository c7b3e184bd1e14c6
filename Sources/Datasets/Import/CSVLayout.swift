/// How a CSV file is written, and what its columns are for.
struct CSVLayout: Sendable {
  /// What the columns are for.
  var plan: ColumnPlan
  /// What stands between cells.
  let delimiter: UInt8
  /// The number of bytes that a record may have.
  let lineLimit: Int
  /// How the time column writes times.
  var timeStyle = TimeText.Style.number

  var file: String { plan.file }
  var names: [String] { plan.names }

  /// The layout that a header's names and the options make.
  init(names: [String], file: String, importer: CSVImporter) throws(ImportError) {
    try Self.check(names, file: file)
    plan = try ColumnPlan(
      names: names, label: importer.label, options: importer.columns, file: file)
    delimiter = importer.delimiter.rawValue
    lineLimit = importer.maximumLineLength
  }

  /// Throws if a name is empty or occurs twice.
  static func check(_ names: [String], file: String) throws(ImportError) {
    var firstColumn: [String: Int] = [:]
    for (column, name) in names.enumerated() {
      guard !name.isEmpty else {
        throw .emptyName(.init(file: file, line: 1, column: column + 1))
      }
      if let first = firstColumn.updateValue(column, forKey: name) {
        throw .duplicateName(file: file, name: name, first: first + 1, second: column + 1)
      }
    }
  }
}
