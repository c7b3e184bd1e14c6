/// Parses the records of one piece of a file.
struct RowParser: Sendable {
  /// The features of the rows, row-major; values behind `rowCount` rows are left from earlier. The
  /// values of categorical features are the bits of codes.
  private(set) var cells: [Float] = []
  /// Labels, times, weights, entities and texts.
  private(set) var columns = RowColumns()
  /// The number of rows.
  var rowCount: Int { columns.labels.count }
  /// The number of lines, blank ones and those inside quoted cells included.
  private(set) var lineCount = 0
  /// The number of lines before the first of the blank lines at the end; `nil` if there are none.
  private(set) var linesBeforeBlank: Int?
  /// Where the first record with a fault starts, and the number of lines before it.
  private(set) var fault: (offset: Int, lines: Int)?

  /// Forgets everything, for a file with `plan`.
  mutating func prepare(for plan: ColumnPlan) {
    columns = RowColumns(tableCount: plan.tableCount)
  }

  /// Parses the whole records in `range` of `bytes`, until the first fault.
  mutating func parse(_ bytes: Span<UInt8>, _ range: Range<Int>, layout: CSVLayout) {
    let featureCount = layout.plan.featureCount
    columns.removeRows()
    lineCount = 0
    linesBeforeBlank = nil
    fault = nil
    // A cell takes a byte at least, so this many fit; the pages not needed are never touched.
    let most = range.count + featureCount
    if cells.count < most { cells = [Float](repeating: 0, count: most) }
    // Taken out for the time being: a span of a property would bar access to all others.
    var cells: [Float] = []
    var columns = RowColumns()
    swap(&cells, &self.cells)
    swap(&columns, &self.columns)
    defer {
      swap(&cells, &self.cells)
      swap(&columns, &self.columns)
    }
    parse(bytes, range, layout: layout, columns: &columns, into: &cells)
    countLevels(layout.plan, &columns, cells)
  }

  private mutating func parse(
    _ bytes: Span<UInt8>, _ range: Range<Int>, layout: CSVLayout, columns: inout RowColumns,
    into cells: inout [Float]
  ) {
    let featureCount = layout.plan.featureCount
    let shape = RowShape(layout.plan, timeStyle: layout.timeStyle)
    let roles = layout.plan.roles
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
      let base = columns.labels.count * featureCount
      var lines = 1
      var row = RowColumns.Row()
      var label = Self.plainRow(
        bytes, &offset, roles: roles.span, layout: layout, shape: shape, columns: &columns,
        row: &row, into: &output, at: base)
      if label == nil {
        offset = start
        row = RowColumns.Row()
        label = try? Self.anyRow(
          bytes, &offset, range.upperBound, lines: &lines, firstLine: 0, layout: layout,
          shape: shape, columns: &columns, row: &row, into: &output, at: base)
      }
      guard let label, linesBeforeBlank == nil, offset - start <= layout.lineLimit else {
        fault = (start, lineCount)
        return
      }
      columns.append(row, label: label, shape: shape)
      lineCount += lines
    }
  }

  /// Adds the rows of the piece to the counts of their levels.
  private func countLevels(_ plan: ColumnPlan, _ columns: inout RowColumns, _ cells: [Float]) {
    for (table, column) in plan.categoricalColumns.enumerated() {
      guard let feature = plan.featureColumns.firstIndex(of: column) else { continue }
      let missing = columns.tables[table].count - columns.tables[table].rowCounts.count
      columns.tables[table].rowCounts += repeatElement(0, count: missing)
      var index = feature
      for _ in 0..<columns.labels.count {
        columns.tables[table].rowCounts[Int(cells[index].bitPattern)] += 1
        index += plan.featureCount
      }
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
    var columns = columns
    var row = RowColumns.Row()
    var scratch = [Float](repeating: 0, count: layout.plan.featureCount)
    var output = scratch.mutableSpan
    var offset = offset
    var lines = 0
    do throws(ImportError) {
      _ = try Self.anyRow(
        bytes, &offset, end, lines: &lines, firstLine: line, layout: layout,
        shape: RowShape(layout.plan, timeStyle: layout.timeStyle), columns: &columns, row: &row,
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

  /// Reads any row.
  private static func anyRow(
    _ bytes: Span<UInt8>, _ offset: inout Int, _ end: Int, lines: inout Int, firstLine: Int,
    layout: CSVLayout, shape: RowShape, columns: inout RowColumns, row: inout RowColumns.Row,
    into output: inout MutableSpan<Float>, at base: Int
  ) throws(ImportError) -> UInt8 {
    let file = layout.file
    let record = try layout.record(
      bytes, in: offset..<end, line: firstLine, keeping: layout.names.count)
    try layout.check(record, line: firstLine)
    var target = base
    for (column, cell) in record.cells.enumerated() {
      let content = cell.trimmedContent(bytes)
      let place = layout.plan.place(line: firstLine + cell.lineOffset, column: column)
      guard !content.contains(0) else {
        throw .binary(file: file, line: place.line, resembles: nil)
      }
      try columns.read(
        content, column: column, place: place, plan: layout.plan, shape: shape, row: &row,
        into: &output, at: &target)
    }
    guard let label = columns.classes.insert(row.label, rows: 1) else {
      throw .manyValues(
        file: file, label: layout.plan.label, values: columns.classes.counts.map(\.value))
    }
    offset = record.end
    lines = record.lineCount
    return label
  }
}
