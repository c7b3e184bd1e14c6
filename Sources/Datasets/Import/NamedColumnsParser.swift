internal import Synchronization

/// Parses the records of one piece of a file into columns.
struct NamedColumnsParser: Sendable {
  private(set) var columns: NamedColumns
  private(set) var tables: [LevelTable]
  private(set) var lineCount = 0
  /// Lines before the first of the blank lines that the piece ends with.
  private(set) var linesBeforeBlank: Int?
  /// Where the first record with a fault starts, and the lines before it.
  private(set) var fault: (offset: Int, lines: Int)?

  init(columns wanted: [NamedColumn]) {
    columns = NamedColumns(count: wanted.count)
    tables = wanted.map { _ in LevelTable() }
  }

  /// Parses whole records until the first fault.
  mutating func parse(_ bytes: Span<UInt8>, _ range: Range<Int>, plan: NamedColumnsPlan) {
    for index in columns.numbers.indices {
      columns.numbers[index].removeAll(keepingCapacity: true)
      columns.entities[index].removeAll(keepingCapacity: true)
    }
    columns.rowCount = 0
    (lineCount, linesBeforeBlank, fault) = (0, nil, nil)
    var offset = range.lowerBound
    while offset < range.upperBound {
      if let next = Self.endOfBlankLine(bytes, offset) {
        if linesBeforeBlank == nil { linesBeforeBlank = lineCount }
        lineCount += 1
        offset = next
        continue
      }
      // A blank line with rows below it is a fault.
      guard linesBeforeBlank == nil else {
        fault = (offset, lineCount)
        return
      }
      let rows = columns.rowCount
      if let next = plainRow(bytes, offset, plan) {
        columns.rowCount = rows + 1
        lineCount += 1
        offset = next
        continue
      }
      removeRow(rows)
      guard let (next, lines) = quotedRow(bytes, offset..<range.upperBound, plan) else {
        removeRow(rows)
        fault = (offset, lineCount)
        return
      }
      columns.rowCount = rows + 1
      lineCount += lines
      offset = next
    }
  }

  private mutating func removeRow(_ rows: Int) {
    for index in columns.numbers.indices {
      if columns.numbers[index].count > rows { columns.numbers[index].removeLast() }
      if columns.entities[index].count > rows { columns.entities[index].removeLast() }
    }
  }

  /// Reads a row without quotes; `nil` for any other, and for one with a fault.
  private mutating func plainRow(
    _ bytes: Span<UInt8>, _ offset: Int, _ plan: NamedColumnsPlan
  ) -> Int? {
    var index = offset
    let last = plan.readers.count - 1
    for slot in 0...last {
      let readers = plan.readers[slot]
      while bytes[index] == space { index += 1 }
      let start = index
      if readers.count == 1, case .number(let range, _) = plan.columns[readers[0]].kind {
        guard let value = DecimalNumber.readPrecise(bytes, at: &index), range.contains(value) else {
          return nil
        }
        columns.numbers[readers[0]].append(value)
        while bytes[index] == space { index += 1 }
      } else {
        while bytes[index] != plan.delimiter, bytes[index] != newline {
          if bytes[index] == quote || bytes[index] == 0 { return nil }
          index += 1
        }
        var end = index
        if bytes[index] == newline, end > start, bytes[end - 1] == carriageReturn { end -= 1 }
        while end > start, bytes[end - 1] == space { end -= 1 }
        for reader in readers where !read(bytes, start..<end, reader, plan) { return nil }
      }
      if slot < last {
        guard bytes[index] == plan.delimiter else { return nil }
      } else if bytes[index] != newline {
        guard bytes[index] == carriageReturn, bytes[index + 1] == newline else { return nil }
        index += 1
      }
      index += 1
    }
    return index
  }

  /// Reads any row; `nil` for one with a fault.
  private mutating func quotedRow(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ plan: NamedColumnsPlan
  ) -> (end: Int, lines: Int)? {
    let record: CSVRecord
    do throws(CSVRecord.Fault) {
      record = try CSVRecord(
        bytes, in: range, delimiter: plan.delimiter, keeping: plan.names.count)
    } catch {
      return nil
    }
    guard record.cellCount == plan.names.count, bytes[record.end - 1] == newline else { return nil }
    for (slot, cell) in record.cells.enumerated() where !plan.readers[slot].isEmpty {
      let content = cell.trimmedContent(bytes) + [newline]
      for reader in plan.readers[slot]
      where !read(content.span, 0..<content.count - 1, reader, plan) {
        return nil
      }
    }
    return (record.end, record.lineCount)
  }

  /// Reads a cell into a column; `false` if it is not valid. The byte behind it is no part of it.
  private mutating func read(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ column: Int, _ plan: NamedColumnsPlan
  ) -> Bool {
    if case .entity = plan.columns[column].kind {
      guard !MissingValue.isOne(bytes, range) else { return false }
      columns.entities[column].append(tables[column].code(of: range, in: bytes))
      return true
    }
    guard let value = Self.value(bytes, range, plan.columns[column].kind) else { return false }
    columns.numbers[column].append(value)
    return true
  }

  static func value(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ kind: NamedColumnKind
  ) -> Double? {
    var index = range.lowerBound
    switch kind {
    case .number(let valid, _):
      guard let value = DecimalNumber.readPrecise(bytes, at: &index), index == range.upperBound,
        valid.contains(value)
      else { return nil }
      return value
    case .label(let positive):
      return label(bytes, range, positive: positive)
    case .time(let unit):
      if range.count >= 8, bytes[range.lowerBound + 4] == UInt8(ascii: "-") {
        let days = TimeText.readDate(bytes, at: &index)
        return index == range.upperBound ? days : nil
      }
      guard let value = DecimalNumber.readPrecise(bytes, at: &index), index == range.upperBound,
        value.isFinite
      else { return nil }
      return value / unit.perDay
    case .entity:
      return nil
    }
  }

  private static func label(
    _ bytes: Span<UInt8>, _ range: Range<Int>, positive: String?
  ) -> Double? {
    if let positive {
      guard !range.isEmpty else { return nil }
      let text = Array(positive.utf8)
      let isEqual =
        text.count == range.count
        && text.indices.allSatisfy { text[$0] == bytes[range.lowerBound + $0] }
      return isEqual ? 1 : 0
    }
    if range.count == 1 {
      let digit = bytes[range.lowerBound] &- UInt8(ascii: "0")
      return digit <= 1 ? Double(digit) : nil
    }
    let word = range.map { bytes[$0] | 0x20 }
    if word == Array("true".utf8) { return 1 }
    if word == Array("false".utf8) { return 0 }
    var index = range.lowerBound
    guard let value = DecimalNumber.readPrecise(bytes, at: &index), index == range.upperBound,
      value == 0 || value == 1
    else { return nil }
    return value
  }

  private static func endOfBlankLine(_ bytes: Span<UInt8>, _ offset: Int) -> Int? {
    var index = offset
    while bytes[index] == space { index += 1 }
    if bytes[index] == carriageReturn, bytes[index + 1] == newline { index += 1 }
    return bytes[index] == newline ? index + 1 : nil
  }
}

/// A parser that threads may pass on.
final class NamedColumnsWorker: Sendable {
  let parser: Mutex<NamedColumnsParser>

  init(columns: [NamedColumn]) { parser = Mutex(NamedColumnsParser(columns: columns)) }
}
