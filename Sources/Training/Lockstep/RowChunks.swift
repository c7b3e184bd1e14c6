/// The rows of a batch in chunks: each is a chain of additions, and chunks are added up in their
/// order.
///
/// So a sum over the batch has the same bits whichever threads the chunks are dealt to.
struct RowChunks {
  /// Rows of the batch.
  let rows: Int

  /// Rows of a chunk; the last one may have fewer.
  static let size = 256

  /// Number of chunks.
  var count: Int { (rows &+ (Self.size &- 1)) / Self.size }

  /// The rows of a chunk.
  subscript(chunk: Int) -> Range<Int> {
    chunk &* Self.size..<min(rows, (chunk &+ 1) &* Self.size)
  }
}
