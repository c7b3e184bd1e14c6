import Datasets
import Foundation
import Testing

/// A file in a folder of its own, removed when the value goes.
final class TemporaryFile {
  let folder: URL
  let path: String

  convenience init(_ text: String, name: String = "rows.csv") throws {
    try self.init(Array(text.utf8), name: name)
  }

  init(_ bytes: [UInt8], name: String) throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("lopsided-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    path = file.path
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}

/// Bytes in memory, handed out a few at a time.
struct MemorySource: ByteSource {
  var bytes: [UInt8]
  var step: Int
  var position = 0
  var byteCount: Int? { bytes.count }

  init(_ bytes: [UInt8], step: Int = 1 << 20) {
    self.bytes = bytes
    self.step = step
  }

  mutating func read(
    into buffer: inout [UInt8], _ range: Range<Int>
  ) throws(ImportError) -> Int {
    let count = min(range.count, step, bytes.count - position)
    for offset in 0..<count { buffer[range.lowerBound + offset] = bytes[position + offset] }
    position += count
    return count
  }
}

/// The table in `text`, by an importer that takes any number of rows.
func importTable(
  _ text: String, label: String = "label", positive: String? = nil,
  delimiter: CSVImporter.Delimiter = .comma, pieceSize: Int = 1 << 20, threads: Int = 2,
  step: Int = 1 << 20, configure: (inout CSVImporter) -> Void = { _ in }
) throws(ImportError) -> ImportedTable {
  var importer = CSVImporter(label: label, positive: positive, delimiter: delimiter)
  importer.minimumRowsPerClass = 1
  importer.pieceSize = pieceSize
  importer.threads = threads
  configure(&importer)
  return try importer.table(
    opening: { MemorySource(Array(text.utf8), step: step) }, file: "rows.csv")
}
