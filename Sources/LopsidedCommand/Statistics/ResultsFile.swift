internal import Datasets
internal import Spelling
internal import Statistics

/// A CSV file of results: a row for each replicate or data set, a column for each method.
struct ResultsFile {
  /// The methods and their values.
  let table: MethodTable
  /// The column that names the rows, if there is one.
  let rowNames: String?

  /// Names of a first column that holds no method.
  private static let namesOfRows: Set<String> = [
    "row", "seed", "replicate", "repeat", "split", "fold", "run", "dataset", "data set",
    "data_set",
  ]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - delimiter: What stands between cells.
  ///   - rowNames: The column with names of rows; nil to go by the first column's name.
  ///
  /// - Throws: ``ImportError``, ``ResultsFileError``.
  init(path: String, delimiter: CSVImporter.Delimiter, rowNames: String?) throws {
    let plain = try PlainTable(path: path, delimiter: delimiter)
    let named: Int?
    if let rowNames {
      named = plain.names.firstIndex(of: rowNames)
      guard named != nil else {
        throw ResultsFileError.unknownColumn(
          path, option: "--rows", name: rowNames, columns: plain.names)
      }
    } else {
      named = Self.namesOfRows.contains(plain.names[0].lowercased()) ? 0 : nil
    }
    let columns = plain.names.indices.filter { $0 != named }
    guard columns.count >= 2 else {
      throw ResultsFileError.tooFewMethods(path, found: columns.map { plain.names[$0] })
    }
    guard plain.rows.count >= 2 else { throw ResultsFileError.oneRow(path) }
    var rows: [[Double?]] = []
    for row in plain.rows.indices {
      var values: [Double?] = []
      for column in columns {
        do { values.append(try plain.number(row, column)) } catch {
          // A first column of texts is no column of bad numbers.
          guard column == 0, row == 0 else { throw error }
          throw ResultsFileError.textColumn(
            plain.place(row, column).description, cell: plain.rows[row][column],
            column: plain.names[column])
        }
      }
      rows.append(values)
    }
    table = try MethodTable(methods: columns.map { plain.names[$0] }, rows: rows)
    self.rowNames = named.map { plain.names[$0] }
  }
}

/// Why a file of results cannot be used.
enum ResultsFileError: Error, CustomStringConvertible {
  case unknownColumn(String, option: String, name: String, columns: [String])
  case tooFewMethods(String, found: [String])
  case oneRow(String)
  case textColumn(String, cell: String, column: String)

  var description: String {
    switch self {
    case .unknownColumn(let file, let option, let name, let columns):
      "\(file): there is no column \"\(name)\", which \(option) names. "
        + Spelling.suggestion(for: name, among: columns)
    case .tooFewMethods(let file, let found):
      "\(file): there "
        + (found.count == 1 ? "is one method, \"\(found[0])\"" : "is no method")
        + "; a comparison needs two columns of numbers at least, besides names of rows."
    case .oneRow(let file):
      "\(file), line 2: there is one row; a comparison needs two replicates or data sets at least."
    case .textColumn(let place, let cell, let column):
      "\(place): \"\(cell)\" is not a number. Valid are numbers such as 12, -0.5 or 1.5e-3; if the "
        + "column names the rows, say so with --rows \(Terminal.quoted(column))."
    }
  }
}
