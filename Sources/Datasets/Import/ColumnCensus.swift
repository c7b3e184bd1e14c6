/// Counts what the cells of undeclared columns are, to find out which columns hold levels.
///
/// A column whose cells are numbers, or missing, is numeric. A column with other texts is
/// categorical, unless nearly all of its cells are numbers: then the text is a mistake, or stands
/// for a missing value, and only the user can say so.
struct ColumnCensus {
  /// The share of numbers among a column's cells from which on a text is an error.
  static let numericShare = 0.95

  fileprivate struct Tally {
    var numbers = 0
    var texts = 0
    var firstText: (place: ImportError.Place, cell: [UInt8])?
  }

  private let layout: CSVLayout
  private let isUndeclared: [Bool]
  private var tallies: [Tally]
  private(set) var lineCount: Int
  private(set) var blankLine: Int?
  /// The first row's cell of the time column, once there is one.
  private(set) var firstTime: [UInt8]?

  /// A census below a header of `linesBefore` lines.
  init(_ layout: CSVLayout, linesBefore: Int) {
    self.layout = layout
    lineCount = linesBefore
    var isUndeclared = layout.names.map { _ in false }
    for column in layout.plan.undeclared { isUndeclared[column] = true }
    self.isUndeclared = isUndeclared
    tallies = layout.names.map { _ in Tally() }
  }

  /// Counts the whole records in `range`.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - range: Whole records.
  /// - Throws: ``ImportError`` for the first record that is not well formed.
  mutating func count(_ bytes: Span<UInt8>, _ range: Range<Int>) throws(ImportError) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let line = lineCount + 1
      let record = try layout.record(
        bytes, in: offset..<range.upperBound, line: line, keeping: layout.names.count)
      lineCount += record.lineCount
      offset = record.end
      if record.isBlank {
        blankLine = blankLine ?? line
        continue
      }
      if let blankLine { throw .blankLine(file: layout.file, line: blankLine) }
      try layout.check(record, line: line)
      for (column, cell) in record.cells.enumerated() {
        let content = cell.trimmedContent(bytes)
        let place = layout.plan.place(line: line + cell.lineOffset, column: column)
        guard !content.contains(0) else {
          throw .binary(file: layout.file, line: place.line, resembles: nil)
        }
        if firstTime == nil, layout.plan.roles[column] == .time { firstTime = content }
        if isUndeclared[column] { tallies[column].count(content, place, layout.plan.missing) }
      }
    }
  }

  /// Columns that hold a text in what has been counted.
  var columnsWithTexts: Set<Int> { Set(tallies.indices.filter { tallies[$0].texts > 0 }) }

  /// The columns that are categorical.
  ///
  /// - Throws: ``ImportError/strayText(_:cell:numbers:texts:)`` for a column that is nearly numeric.
  func categorical() throws(ImportError) -> Set<Int> {
    let strays = columnsWithTexts.filter {
      Self.isStray(numbers: tallies[$0].numbers, texts: tallies[$0].texts)
    }
    if let column = strays.min(), let first = tallies[column].firstText {
      throw .strayText(
        first.place, cell: String(decoding: first.cell, as: UTF8.self),
        numbers: tallies[column].numbers, texts: tallies[column].texts)
    }
    return columnsWithTexts
  }

  /// Whether the texts of a column are too few to be levels.
  static func isStray(numbers: Int, texts: Int) -> Bool {
    texts > 0 && Double(numbers) >= numericShare * Double(numbers + texts)
  }

  /// Whether a cell that is not missing would be read as a number, in range or not.
  static func isNumber(_ cell: some Collection<UInt8>) -> Bool {
    let terminated = Array(cell) + [newline]
    var index = 0
    if DecimalNumber.read(terminated.span, at: &index) != nil, index == terminated.count - 1 {
      return true
    }
    return cell.count <= 9 && MissingValue.isInfinity(String(decoding: cell, as: UTF8.self))
  }
}

extension ColumnCensus.Tally {
  fileprivate mutating func count(
    _ cell: [UInt8], _ place: ImportError.Place, _ missing: MissingValue
  ) {
    if missing.isOne(cell.span, cell.indices) { return }
    if ColumnCensus.isNumber(cell) {
      numbers += 1
    } else {
      texts += 1
      if firstText == nil { firstText = (place, cell) }
    }
  }
}
