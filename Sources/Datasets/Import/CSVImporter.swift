internal import Dispatch
internal import Hashing
internal import Synchronization

/// Reads a CSV file of real data: a label column and numeric features.
///
/// The file is text in UTF-8 as RFC 4180 describes it, with a header line. Lines end with LF or
/// CRLF; spaces around cells, a byte-order mark and blank lines at the end are allowed. Numbers
/// have a decimal point and are rounded to the nearest `Float`. The result does not depend on
/// ``threads``. Memory stays near the size of the result.
public struct CSVImporter: Sendable {
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
  /// Whether to hash the file's bytes, which takes as long again as all the rest.
  public var hashesFile = true
  /// The number of bytes in a piece.
  package var pieceSize = 1 << 18

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

  /// The table in the file at `path`.
  ///
  /// - Parameter path: The path of the file.
  /// - Returns: The table, with what there is to say about its columns and rows.
  /// - Throws: ``ImportError`` for the first fault of the file.
  public func table(at path: String) throws(ImportError) -> ImportedTable {
    try table(from: FileSource(path: path), file: path)
  }

  /// The table in `source`, which errors call `file`.
  package func table(
    from source: consuming some ByteSource & ~Copyable, file: String
  ) throws(ImportError) -> ImportedTable {
    let byteCount = source.byteCount
    let workers = (0..<4 * max(1, threads ?? processorCount)).map { _ in RowWorker() }
    var reader = RecordReader(
      source: source, blockSize: pieceSize * workers.count, recordLimit: maximumLineLength,
      isHashed: hashesFile)
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
    let layout = try CSVLayout(names: header.names, file: file, importer: self)
    var table = TableBuilder(layout: layout, linesBefore: header.lineCount)
    var start = header.end
    while true {
      let pieces = reader.pieces(from: start, ofSize: pieceSize)
      for first in stride(from: 0, to: pieces.count, by: workers.count) {
        let batch = Array(pieces[first..<min(first + workers.count, pieces.count)])
        parse(reader.bytes, batch, with: workers, layout: layout)
        for (worker, piece) in zip(workers, batch) {
          try worker.parser.withLock { parser throws(ImportError) in
            try table.append(parser, of: reader.bytes.span, piece)
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
      positive: positive, minimumRows: minimumRowsPerClass, fileHash: reader.hash?.hexadecimal())
  }

  /// Parses each of `pieces` with a worker of its own, on as many threads as were asked for.
  private func parse(
    _ bytes: [UInt8], _ pieces: [Range<Int>], with workers: [RowWorker], layout: CSVLayout
  ) {
    let next = Atomic(0)
    @Sendable func work() {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < pieces.count else { return }
        workers[index].parser.withLock { $0.parse(bytes.span, pieces[index], layout: layout) }
      }
    }
    let width = min(pieces.count, workers.count / 4)
    if width > 1 {
      DispatchQueue.concurrentPerform(iterations: width) { _ in work() }
    } else {
      work()
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
