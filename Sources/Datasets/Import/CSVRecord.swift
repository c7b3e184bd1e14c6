/// One record of a CSV file as RFC 4180 has it: where each of its cells stands.
///
/// This reads everything that is valid and explains everything that is not; ``RowParser`` has a
/// faster way for plain rows and must agree with it.
struct CSVRecord {
  /// A cell without the white space and the quotes around it.
  struct Cell {
    var range: Range<Int>
    var isQuoted: Bool
    /// Lines between the record's first line and this cell.
    var lineOffset: Int
  }

  /// What is wrong with a record's quotes.
  enum Fault: Error {
    case unterminatedQuote(column: Int, lineOffset: Int)
    case misplacedQuote(column: Int, lineOffset: Int, cell: Range<Int>)
  }

  /// The cells, as many as were asked for.
  private(set) var cells: [Cell] = []
  /// The number of cells, also of those that were not asked for.
  private(set) var cellCount = 0
  /// The index behind the record's newline.
  private(set) var end: Int
  /// The number of newlines in the record.
  private(set) var lineCount = 0

  /// Whether the record is a line of nothing but spaces.
  var isBlank: Bool {
    cellCount == 1 && cells.allSatisfy { !$0.isQuoted && $0.range.isEmpty }
  }

  /// The record that starts at `start`.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - range: From the record's start to the end of the text, which is a newline unless the
  ///     text was cut off.
  ///   - delimiter: What stands between cells.
  ///   - keeping: The number of cells to keep.
  /// - Throws: ``Fault`` if a quote is misplaced or not closed.
  init(
    _ bytes: Span<UInt8>, in range: Range<Int>, delimiter: UInt8, keeping: Int
  ) throws(Fault) {
    var index = range.lowerBound
    end = range.upperBound
    while true {
      while index < range.upperBound, bytes[index] == space { index += 1 }
      let lineOffset = lineCount
      let isQuoted = index < range.upperBound && bytes[index] == quote
      let cellStart = index
      if isQuoted { try skipQuoted(bytes, range, &index) }
      let contentStart = isQuoted ? cellStart + 1 : cellStart
      let quotedEnd = index - 1
      while index < range.upperBound, bytes[index] != delimiter, bytes[index] != newline {
        if bytes[index] == quote || isQuoted && !isPadding(bytes, index) {
          let cell = cellStart..<cellEnd(bytes, range, from: index, delimiter)
          throw .misplacedQuote(column: cellCount + 1, lineOffset: lineOffset, cell: cell)
        }
        index += 1
      }
      let atEnd = index >= range.upperBound || bytes[index] == newline
      var contentEnd = isQuoted ? quotedEnd : index
      if !isQuoted {
        if atEnd, contentEnd > contentStart, bytes[contentEnd - 1] == carriageReturn {
          contentEnd -= 1
        }
        while contentEnd > contentStart, bytes[contentEnd - 1] == space { contentEnd -= 1 }
      }
      if cellCount < keeping {
        cells.append(
          Cell(range: contentStart..<contentEnd, isQuoted: isQuoted, lineOffset: lineOffset))
      }
      cellCount += 1
      if atEnd {
        end = min(index + 1, range.upperBound)
        lineCount += 1
        return
      }
      index += 1
    }
  }

  /// Moves `index` from an opening quote to behind the closing one.
  private mutating func skipQuoted(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ index: inout Int
  ) throws(Fault) {
    let lineOffset = lineCount
    index += 1
    while index < range.upperBound {
      if bytes[index] == quote {
        guard index + 1 < range.upperBound, bytes[index + 1] == quote else {
          index += 1
          return
        }
        index += 1
      } else if bytes[index] == newline {
        lineCount += 1
      }
      index += 1
    }
    throw .unterminatedQuote(column: cellCount + 1, lineOffset: lineOffset)
  }

  /// Whether the byte may stand between a closing quote and the end of the cell.
  private func isPadding(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    bytes[index] == space
      || bytes[index] == carriageReturn && index + 1 < bytes.count && bytes[index + 1] == newline
  }

  private func cellEnd(
    _ bytes: Span<UInt8>, _ range: Range<Int>, from start: Int, _ delimiter: UInt8
  ) -> Int {
    var index = start
    while index < range.upperBound, bytes[index] != delimiter, bytes[index] != newline {
      index += 1
    }
    return index
  }
}

extension CSVRecord.Cell {
  /// The cell's bytes, doubled quotes made single.
  func content(_ bytes: Span<UInt8>) -> [UInt8] {
    var content: [UInt8] = []
    content.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      content.append(bytes[index])
      index += isQuoted && bytes[index] == quote ? 2 : 1
    }
    return content
  }

  /// ``content(_:)`` without the spaces around it.
  func trimmedContent(_ bytes: Span<UInt8>) -> [UInt8] {
    let content = content(bytes)
    guard let first = content.firstIndex(where: { $0 != space }),
      let last = content.lastIndex(where: { $0 != space })
    else { return [] }
    return Array(content[first...last])
  }
}
