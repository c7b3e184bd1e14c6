/// Joins the pieces of a file, in order, to a table.
struct TableBuilder {
  private let layout: CSVLayout
  /// The number of lines so far, the header's included.
  private(set) var lineCount: Int
  private var features: [Float] = []
  private var labels: [UInt8] = []
  private var classes = ClassValues()
  /// The first of the blank lines that everything so far ends with.
  private(set) var blankLine: Int?

  /// An empty table below a header of `linesBefore` lines.
  init(layout: CSVLayout, linesBefore: Int) {
    self.layout = layout
    lineCount = linesBefore
  }

  /// Makes room for a file of `bytes` bytes, judged by the rows of the first `parsed`.
  mutating func reserve(bytes: Int, parsed: Int) {
    guard parsed > 0, bytes > parsed else { return }
    // A few in a hundred more than expected cost nothing, as long as nothing is written there.
    let rows = Int(Double(labels.count) * Double(bytes) / Double(parsed) * 1.03) + 1
    features.reserveCapacity(rows * layout.featureNames.count)
    labels.reserveCapacity(rows)
  }

  /// Appends the rows of a piece, or throws the first fault in it.
  mutating func append(
    _ parser: RowParser, of bytes: Span<UInt8>, _ piece: Range<Int>
  ) throws(ImportError) {
    if let blankLine, parser.rowCount > 0 || parser.fault != nil {
      throw .blankLine(file: layout.file, line: blankLine)
    }
    var codes: [UInt8] = []
    for (value, rows) in zip(parser.classes.values, parser.classes.rowCounts) {
      guard let code = classes.insert(value, rows: rows) else {
        throw .manyValues(
          file: layout.file, label: layout.label, values: classes.counts.map(\.value))
      }
      codes.append(code)
    }
    let firstBlank = parser.linesBeforeBlank.map { lineCount + $0 + 1 }
    if let fault = parser.fault {
      if let firstBlank { throw .blankLine(file: layout.file, line: firstBlank) }
      let error = parser.explain(
        bytes, at: fault.offset, upTo: piece.upperBound, line: lineCount + fault.lines + 1,
        layout: layout)
      guard case .manyValues(let file, let label, _) = error else { throw error }
      // The piece knows its own values only; which they are must not depend on the pieces.
      throw .manyValues(file: file, label: label, values: classes.counts.map(\.value))
    }
    features.append(contentsOf: parser.cells[..<(parser.rowCount * layout.featureNames.count)])
    labels.append(contentsOf: parser.labels.lazy.map { codes[Int($0)] })
    lineCount += parser.lineCount
    blankLine = blankLine ?? firstBlank
  }

  /// The table, labels turned to 0 and 1.
  consuming func finished(
    positive: String?, minimumRows: Int, fileHash: String?
  ) throws(ImportError) -> ImportedTable {
    guard !labels.isEmpty else { throw .headerOnly(file: layout.file) }
    let classes = try BinaryClasses(
      classes, positive: positive, layout: layout, minimumRows: minimumRows)
    for row in labels.indices { labels[row] = classes.labels[Int(labels[row])] }
    let dataset = Dataset(
      featureNames: layout.featureNames, features: features, labels: labels)
    return ImportedTable(
      dataset: dataset, label: layout.label, positive: classes.positive,
      negative: classes.negative, fileHash: fileHash)
  }
}
