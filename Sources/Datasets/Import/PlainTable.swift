/// A CSV file as it is: names and cells, none of which is a label.
///
/// For small tables such as results of other programs; rules and messages are those of imported
/// data.
package struct PlainTable {
  /// What errors call the file.
  package let file: String
  /// The columns' names.
  package let names: [String]
  /// The cells, row after row.
  package let rows: [[String]]
  /// The line that each row begins on.
  package let lines: [Int]

  /// The table in a file, compressed by gzip or not.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - delimiter: what stands between cells.
  /// - Throws: ``ImportError`` for the first fault.
  package init(path: String, delimiter: CSVImporter.Delimiter) throws(ImportError) {
    var bytes = try HeldText.contents(at: path)
    if bytes.last != newline { bytes.append(newline) }
    let importer = CSVImporter(label: "", delimiter: delimiter)
    let span = bytes.span
    guard !CSVHeader.isBlank(span, bytes.indices) else { throw .emptyFile(file: path) }
    let header = try CSVHeader(
      span, bytes.indices, isWhole: true, file: path, importer: importer)
    // Tables with row names often have none above them.
    let names = header.names[0].isEmpty ? ["row"] + header.names.dropFirst() : header.names
    try CSVLayout.check(names, file: path)
    let end = Self.lastContent(span) + 1
    var (start, line) = (header.end, 1 + header.lineCount)
    var (rows, lines) = ([[String]](), [Int]())
    while start < end {
      let record: CSVRecord
      do throws(CSVRecord.Fault) {
        record = try CSVRecord(
          span, in: start..<bytes.count, delimiter: delimiter.rawValue, keeping: names.count)
      } catch {
        throw error.located(
          span, file: path, line: line, names: names, limit: importer.maximumLineLength)
      }
      guard !record.isBlank else { throw .blankLine(file: path, line: line) }
      guard record.cellCount == names.count else {
        throw .raggedRow(
          file: path, line: line, found: record.cellCount, expected: names.count)
      }
      rows.append(record.cells.map { String(decoding: $0.trimmedContent(span), as: UTF8.self) })
      lines.append(line)
      line += record.lineCount
      start = record.end
    }
    guard !rows.isEmpty else { throw .headerOnly(file: path) }
    file = path
    self.names = names
    self.rows = rows
    self.lines = lines
  }

  /// The index of the last byte that is no line end.
  private static func lastContent(_ bytes: Span<UInt8>) -> Int {
    var index = bytes.count - 1
    while index > 0, bytes[index] == newline || bytes[index] == carriageReturn { index -= 1 }
    return index
  }

  /// A cell as a number; `nil` for one that is empty or says that its value is missing.
  ///
  /// - Parameters:
  ///   - row: The row, from 0.
  ///   - column: The column, from 0.
  /// - Returns: A finite number or `nil`.
  /// - Throws: ``ImportError`` for anything else.
  package func number(_ row: Int, _ column: Int) throws(ImportError) -> Double? {
    let cell = rows[row][column]
    var bytes = Array(cell.utf8)
    guard !MissingValue.isOne(bytes.span, bytes.indices) else { return nil }
    bytes.append(newline)
    var index = 0
    guard !MissingValue.isInfinity(cell),
      let value = DecimalNumber.readDouble(bytes.span, at: &index),
      index == bytes.count - 1, value.isFinite
    else { throw .notANumber(place(row, column), cell: cell) }
    return value
  }

  /// Where a cell stands.
  package func place(_ row: Int, _ column: Int) -> ImportError.Place {
    ImportError.Place(file: file, line: lines[row], column: column + 1, name: names[column])
  }
}
