/// Reads sparse rows as SVMlight and LIBSVM write them: a label, then `index:value` pairs in
/// ascending order; what is not written is 0, and a `#` begins a comment.
///
/// Indices count from 0 if one of them is 0 and from 1 otherwise. Columns are named after their
/// index, `x1`, `x2`, ….
public struct SparseRowReader: TableReader {
  /// How to read.
  public var options: ImportOptions
  /// The number of columns that there may be: rows are held densely.
  public var maximumColumns = 16_384

  /// A reader with `options`.
  public init(options: ImportOptions) { self.options = options }

  /// The table in the file of sparse rows at `path`.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: The table, with what there is to say about its columns and rows.
  /// - Throws: ``ImportError`` for the first fault of the file.
  public func table(at path: String) throws(ImportError) -> ImportedTable {
    try FileHash.adding(to: path, options.hashesFile) { () throws(ImportError) in
      let text = try HeldText.contents(at: path) + [newline]
      guard text.contains(where: { $0 > space }) else {
        throw .sparseRow(
          file: path, line: 1,
          reason: "the file is empty. A row is a label and pairs such as 1:0.5.")
      }
      var rows = SparseRows(file: path, maximumColumns: maximumColumns)
      try rows.read(text.span)
      guard let largest = rows.largestIndex else {
        throw .sparseRow(
          file: path, line: 1,
          reason: "no row has a feature. A row is a label and pairs such as 1:0.5.")
      }
      let base = rows.hasIndexZero ? 0 : 1
      let width = largest - base + 1
      let dense = rows.dense(base: base, width: width)
      let table = NumberTable(
        names: (0..<width).map { "x\($0 + base)" }, rowCount: rows.labels.count,
        labels: rows.labels, classes: rows.classes, file: path)
      var result = try table.table(
        options, pairs: BinaryClasses.usualPairs + [["-1.0", "1.0"]]
      ) { Double(dense[$0 * width + $1]) }
      result.remarks.append(
        base == 0
          ? "Indices count from 0, since one of them is 0."
          : "Indices count from 1, since none is 0.")
      if rows.hasQueries { result.remarks.append("Query numbers (qid) are not used.") }
      return result
    }
  }
}

/// The rows of a sparse file.
private struct SparseRows {
  let file: String
  let maximumColumns: Int
  private(set) var labels: [UInt8] = []
  private(set) var classes = ClassValues()
  private(set) var largestIndex: Int?
  private(set) var hasIndexZero = false
  private(set) var hasQueries = false
  private var starts = [0]
  private var indices: [UInt32] = []
  private var values: [Float] = []

  init(file: String, maximumColumns: Int) {
    self.file = file
    self.maximumColumns = maximumColumns
  }

  /// All rows, zeros written out.
  func dense(base: Int, width: Int) -> [Float] {
    var dense = [Float](repeating: 0, count: labels.count * width)
    for row in labels.indices {
      for pair in starts[row]..<starts[row + 1] {
        dense[row * width + Int(indices[pair]) - base] = values[pair]
      }
    }
    return dense
  }

  /// Reads all lines.
  mutating func read(_ text: Span<UInt8>) throws(ImportError) {
    var index = 0
    var line = 0
    while index < text.count {
      line += 1
      skipSpace(text, &index)
      if text[index] != newline, text[index] != UInt8(ascii: "#") {
        try readRow(text, &index, line)
      }
      while text[index] != newline { index += 1 }
      index += 1
    }
  }

  private mutating func readRow(
    _ text: Span<UInt8>, _ index: inout Int, _ line: Int
  ) throws(ImportError) {
    let label = token(text, &index)
    guard !label.isEmpty, !label.contains(where: { text[$0] == colon }) else {
      throw .sparseRow(
        file: file, line: line,
        reason: "the row begins with \(shown(text, label)) instead of a label such as 1 or -1.")
    }
    // "+1" and "1" are one label.
    let content = label.map { text[$0] }.drop { $0 == UInt8(ascii: "+") }
    guard let code = classes.insert(Array(content), rows: 1) else {
      throw .manyValues(file: file, label: "label", values: classes.counts.map(\.value))
    }
    labels.append(code)
    var last = -1
    while true {
      skipSpace(text, &index)
      if text[index] == newline || text[index] == UInt8(ascii: "#") { break }
      let pair = token(text, &index)
      if pair.count > 4, text[pair.lowerBound] == UInt8(ascii: "q") {
        hasQueries = true
        continue
      }
      let (column, value) = try read(pair, text, line)
      guard column > last else {
        throw .sparseRow(
          file: file, line: line,
          reason: "index \(column) follows index \(last). The indices of a row must ascend.")
      }
      guard column <= maximumColumns else {
        throw .sparseRow(
          file: file, line: line,
          reason: "the index \(column) is beyond \(maximumColumns), the most that is allowed: rows "
            + "are held densely. Select or hash features first.")
      }
      last = column
      hasIndexZero = hasIndexZero || column == 0
      largestIndex = max(largestIndex ?? 0, column)
      indices.append(UInt32(column))
      values.append(value)
    }
    starts.append(indices.count)
  }

  private func read(
    _ pair: Range<Int>, _ text: Span<UInt8>, _ line: Int
  ) throws(ImportError) -> (Int, Float) {
    var index = pair.lowerBound
    var column = 0
    while text[index] &- UInt8(ascii: "0") < 10, column < 1 << 40 {
      column = column * 10 + Int(text[index] &- UInt8(ascii: "0"))
      index += 1
    }
    guard index > pair.lowerBound, text[index] == colon else {
      throw .sparseRow(
        file: file, line: line,
        reason: "\(shown(text, pair)) is no pair of an index and a value, such as 3:0.5.")
    }
    let start = index + 1
    index = start
    let number = DecimalNumber.read(text, at: &index)
    guard let number, index == pair.upperBound else {
      let rest = start..<pair.upperBound
      if MissingValue.isOne(text, rest), !rest.isEmpty { return (column, .nan) }
      throw .sparseRow(
        file: file, line: line,
        reason: "the value of index \(column) is \(shown(text, rest)), which is no number. Valid "
          + "are numbers such as 12, -0.5 or 1.5e-3.")
    }
    guard number.isFinite else {
      throw .sparseRow(
        file: file, line: line,
        reason: "the value of index \(column) is too large for single precision. Valid are numbers "
          + "between -3.4028235e38 and 3.4028235e38.")
    }
    return (column, number)
  }

  private func skipSpace(_ text: Span<UInt8>, _ index: inout Int) {
    while text[index] <= space, text[index] != newline { index += 1 }
  }

  private func token(_ text: Span<UInt8>, _ index: inout Int) -> Range<Int> {
    let start = index
    while text[index] > space, text[index] != UInt8(ascii: "#") { index += 1 }
    return start..<index
  }

  private func shown(_ text: Span<UInt8>, _ range: Range<Int>) -> String {
    quoted(String(decoding: range.prefix(80).map { text[$0] }, as: UTF8.self))
  }
}

private let colon = UInt8(ascii: ":")
