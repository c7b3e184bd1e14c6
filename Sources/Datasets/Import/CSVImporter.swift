internal import Synchronization

/// Reads a CSV file of real data: a label column, features that are numbers or levels, and columns
/// with times, entities and weights.
///
/// The file is text in UTF-8 as RFC 4180 describes it, with a header line. Lines end with LF or
/// CRLF; spaces around cells, a byte-order mark and blank lines at the end are allowed. Numbers
/// have a decimal point and are rounded to the nearest `Float`. The result does not depend on
/// ``threads``. Memory stays near the size of the result, except that a pipe is held in memory.
public struct CSVImporter: TableReader {
  /// What stands between the cells of a line.
  public enum Delimiter: UInt8, CaseIterable, Sendable {
    /// A comma.
    case comma = 0x2C
    /// A semicolon.
    case semicolon = 0x3B
    /// A tabulator.
    case tab = 0x09
  }

  /// The name of the label column.
  public var label: String
  /// The label of positive rows; if `nil`, labels must be 0 and 1 or false and true.
  public var positive: String?
  /// What stands between cells.
  public var delimiter: Delimiter
  /// The number of rows that each class must have at least, so that the rows can be split.
  public var minimumRowsPerClass = SplitFractions.standard.rowsNeeded(inEachPart: 1)
  /// The number of columns that the header may have.
  public var maximumColumns = 16_384
  /// The number of bytes that a row may have.
  public var maximumLineLength = 64 << 20
  /// The number of pieces of the file that are parsed at the same time; `nil` for one a core.
  public var threads: Int?
  /// What the columns besides the label are for.
  public var columns = ColumnOptions()
  /// Whether to hash the file's bytes, which a thread of its own does.
  public var hashesFile = true
  /// The number of bytes in a piece.
  package var pieceSize = 1 << 19

  /// An importer for files with the label column `label`.
  ///
  /// - Parameters:
  ///   - label: The name of the label column.
  ///   - positive: The label of positive rows; may be left out if labels are 0 and 1 or false and
  ///     true.
  ///   - delimiter: What stands between cells.
  public init(label: String, positive: String? = nil, delimiter: Delimiter = .comma) {
    self.label = label
    self.positive = positive
    self.delimiter = delimiter
  }

  /// The table in the file at `path`, compressed by gzip or not.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: The table, with what there is to say about its columns and rows.
  /// - Throws: ``ImportError`` for the first fault of the file.
  public func table(at path: String) throws(ImportError) -> ImportedTable {
    try FileHash.adding(to: path, hashesFile) { () throws(ImportError) in
      guard let held = try HeldText.contents(ofPipe: path) else {
        return try table(
          opening: { () throws(ImportError) in try TextSource(path: path) }, file: path)
      }
      return try table(opening: { HeldText(held) }, file: path)
    }
  }

  /// The table in what `open` opens, which errors call `file`.
  ///
  /// It may be opened up to three times: what the columns hold is guessed from the start, and if
  /// the guess proves wrong, or there is any fault, all of it is looked at first. So neither the
  /// table nor the error depends on how much was read at a time.
  package func table<Source: ByteSource & ~Copyable>(
    opening open: () throws(ImportError) -> Source, file: String
  ) throws(ImportError) -> ImportedTable {
    do {
      if let table = try table(from: open(), file: file, categorical: nil) { return table }
    } catch {
      guard error.mayDependOnKinds else { throw error }
    }
    let categorical = try categoricalColumns(in: open(), file: file)
    guard let table = try table(from: open(), file: file, categorical: categorical) else {
      // Kinds that are known are never in doubt.
      throw .headerOnly(file: file)
    }
    return table
  }

  /// The table in `source`; `nil` if what the columns hold was guessed wrong.
  private func table(
    from source: consuming some ByteSource & ~Copyable, file: String, categorical: Set<Int>?
  ) throws(ImportError) -> ImportedTable? {
    let byteCount = source.byteCount
    let threads = max(1, threads ?? processorCount)
    let workers = (0..<2 * threads).map { _ in RowWorker() }
    var reader = RecordReader(
      source: source, blockSize: pieceSize * workers.count, recordLimit: maximumLineLength)
    var (layout, header) = try start(&reader, file: file)
    var census = ColumnCensus(layout, linesBefore: header.lineCount)
    let sampleEnd = reader.sampleEnd(from: header.end, ofSize: 1 << 16)
    // What is wrong with the sample will be found again, in its turn.
    try? census.count(reader.bytes.span, header.end..<sampleEnd)
    layout.plan = layout.plan.with(categorical: categorical ?? census.columnsWithTexts)
    layout.timeStyle = TimeText.style(of: census.firstTime ?? [])
    for worker in workers { worker.parser.withLock { $0.prepare(for: layout.plan) } }
    var table = TableBuilder(plan: layout.plan, linesBefore: header.lineCount)
    var start = header.end
    while true {
      let pieces = reader.pieces(from: start, ofSize: pieceSize)
      for first in stride(from: 0, to: pieces.count, by: workers.count) {
        let batch = Array(pieces[first..<min(first + workers.count, pieces.count)])
        parse(reader.bytes, batch, with: workers, layout: layout)
        for (number, (worker, piece)) in zip(workers, batch).enumerated() {
          try worker.parser.withLock { parser throws(ImportError) in
            try table.append(
              parser, number: number, of: reader.bytes.span, piece, layout: layout)
          }
        }
      }
      if let byteCount, start > 0 {
        table.reserve(bytes: byteCount, parsed: reader.records.upperBound - start)
      }
      if reader.isLast { break }
      guard try reader.advance() else {
        // A blank line comes before this one, if there is any.
        if let blank = table.blankLine { throw .blankLine(file: file, line: blank) }
        throw tooLong(reader.bytes.span, reader.records, layout: layout, line: table.lineCount + 1)
      }
      start = 0
    }
    return try table.finished(
      tables: workers.map { $0.parser.withLock { $0.columns.tables } }, positive: positive,
      minimumRows: minimumRowsPerClass, kindsAreKnown: categorical != nil, threads: threads)
  }

  /// The columns that hold levels, found from all of `source`.
  private func categoricalColumns(
    in source: consuming some ByteSource & ~Copyable, file: String
  ) throws(ImportError) -> Set<Int> {
    var reader = RecordReader(
      source: source, blockSize: pieceSize * 8, recordLimit: maximumLineLength)
    let (layout, header) = try start(&reader, file: file)
    var census = ColumnCensus(layout, linesBefore: header.lineCount)
    var start = header.end
    while true {
      try census.count(reader.bytes.span, start..<reader.records.upperBound)
      if reader.isLast { return try census.categorical() }
      guard try reader.advance() else {
        if let blank = census.blankLine { throw .blankLine(file: file, line: blank) }
        throw tooLong(
          reader.bytes.span, reader.records, layout: layout, line: census.lineCount + 1)
      }
      start = 0
    }
  }

  /// Reads the first block and the header in it.
  private func start<Source: ByteSource & ~Copyable>(
    _ reader: inout RecordReader<Source>, file: String
  ) throws(ImportError) -> (CSVLayout, CSVHeader) {
    let isWhole = try reader.advance()
    guard !CSVHeader.isBlank(reader.bytes.span, reader.records) else {
      while !reader.isLast, CSVHeader.isBlank(reader.bytes.span, reader.records) {
        _ = try reader.advance()
      }
      throw CSVHeader.isBlank(reader.bytes.span, reader.records)
        ? .emptyFile(file: file) : .emptyName(.init(file: file, line: 1, column: 1))
    }
    let header = try CSVHeader(
      reader.bytes.span, reader.records, isWhole: isWhole, file: file, importer: self)
    return (try CSVLayout(names: header.names, file: file, importer: self), header)
  }

  /// Parses each of `pieces` with a worker of its own, on as many threads as were asked for.
  private func parse(
    _ bytes: [UInt8], _ pieces: [Range<Int>], with workers: [RowWorker], layout: CSVLayout
  ) {
    inParallel(count: pieces.count, jobs: workers.count / 2) { index in
      workers[index].parser.withLock { $0.parse(bytes.span, pieces[index], layout: layout) }
    }
  }

  /// The error of a record that is longer than the limit, the start of which is in `range`.
  private func tooLong(
    _ bytes: Span<UInt8>, _ range: Range<Int>, layout: CSVLayout, line: Int
  ) -> ImportError {
    do throws(ImportError) {
      _ = try layout.record(bytes, in: range, line: line, keeping: 0)
      return .lineTooLong(file: layout.file, line: line, limit: maximumLineLength)
    } catch {
      return error
    }
  }
}

/// A parser that threads may pass on.
private final class RowWorker: Sendable {
  let parser = Mutex(RowParser())
}
