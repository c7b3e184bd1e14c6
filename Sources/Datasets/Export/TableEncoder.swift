/// Turns blocks of rows into the bytes of a file.
///
/// A file is ``start``, the blocks in the order of rows, and ``end(_:)``. Blocks are encoded in any
/// order and on any thread.
protocol TableEncoder: Sendable {
  /// The bytes before the first block.
  var start: [UInt8] { get }

  /// Rows in a block, at most: a power of two.
  var blockRows: Int { get }

  /// Appends the bytes of a block to an empty buffer.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - first: Number of the first one, for messages.
  ///   - buffer: Where the bytes go.
  ///
  /// - Returns: What ``end(_:)`` needs to know of the block besides its length.
  ///
  /// - Throws: ``DatasetError/invalidLevel(_:row:column:levels:)``.
  func encode(_ rows: Dataset, first: Int, into buffer: OutputBuffer) throws(DatasetError) -> Int

  /// The bytes after the last block.
  func end(_ blocks: [EncodedBlock]) -> [UInt8]
}

/// Where a block lies in a file.
struct EncodedBlock: Equatable, Sendable {
  /// Its first byte.
  let offset: Int
  /// Number of bytes.
  let length: Int
  /// What its encoder said of it.
  let note: Int
}

extension TableEncoder {
  var start: [UInt8] { [] }
  func end(_ blocks: [EncodedBlock]) -> [UInt8] { [] }
}

/// Rows of a block so that about 2²² values are in memory at once.
func exportBlockRows(columns: Int, atMost limit: Int) -> Int {
  var rows = limit
  while rows > 64, rows * columns > 1 << 22 { rows /= 2 }
  return rows
}
