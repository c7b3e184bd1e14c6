extension CSVLayout {
  /// The record at the start of `range`; its faults become errors that know the file and the line.
  ///
  /// No more than the limit is looked at, so that the error does not depend on how much of a
  /// longer record has been read.
  func record(
    _ bytes: Span<UInt8>, in range: Range<Int>, line: Int, keeping: Int
  ) throws(ImportError) -> CSVRecord {
    let record: CSVRecord
    do throws(CSVRecord.Fault) {
      record = try CSVRecord(
        bytes, in: range.lowerBound..<min(range.upperBound, range.lowerBound + lineLimit),
        delimiter: delimiter, keeping: keeping)
    } catch {
      throw error.located(bytes, file: file, line: line, names: names, limit: lineLimit)
    }
    guard bytes[record.end - 1] == newline else {
      throw .lineTooLong(file: file, line: line, limit: lineLimit)
    }
    return record
  }

  /// Throws if a record is blank or has too many or too few cells.
  func check(_ record: CSVRecord, line: Int) throws(ImportError) {
    guard !record.isBlank else { throw .blankLine(file: file, line: line) }
    guard record.cellCount == names.count else {
      throw .raggedRow(file: file, line: line, found: record.cellCount, expected: names.count)
    }
  }
}

extension CSVRecord.Fault {
  /// The error that the fault is in a record that begins on `line` of `file`.
  func located(
    _ bytes: Span<UInt8>, file: String, line: Int, names: [String], limit: Int
  ) -> ImportError {
    func place(_ column: Int, _ lineOffset: Int) -> ImportError.Place {
      .init(
        file: file, line: line + lineOffset, column: column,
        name: column <= names.count ? names[column - 1] : nil)
    }
    switch self {
    case .unterminatedQuote(let column, let lineOffset):
      return .unterminatedQuote(place(column, lineOffset), limit: limit)
    case .misplacedQuote(let column, let lineOffset, let cell):
      let content = cell.prefix(200).map { bytes[$0] }
      return .misplacedQuote(
        place(column, lineOffset), cell: String(decoding: content, as: UTF8.self))
    }
  }
}
