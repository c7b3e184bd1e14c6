internal import Hashing

/// A file of an export, as its manifest says.
public struct ExportFile: Codable, Equatable, Sendable {
  /// The path, relative to the folder.
  public var path: String
  /// What it holds.
  public var content: Content
  /// The split whose rows it holds.
  public var split: String
  /// Its first row within the split.
  public var firstRow: Int
  /// Number of rows.
  public var rowCount: Int
  /// Size in bytes.
  public var byteCount: Int
  /// SHA-256 of its bytes.
  public var sha256: String

  /// What a file holds.
  public enum Content: String, Codable, Sendable {
    /// Features, attributes and labels.
    case rows
    /// Attributes, for a format that has no place for them.
    case attributes
    /// What only the generator knows.
    case oracle
  }
}

/// A file to be written: its place, and what its bytes are made by.
struct PlannedFile: Sendable {
  let path: String
  let content: ExportFile.Content
  let encoder: any TableEncoder
}

/// A file that is being written, block after block.
struct GrowingFile: Sendable {
  let planned: PlannedFile
  private let file: File
  private var hash = SHA256()
  private var blocks: [EncodedBlock] = []
  private var offset = 0

  init(_ planned: PlannedFile, in folder: String) throws(DatasetError) {
    self.planned = planned
    file = try File(creating: "\(folder)/\(planned.path)")
    try write(planned.encoder.start.span)
  }

  private mutating func write(_ bytes: Span<UInt8>) throws(DatasetError) {
    try file.write(bytes, at: offset)
    hash.update(bytes)
    offset += bytes.count
  }

  /// Adds the next block.
  mutating func append(_ buffer: OutputBuffer, note: Int) throws(DatasetError) {
    let start = offset
    try buffer.withBytes { bytes throws(DatasetError) in try write(bytes) }
    blocks.append(EncodedBlock(offset: start, length: offset - start, note: note))
  }

  /// Adds what follows the last block; says what the file has become.
  mutating func finish(split: String, rows: Range<Int>) throws(DatasetError) -> ExportFile {
    try write(planned.encoder.end(blocks).span)
    try file.synchronize()
    return ExportFile(
      path: planned.path, content: planned.content, split: split, firstRow: rows.lowerBound,
      rowCount: rows.count, byteCount: offset, sha256: hash.hexadecimal())
  }
}
