/// Joins the pieces of a file, in order, to a table.
struct TableBuilder {
  private let plan: ColumnPlan
  /// The number of lines so far, the header's included.
  private(set) var lineCount: Int
  private var features: [Float] = []
  private var rows = RowColumns()
  /// The first of the blank lines that everything so far ends with.
  private(set) var blankLine: Int?
  /// The rows of one parser that follow one another.
  private var segments: [(rows: Range<Int>, parser: Int)] = []
  private var entities = EntityNumbers()

  /// An empty table below a header of `linesBefore` lines.
  init(plan: ColumnPlan, linesBefore: Int) {
    self.plan = plan
    lineCount = linesBefore
  }

  /// Makes room for a file of `bytes` bytes, judged by the rows of the first `parsed`.
  mutating func reserve(bytes: Int, parsed: Int) {
    guard parsed > 0, bytes > parsed else { return }
    // A few in a hundred more than expected cost nothing, as long as nothing is written there.
    let count = Int(Double(rows.labels.count) * Double(bytes) / Double(parsed) * 1.03) + 1
    features.reserveCapacity(count * plan.featureCount)
    rows.labels.reserveCapacity(count)
  }

  /// Appends the rows of a piece, or throws the first fault in it.
  ///
  /// - Parameters:
  ///   - parser: What has parsed the piece.
  ///   - number: The parser's number: its texts' codes are its own.
  ///   - bytes: The text.
  ///   - piece: The piece of it.
  ///   - layout: How the file is written.
  /// - Throws: ``ImportError`` for the first fault.
  mutating func append(
    _ parser: RowParser, number: Int, of bytes: Span<UInt8>, _ piece: Range<Int>,
    layout: CSVLayout
  ) throws(ImportError) {
    if let blankLine, parser.rowCount > 0 || parser.fault != nil {
      throw .blankLine(file: layout.file, line: blankLine)
    }
    let firstBlank = parser.linesBeforeBlank.map { lineCount + $0 + 1 }
    if let fault = parser.fault {
      if let firstBlank { throw .blankLine(file: layout.file, line: firstBlank) }
      let error = parser.explain(
        bytes, at: fault.offset, upTo: piece.upperBound, line: lineCount + fault.lines + 1,
        layout: layout)
      guard case .manyValues(let file, let label, _) = error else { throw error }
      // The piece knows its own values only; which they are must not depend on the pieces.
      try append(parser.columns, cells: parser.cells, parser: number)
      throw .manyValues(file: file, label: label, values: rows.classes.counts.map(\.value))
    }
    try append(parser.columns, cells: parser.cells, parser: number)
    lineCount += parser.lineCount
    blankLine = blankLine ?? firstBlank
  }

  /// Appends rows.
  ///
  /// - Parameters:
  ///   - columns: Everything but their features.
  ///   - cells: Their features, row-major, and perhaps more behind them.
  ///   - number: Whose codes the texts have.
  /// - Throws: ``ImportError/manyValues(file:label:values:)``.
  mutating func append(
    _ columns: RowColumns, cells: [Float], parser number: Int
  ) throws(ImportError) {
    var codes: [UInt8] = []
    for (value, count) in zip(columns.classes.values, columns.classes.rowCounts) {
      guard let code = rows.classes.insert(value, rows: count) else {
        throw .manyValues(
          file: plan.file, label: plan.label, values: rows.classes.counts.map(\.value))
      }
      codes.append(code)
    }
    let first = rows.labels.count
    features.append(contentsOf: cells[..<(columns.labels.count * plan.featureCount)])
    rows.labels.append(contentsOf: columns.labels.lazy.map { codes[Int($0)] })
    rows.times += columns.times
    rows.weights += columns.weights
    if let table = columns.tables.last, plan.entityColumn != nil {
      entities.append(columns.entities, of: table, parser: number)
    }
    if !columns.labels.isEmpty, !plan.categoricalColumns.isEmpty {
      segments.append((first..<rows.labels.count, number))
    }
  }

  /// The table, labels turned to 0 and 1 and texts to levels.
  ///
  /// - Parameters:
  ///   - tables: The texts of each parser.
  ///   - positive: The label of positive rows.
  ///   - pairs: Pairs of labels, negative and positive, that need no naming.
  ///   - minimumRows: The rows that each class must have.
  ///   - kindsAreKnown: Whether the kinds of columns have been found from the whole file.
  ///   - threads: The number of threads for the summary.
  /// - Returns: The table; `nil` if the kinds must be found from the whole file first.
  /// - Throws: ``ImportError`` if the labels, levels or amounts are not valid.
  consuming func finished(
    tables: [[LevelTable]], positive: String?, pairs: [[String]] = BinaryClasses.usualPairs,
    minimumRows: Int, kindsAreKnown: Bool, threads: Int
  ) throws(ImportError) -> ImportedTable? {
    guard !rows.labels.isEmpty else { throw .headerOnly(file: plan.file) }
    var columns: [FeatureColumn] = []
    var joined: [JoinedLevels] = []
    for table in plan.categoricalColumns.indices {
      joined.append(JoinedLevels(tables.map { $0[table] }, missing: plan.missing))
    }
    if !kindsAreKnown {
      for (levels, column) in zip(joined, plan.categoricalColumns)
      where plan.undeclared.contains(column) {
        let (numbers, texts) = levels.cellCounts
        if ColumnCensus.isStray(numbers: numbers, texts: texts) || texts == 0 { return nil }
      }
    }
    for column in plan.featureColumns {
      guard let table = plan.categoricalColumns.firstIndex(of: column) else {
        columns.append(FeatureColumn(plan.names[column]))
        continue
      }
      columns.append(
        FeatureColumn(
          plan.names[column],
          .categorical(
            levels: try joined[table].names(
              column: plan.names[column], limit: plan.options.maximumLevels, file: plan.file))))
    }
    let classes = try BinaryClasses(
      rows.classes, positive: positive, pairs: pairs, file: plan.file, label: plan.label,
      minimumRows: minimumRows)
    for row in rows.labels.indices { rows.labels[row] = classes.labels[Int(rows.labels[row])] }
    replaceCodes(by: joined)
    try plan.checkAmounts(features)
    let dataset = Dataset(
      columns: columns, features: features, labels: rows.labels,
      attributes: RowAttributes(
        times: plan.roles.contains(.time) ? rows.times : nil,
        entities: plan.entityColumn == nil ? nil : entities.numbers,
        weights: plan.roles.contains(.weight) ? rows.weights : nil))
    return ImportedTable(
      dataset: dataset, plan: plan, classes: classes, entityCount: entities.count,
      threads: threads)
  }

  /// Puts the index of the level in place of every code of a text.
  private mutating func replaceCodes(by joined: [JoinedLevels]) {
    let width = plan.featureCount
    for (table, column) in plan.categoricalColumns.enumerated() {
      guard let feature = plan.featureColumns.firstIndex(of: column) else { continue }
      for segment in segments {
        let values = joined[table].values[segment.parser]
        var index = segment.rows.lowerBound * width + feature
        for _ in segment.rows {
          features[index] = values[Int(features[index].bitPattern)]
          index += width
        }
      }
    }
  }
}

extension ColumnPlan {
  /// Throws if a row's amount is missing or below 0.
  fileprivate func checkAmounts(_ features: [Float]) throws(ImportError) {
    guard let amount = options.amount, let column = names.firstIndex(of: amount),
      let feature = featureColumns.firstIndex(of: column)
    else { return }
    for (row, index) in stride(from: feature, to: features.count, by: featureCount).enumerated()
    where !(features[index] >= 0) {
      throw .badAmount(file: file, column: amount, row: row + 1, value: features[index])
    }
  }
}
