/// Parses the records of one piece of a file.
struct RowParser: Sendable {
  /// The features of the rows, row-major; values behind `rowCount` rows are left from earlier.
  private(set) var cells: [Float] = []
  /// For each row the index of its label in ``classes``.
  private(set) var labels: [UInt8] = []
  /// The labels found.
  private(set) var classes = ClassValues()
  /// The number of rows.
  var rowCount: Int { labels.count }
  /// The number of lines, blank ones and those inside quoted cells included.
  private(set) var lineCount = 0
  /// The number of lines before the first of the blank lines at the end; `nil` if there are none.
  private(set) var linesBeforeBlank: Int?
  /// Where the first record with a fault starts, and the number of lines before it.
  private(set) var fault: (offset: Int, lines: Int)?

  /// Parses the whole records in `range` of `bytes`, until the first fault.
  mutating func parse(_ bytes: Span<UInt8>, _ range: Range<Int>, layout: CSVLayout) {
    let featureCount = layout.featureNames.count
    labels.removeAll(keepingCapacity: true)
    classes = ClassValues()
    lineCount = 0
    linesBeforeBlank = nil
    fault = nil
    // A cell takes two bytes at least, so this many fit; the pages not needed are never touched.
    let most = range.count / 2 + featureCount
    if cells.count < most { cells = [Float](repeating: 0, count: most) }
    // Taken out for the time being: a span of a property would bar access to all others.
    var cells: [Float] = []
    swap(&cells, &self.cells)
    defer { swap(&cells, &self.cells) }
    var output = cells.mutableSpan
    var offset = range.lowerBound
    while offset < range.upperBound {
      if let next = Self.endOfBlankLine(bytes, offset) {
        if linesBeforeBlank == nil { linesBeforeBlank = lineCount }
        lineCount += 1
        offset = next
        continue
      }
      let start = offset
      let base = labels.count * featureCount
      var lines = 1
      var label = Self.plainRow(
        bytes, &offset, layout: layout, classes: &classes, into: &output, at: base)
      if label == nil {
        offset = start
        label = try? Self.anyRow(
          bytes, &offset, range.upperBound, lines: &lines, firstLine: 0, layout: layout,
          classes: &classes, into: &output, at: base)
      }
      guard let label, linesBeforeBlank == nil, offset - start <= layout.lineLimit else {
        fault = (start, lineCount)
        return
      }
      labels.append(label)
      lineCount += lines
    }
  }

  /// The error in the record at `offset`, which ``fault`` has reported.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - offset: Where the record starts.
  ///   - end: The end of the piece.
  ///   - line: The record's line, from 1.
  ///   - layout: The columns.
  /// - Returns: The error.
  func explain(
    _ bytes: Span<UInt8>, at offset: Int, upTo end: Int, line: Int, layout: CSVLayout
  ) -> ImportError {
    var classes = classes
    var scratch = [Float](repeating: 0, count: layout.featureNames.count)
    var output = scratch.mutableSpan
    var offset = offset
    var lines = 0
    do throws(ImportError) {
      _ = try Self.anyRow(
        bytes, &offset, end, lines: &lines, firstLine: line, layout: layout, classes: &classes,
        into: &output, at: 0)
    } catch {
      return error
    }
    // Blank lines and lines beyond the limit are all that a whole row is refused for.
    return .lineTooLong(file: layout.file, line: line, limit: layout.lineLimit)
  }

  /// The end of the line at `start` if it holds nothing but spaces.
  @inline(__always)
  private static func endOfBlankLine(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    var index = start
    while bytes[index] == space { index += 1 }
    if bytes[index] == carriageReturn, index + 1 < bytes.count { index += 1 }
    return bytes[index] == newline ? index + 1 : nil
  }

  /// Reads a row of unquoted numbers and a label without quotes in it; `nil` for any other row.
  ///
  /// The label's index is returned and `offset` moves behind the row.
  @inline(__always)
  private static func plainRow(
    _ bytes: Span<UInt8>, _ offset: inout Int, layout: CSVLayout, classes: inout ClassValues,
    into output: inout MutableSpan<Float>, at base: Int
  ) -> UInt8? {
    let delimiter = layout.delimiter
    let lastColumn = layout.names.count - 1
    let labelColumn = layout.labelColumn
    var index = offset
    var target = base
    var labelRange = 0..<0
    for column in 0...lastColumn {
      while bytes[index] == space { index += 1 }
      if column == labelColumn {
        guard let range = plainLabel(bytes, &index, delimiter) else { return nil }
        labelRange = range
      } else {
        guard let value = DecimalNumber.read(bytes, at: &index), value.isFinite else { return nil }
        output[target] = value
        target += 1
      }
      while bytes[index] == space { index += 1 }
      if column < lastColumn {
        guard bytes[index] == delimiter else { return nil }
      } else if bytes[index] != newline {
        guard bytes[index] == carriageReturn, index + 1 < bytes.count,
          bytes[index + 1] == newline
        else { return nil }
        index += 1
      }
      index += 1
    }
    // The label is counted last, when nothing else can be wrong with the row.
    guard let label = classes.index(of: labelRange, in: bytes) else { return nil }
    offset = index
    return label
  }

  /// Where an unquoted label of one word stands, or a quoted one without quotes or lines in it.
  @inline(__always)
  private static func plainLabel(
    _ bytes: Span<UInt8>, _ index: inout Int, _ delimiter: UInt8
  ) -> Range<Int>? {
    let isQuoted = bytes[index] == quote
    if isQuoted { index += 1 }
    let start = index
    while bytes[index] > space, bytes[index] != delimiter, bytes[index] != quote { index += 1 }
    let range = start..<index
    if isQuoted {
      guard bytes[index] == quote else { return nil }
      index += 1
    }
    // One byte is no word for a missing value, except for these.
    guard range.count > 1 || range.count == 1 && bytes[start] != UInt8(ascii: "?") else {
      return nil
    }
    return range.count > 1 && MissingValue.isOne(bytes, range) ? nil : range
  }

  /// Reads any row.
  private static func anyRow(
    _ bytes: Span<UInt8>, _ offset: inout Int, _ end: Int, lines: inout Int, firstLine: Int,
    layout: CSVLayout, classes: inout ClassValues, into output: inout MutableSpan<Float>,
    at base: Int
  ) throws(ImportError) -> UInt8 {
    let file = layout.file
    let record = try layout.record(
      bytes, in: offset..<end, line: firstLine, keeping: layout.names.count)
    guard !record.isBlank else { throw .blankLine(file: file, line: firstLine) }
    guard record.cellCount == layout.names.count else {
      throw .raggedRow(
        file: file, line: firstLine, found: record.cellCount, expected: layout.names.count)
    }
    var target = base
    var labelContent: [UInt8] = []
    for (column, cell) in record.cells.enumerated() {
      let content = cell.trimmedContent(bytes)
      let place = ImportError.Place(
        file: file, line: firstLine + cell.lineOffset, column: column + 1,
        name: layout.names[column])
      guard !content.contains(0) else {
        throw .binary(file: file, line: place.line, resembles: nil)
      }
      guard !MissingValue.isOne(content.span, content.indices) else {
        throw .missingValue(place, cell: String(decoding: content, as: UTF8.self))
      }
      switch layout.roles[column] {
      case .label: labelContent = content
      case .numeric:
        output[target] = try number(content, place)
        target += 1
      }
    }
    guard let label = classes.insert(labelContent, rows: 1) else {
      throw .manyValues(file: file, label: layout.label, values: classes.counts.map(\.value))
    }
    offset = record.end
    lines = record.lineCount
    return label
  }

  /// The number that `content` is, all of it.
  private static func number(
    _ content: [UInt8], _ place: ImportError.Place
  ) throws(ImportError) -> Float {
    let terminated = content + [newline]
    var index = 0
    let value = DecimalNumber.read(terminated.span, at: &index)
    let text = String(decoding: content, as: UTF8.self)
    guard let value, index == content.count else {
      throw MissingValue.isInfinity(text)
        ? .infinite(place, cell: text) : .notANumber(place, cell: text)
    }
    guard value.isFinite else { throw .overflow(place, cell: text) }
    return value
  }
}

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
