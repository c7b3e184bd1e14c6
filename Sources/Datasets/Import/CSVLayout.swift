internal import Spelling

/// The columns of a CSV file: what its header says and what each column is for.
struct CSVLayout: Sendable {
  let file: String
  let delimiter: UInt8
  let lineLimit: Int
  /// The columns' names, in order.
  let names: [String]
  /// The columns' roles, in order.
  let roles: [ColumnRole]
  /// The column that holds the label, from 0.
  let labelColumn: Int
  /// The name of the label column.
  var label: String { names[labelColumn] }
  /// The names of all columns but the label.
  let featureNames: [String]

  /// The layout that `names` and the label's name make.
  init(names: [String], file: String, importer: CSVImporter) throws(ImportError) {
    var firstColumn: [String: Int] = [:]
    for (column, name) in names.enumerated() {
      guard !name.isEmpty else {
        throw .emptyName(.init(file: file, line: 1, column: column + 1))
      }
      if let first = firstColumn.updateValue(column, forKey: name) {
        throw .duplicateName(file: file, name: name, first: first + 1, second: column + 1)
      }
    }
    guard let labelColumn = firstColumn[importer.label] else {
      let columns = Self.nearestFirst(names, to: importer.label)
      throw .unknownLabel(file: file, label: importer.label, columns: columns)
    }
    guard names.count > 1 else { throw .noFeatures(file: file, label: importer.label) }
    self.file = file
    self.names = names
    self.labelColumn = labelColumn
    delimiter = importer.delimiter.rawValue
    lineLimit = importer.maximumLineLength
    roles = names.indices.map { $0 == labelColumn ? .label : .numeric }
    featureNames = names.indices.filter { $0 != labelColumn }.map { names[$0] }
  }

  /// The names as they stand, but the one that is nearest to `name` first.
  private static func nearestFirst(_ names: [String], to name: String) -> [String] {
    let distances = names.map { Spelling.distance($0, name) }
    guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }) else {
      return names
    }
    return [names[nearest]] + names[..<nearest] + names[(nearest + 1)...]
  }
}
