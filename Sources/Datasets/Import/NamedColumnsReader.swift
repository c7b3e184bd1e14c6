internal import Spelling
internal import Synchronization

/// Reads some columns of a CSV file, at full precision and in blocks, and nothing of the others.
///
/// The file is as ``CSVImporter`` takes it.
package struct NamedColumnsReader: Sendable {
  package var delimiter: CSVImporter.Delimiter = .comma
  /// The number of pieces that are parsed at the same time; `nil` for one a core.
  package var threads: Int?
  package var pieceSize = 1 << 20

  package init() {}

  /// The names in the header of the file at `path`.
  ///
  /// - Throws: ``ImportError`` if there is no such file or its header is not valid.
  package func names(at path: String) throws(ImportError) -> [String] {
    var reader = RecordReader(
      source: try TextSource(path: path), blockSize: 1 << 16, recordLimit: limits.maximumLineLength)
    return try header(&reader, file: path).names
  }

  /// The columns of the file at `path`.
  ///
  /// - Parameters:
  ///   - columns: What to read; a column of the file may be asked for more than once.
  ///   - path: The path of the file, compressed by gzip or not.
  /// - Returns: The values.
  /// - Throws: ``ImportError`` for the first fault.
  package func columns(
    _ columns: [NamedColumn], at path: String
  ) throws(ImportError) -> NamedColumns {
    let threads = max(1, threads ?? processorCount)
    var reader = RecordReader(
      source: try TextSource(path: path), blockSize: pieceSize * threads * 2,
      recordLimit: limits.maximumLineLength)
    let header = try header(&reader, file: path)
    var slots: [Int] = []
    for column in columns {
      guard let slot = header.names.firstIndex(of: column.name) else {
        throw .unknownColumn(
          file: path, option: column.option, name: column.name,
          columns: Spelling.nearestFirst(header.names, toFirst: column.name))
      }
      slots.append(slot)
    }
    let plan = NamedColumnsPlan(
      columns: columns, slots: slots, names: header.names, delimiter: delimiter.rawValue,
      file: path, lineLimit: limits.maximumLineLength)
    let workers = (0..<2 * threads).map { _ in NamedColumnsWorker(columns: columns) }
    var joined = NamedColumnsJoiner(plan: plan, linesBefore: header.lineCount)
    var start = header.end
    while true {
      let pieces = reader.pieces(from: start, ofSize: pieceSize)
      for first in stride(from: 0, to: pieces.count, by: workers.count) {
        let batch = Array(pieces[first..<min(first + workers.count, pieces.count)])
        let bytes = reader.bytes
        inParallel(count: batch.count, jobs: threads) { index in
          workers[index].parser.withLock { $0.parse(bytes.span, batch[index], plan: plan) }
        }
        for (number, (worker, piece)) in zip(workers, batch).enumerated() {
          try worker.parser.withLock { parser throws(ImportError) in
            try joined.append(parser, number: number, of: bytes.span, piece)
          }
        }
      }
      if reader.isLast { break }
      guard try reader.advance() else {
        throw .lineTooLong(
          file: path, line: joined.lineCount + 1, limit: limits.maximumLineLength)
      }
      start = 0
    }
    guard joined.columns.rowCount > 0 else { throw .headerOnly(file: path) }
    return joined.finished
  }

  private var limits: CSVImporter { CSVImporter(label: "", delimiter: delimiter) }

  private func header(
    _ reader: inout RecordReader<TextSource>, file: String
  ) throws(ImportError) -> CSVHeader {
    let isWhole = try reader.advance()
    guard !CSVHeader.isBlank(reader.bytes.span, reader.records) else {
      throw .emptyFile(file: file)
    }
    let header = try CSVHeader(
      reader.bytes.span, reader.records, isWhole: isWhole, file: file, importer: limits)
    try CSVLayout.check(header.names, file: file)
    return header
  }
}

/// Where the columns stand that are asked for.
struct NamedColumnsPlan: Sendable {
  let columns: [NamedColumn]
  /// The place of each in the file.
  let slots: [Int]
  /// The file's header.
  let names: [String]
  let delimiter: UInt8
  let file: String
  let lineLimit: Int

  /// For each column of the file those of ``columns`` that stand there.
  let readers: [[Int]]

  init(
    columns: [NamedColumn], slots: [Int], names: [String], delimiter: UInt8, file: String,
    lineLimit: Int
  ) {
    self.columns = columns
    self.slots = slots
    self.names = names
    self.delimiter = delimiter
    self.file = file
    self.lineLimit = lineLimit
    readers = names.indices.map { slot in slots.indices.filter { slots[$0] == slot } }
  }

  func place(line: Int, column: Int) -> ImportError.Place {
    ImportError.Place(
      file: file, line: line, column: column + 1,
      name: column < names.count ? names[column] : nil)
  }
}
