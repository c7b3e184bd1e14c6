/// The first record of a CSV file.
struct CSVHeader {
  /// The columns' names.
  let names: [String]
  /// The index behind the header.
  let end: Int
  /// The number of lines that the header takes.
  let lineCount: Int

  /// The header at the start of `range`.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - range: The first block of the file.
  ///   - isWhole: Whether the block holds the whole header.
  ///   - file: What errors call the file.
  ///   - importer: The limits.
  /// - Throws: ``ImportError`` if the file is no text or the header is not valid.
  init(
    _ bytes: Span<UInt8>, _ range: Range<Int>, isWhole: Bool, file: String, importer: CSVImporter
  ) throws(ImportError) {
    try Self.checkIsText(
      bytes, range, lengthLimit: importer.maximumLineLength, file: file)
    let start = Self.byteOrderMarkEnd(bytes, range)
    let limit = min(range.upperBound, range.lowerBound + importer.maximumLineLength)
    let record: CSVRecord
    do throws(CSVRecord.Fault) {
      record = try CSVRecord(
        bytes, in: start..<limit, delimiter: importer.delimiter.rawValue,
        keeping: importer.maximumColumns + 1)
    } catch {
      throw error.located(
        bytes, file: file, line: 1, names: [], limit: importer.maximumLineLength)
    }
    guard record.cellCount <= importer.maximumColumns else {
      throw .tooManyColumns(file: file, limit: importer.maximumColumns)
    }
    guard isWhole, bytes[record.end - 1] == newline else {
      throw .lineTooLong(file: file, line: 1, limit: importer.maximumLineLength)
    }
    for index in start..<record.end - 1 where bytes[index] == carriageReturn {
      if bytes[index + 1] != newline { throw .carriageReturns(file: file) }
    }
    var names: [String] = []
    names.reserveCapacity(record.cells.count)
    for (column, cell) in record.cells.enumerated() {
      guard let name = String(validating: cell.trimmedContent(bytes), as: UTF8.self) else {
        throw .nameNotUTF8(.init(file: file, line: 1 + cell.lineOffset, column: column + 1))
      }
      names.append(name)
    }
    self.names = names
    end = record.end
    lineCount = record.lineCount
  }

  /// Throws if the file starts like a known binary format or has a NUL byte in its first line.
  private static func checkIsText(
    _ bytes: Span<UInt8>, _ range: Range<Int>, lengthLimit: Int, file: String
  ) throws(ImportError) {
    let formats: [(start: [UInt8], name: String)] = [
      ([0x1F, 0x8B], "gzip"), ([0x50, 0x4B, 0x03, 0x04], "a zip archive or a spreadsheet"),
      ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard"), ([0x42, 0x5A, 0x68], "bzip2"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz"), ([0x50, 0x41, 0x52, 0x31], "Parquet"),
      ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy array"),
      ([0xFF, 0xFE], "UTF-16 text"), ([0xFE, 0xFF], "UTF-16 text"),
    ]
    for format in formats where begins(bytes, range, with: format.start) {
      throw .binary(file: file, line: 1, resembles: format.name)
    }
    for index in range.prefix(min(8192, lengthLimit)) {
      if bytes[index] == 0 { throw .binary(file: file, line: 1, resembles: nil) }
      if bytes[index] == newline { return }
    }
  }

  private static func begins(
    _ bytes: Span<UInt8>, _ range: Range<Int>, with start: [UInt8]
  ) -> Bool {
    range.count >= start.count
      && start.indices.allSatisfy { bytes[range.lowerBound + $0] == start[$0] }
  }

  /// Whether `range` holds white space only, and perhaps a byte-order mark before it.
  static func isBlank(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    (byteOrderMarkEnd(bytes, range)..<range.upperBound).allSatisfy {
      bytes[$0] == space || bytes[$0] == newline || bytes[$0] == carriageReturn
    }
  }

  /// The index behind the byte-order mark that `range` may start with.
  private static func byteOrderMarkEnd(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    range.lowerBound + (begins(bytes, range, with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }
}
