/// Joins the pieces of a file, in order, to columns.
struct NamedColumnsJoiner {
  private let plan: NamedColumnsPlan
  private(set) var columns: NamedColumns
  private(set) var lineCount: Int
  private var blankLine: Int?
  private var entities: [EntityNumbers]

  init(plan: NamedColumnsPlan, linesBefore: Int) {
    self.plan = plan
    columns = NamedColumns(count: plan.columns.count)
    entities = plan.columns.map { _ in EntityNumbers() }
    lineCount = linesBefore
  }

  /// Appends the rows of a piece, or throws the first fault in it.
  mutating func append(
    _ parser: NamedColumnsParser, number: Int, of bytes: Span<UInt8>, _ piece: Range<Int>
  ) throws(ImportError) {
    if let blankLine, parser.columns.rowCount > 0 || parser.fault != nil {
      throw .blankLine(file: plan.file, line: blankLine)
    }
    let firstBlank = parser.linesBeforeBlank.map { lineCount + $0 + 1 }
    if let fault = parser.fault {
      if let firstBlank { throw .blankLine(file: plan.file, line: firstBlank) }
      throw plan.error(bytes, fault.offset..<piece.upperBound, line: lineCount + fault.lines + 1)
    }
    for index in plan.columns.indices {
      columns.numbers[index].append(contentsOf: parser.columns.numbers[index])
      if case .entity = plan.columns[index].kind {
        entities[index].append(
          parser.columns.entities[index], of: parser.tables[index], parser: number)
      }
    }
    columns.rowCount += parser.columns.rowCount
    lineCount += parser.lineCount
    blankLine = blankLine ?? firstBlank
  }

  var finished: NamedColumns {
    var result = columns
    for index in entities.indices { result.entities[index] = entities[index].numbers }
    return result
  }
}

extension NamedColumnsPlan {
  /// What is wrong with the record at the start of `range`.
  func error(_ bytes: Span<UInt8>, _ range: Range<Int>, line: Int) -> ImportError {
    let record: CSVRecord
    do throws(CSVRecord.Fault) {
      record = try CSVRecord(bytes, in: range, delimiter: delimiter, keeping: names.count)
    } catch {
      return error.located(bytes, file: file, line: line, names: names, limit: lineLimit)
    }
    guard record.cellCount == names.count else {
      return .raggedRow(
        file: file, line: line, found: record.cellCount, expected: names.count)
    }
    for (slot, cell) in record.cells.enumerated() {
      let content = cell.trimmedContent(bytes)
      let place = place(line: line + cell.lineOffset, column: slot)
      if content.contains(0) { return .binary(file: file, line: place.line, resembles: nil) }
      for reader in readers[slot] {
        if let error = error(content, columns[reader].kind, place) { return error }
      }
    }
    return .lineTooLong(file: file, line: line, limit: lineLimit)
  }

  private func error(
    _ content: [UInt8], _ kind: NamedColumnKind, _ place: ImportError.Place
  ) -> ImportError? {
    let padded = content + [newline]
    let isMissing = MissingValue.isOne(padded.span, content.indices)
    let text = String(decoding: content, as: UTF8.self)
    func bad(_ valid: String) -> ImportError { .badCell(place, cell: text, valid: valid) }
    if case .entity = kind { return isMissing ? bad("Valid is any text but an empty one.") : nil }
    guard NamedColumnsParser.value(padded.span, content.indices, kind) == nil else { return nil }
    switch kind {
    case .number(_, let valid): return bad("Valid are \(valid).")
    case .label(let positive):
      return bad(
        positive == nil
          ? "Valid are 0 and 1, or false and true; name the label of positive rows, with --positive "
            + "VALUE, if it is another."
          : "Every row needs a label.")
    case .time:
      return bad(
        "Valid are numbers, whose unit --time-unit says, and dates and times such as 2024-05-31 or "
          + "2024-05-31T23:59:59Z.")
    case .entity: return nil
    }
  }
}
