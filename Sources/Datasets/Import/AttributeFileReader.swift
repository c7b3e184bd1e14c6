/// Reads attribute files as Weka (ARFF) and KEEL write them: a header that declares each column's
/// kind, and rows below `@data`.
///
/// Missing values are written `?` or `<null>`. The label is the column that the options name, the
/// one that KEEL's `@outputs` names, or one named `class`. Columns that KEEL's `@inputs` leaves out
/// are not read.
public struct AttributeFileReader: TableReader {
  /// How to read.
  public var options: ImportOptions

  /// A reader with `options`.
  public init(options: ImportOptions) { self.options = options }

  /// The table in the attribute file at `path`.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: The table, with what there is to say about its columns and rows.
  /// - Throws: ``ImportError`` for the first fault of the file.
  public func table(at path: String) throws(ImportError) -> ImportedTable {
    try FileHash.adding(to: path, options.hashesFile) { () throws(ImportError) in
      let text = try HeldText.contents(at: path) + [newline, newline]
      guard text.contains(where: { $0 > space }) else {
        throw .attributeFile(
          file: path, line: 1,
          reason: "the file is empty. It must declare columns with @attribute and have rows below "
            + "@data.")
      }
      let header = try AttributeFileHeader(text.span, file: path)
      var rows = try AttributeRows(header, options: options, file: path)
      try rows.read(text.span, from: header.end, line: header.lineCount)
      return try rows.table(options)
    }
  }
}

/// The rows of an attribute file.
private struct AttributeRows {
  private let header: AttributeFileHeader
  private let plan: ColumnPlan
  private let file: String
  private var columns: RowColumns
  private var features: [Float] = []
  private var timeStyle: TimeText.Style?

  init(
    _ header: AttributeFileHeader, options: ImportOptions, file: String
  ) throws(ImportError) {
    let names = header.attributes.map(\.name)
    guard let label = options.label ?? header.label else { throw .labelNotNamed(file: file) }
    var columnOptions = options.columns
    let used = Set([options.columns.time, options.columns.entity, options.columns.weight])
    columnOptions.dropped += header.unusedInputs.filter {
      $0 != label && !used.contains($0) && !columnOptions.dropped.contains($0)
    }
    let nominal = header.attributes.indices.filter { header.attributes[$0].levels != nil }
    plan = try ColumnPlan(
      names: names, label: label, options: columnOptions, categorical: Set(nominal),
      declared: Set(names.indices), takesUsualMissing: false, file: file)
    for (column, attribute) in header.attributes.enumerated() {
      guard let kind = attribute.refusedKind, plan.roles[column] == .numeric else { continue }
      throw .attributeFile(
        file: file, line: attribute.line,
        reason: "the attribute \(quoted(attribute.name)) is of the kind \(kind), which is no "
          + "feature. Leave it out with --drop, or say what it is with --categorical, --time or "
          + "--entity.")
    }
    self.header = header
    self.file = file
    columns = RowColumns(tableCount: plan.tableCount)
  }

  func table(_ options: ImportOptions) throws(ImportError) -> ImportedTable {
    var columns = columns
    for (table, column) in plan.categoricalColumns.enumerated() {
      guard let feature = plan.featureColumns.firstIndex(of: column) else { continue }
      var counts = [Int](repeating: 0, count: columns.tables[table].count)
      for index in stride(from: feature, to: features.count, by: plan.featureCount) {
        counts[Int(features[index].bitPattern)] += 1
      }
      columns.tables[table].rowCounts = counts
    }
    var builder = TableBuilder(plan: plan, linesBefore: 0)
    try builder.append(columns, cells: features, parser: 0)
    let table = try builder.finished(
      tables: [columns.tables], positive: options.positive,
      pairs: BinaryClasses.usualPairs + [["negative", "positive"], ["-1.0", "1.0"]],
      minimumRows: options.minimumRowsPerClass, kindsAreKnown: true,
      threads: options.threads ?? processorCount)
    guard let table else { throw .headerOnly(file: file) }
    return table
  }

  mutating func read(
    _ text: Span<UInt8>, from start: Int, line: Int
  ) throws(ImportError) {
    var index = start
    var line = line
    var scratch = [Float](repeating: 0, count: plan.featureCount)
    while index < text.count {
      line += 1
      while text[index] <= space, text[index] != newline { index += 1 }
      if text[index] != newline, text[index] != UInt8(ascii: "%") {
        try readRow(text, &index, line, &scratch)
      }
      while text[index] != newline { index += 1 }
      index += 1
    }
  }

  private mutating func readRow(
    _ text: Span<UInt8>, _ index: inout Int, _ line: Int, _ scratch: inout [Float]
  ) throws(ImportError) {
    guard text[index] != UInt8(ascii: "{") else {
      throw .attributeFile(
        file: file, line: line,
        reason: "the row is sparse, which cannot be read. Write all values of a row, or save the "
          + "rows as SVMlight.")
    }
    let cells = try AttributeCells(text, &index, file: file, line: line).cells
    guard cells.count == plan.names.count else {
      throw .attributeFile(
        file: file, line: line,
        reason:
          "found \(count(cells.count, "value")), expected \(plan.names.count) as there are attributes."
      )
    }
    var row = RowColumns.Row()
    var output = scratch.mutableSpan
    var target = 0
    if timeStyle == nil, let time = plan.roles.firstIndex(of: .time) {
      timeStyle = TimeText.style(of: cells[time])
    }
    let shape = RowShape(plan, timeStyle: timeStyle ?? .number)
    for (column, cell) in cells.enumerated() {
      let place = plan.place(line: line, column: column)
      if let levels = header.attributes[column].levels, plan.roles[column] != .dropped,
        levels.existingCode(of: cell.indices, in: cell.span) == nil,
        !plan.missing.isOne(cell.span, cell.indices)
      {
        throw .undeclaredLevel(
          place, cell: String(decoding: cell, as: UTF8.self),
          levels: (0..<levels.count).map { String(decoding: levels.level($0), as: UTF8.self) })
      }
      try columns.read(
        cell, column: column, place: place, plan: plan, shape: shape, row: &row, into: &output,
        at: &target)
    }
    guard let label = columns.classes.insert(row.label, rows: 1) else {
      throw .manyValues(
        file: file, label: plan.label, values: columns.classes.counts.map(\.value))
    }
    columns.append(row, label: label, shape: shape)
    features += scratch
  }
}

/// The values of one line, between commas, quotes and escapes undone.
struct AttributeCells {
  private(set) var cells: [[UInt8]] = []

  init(
    _ text: Span<UInt8>, _ index: inout Int, file: String, line: Int
  ) throws(ImportError) {
    while true {
      while text[index] <= space, text[index] != newline { index += 1 }
      var cell: [UInt8] = []
      let mark = text[index]
      if mark == quote || mark == UInt8(ascii: "'") {
        index += 1
        while text[index] != mark {
          guard text[index] != newline else {
            throw .attributeFile(
              file: file, line: line,
              reason: "the quote of value \(cells.count + 1) is not closed before the line ends.")
          }
          if text[index] == UInt8(ascii: "\\"), text[index + 1] != newline { index += 1 }
          cell.append(text[index])
          index += 1
        }
        index += 1
        while text[index] <= space, text[index] != newline { index += 1 }
      } else {
        while text[index] != UInt8(ascii: ","), text[index] != newline {
          if text[index] == UInt8(ascii: "%"), cell.last.map({ $0 <= space }) ?? true { break }
          cell.append(text[index])
          index += 1
        }
        while let last = cell.last, last <= space { cell.removeLast() }
      }
      cells.append(cell)
      guard text[index] == UInt8(ascii: ",") else { break }
      index += 1
    }
    guard text[index] == newline || text[index] == UInt8(ascii: "%") else {
      throw .attributeFile(
        file: file, line: line,
        reason: "something follows the closing quote of value \(cells.count). A comma or the end "
          + "of the line must follow.")
    }
  }
}
