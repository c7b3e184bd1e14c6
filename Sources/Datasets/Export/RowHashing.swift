/// The hashes of a split's blocks, made while its rows go by in order.
///
/// They are those of ``DatasetFolder`` whatever the format that the rows are written in.
struct RowHashing: Sendable {
  private let part: ExportPart
  private var hashes = BlockHashes()
  private var first = 0
  private var next = 0
  private(set) var blocks: [DatasetManifest.Block] = []
  private(set) var positiveCount = 0

  init(_ part: ExportPart) { self.part = part }

  /// Takes the next rows, which do not reach over the end of a block.
  ///
  /// - Throws: ``DatasetError/hashMismatch(path:rows:part:)`` when the source has other hashes.
  mutating func append(_ rows: Dataset) throws(DatasetError) {
    hashes.append(rows)
    positiveCount += rows.positiveCount
    next += rows.rowCount
    guard next - first == DatasetFolder.blockRows || next == part.rowCount else { return }
    let block = hashes.finished(first..<next, hasOracle: part.manifest.hasOracle)
    try compare(block)
    blocks.append(block)
    hashes = BlockHashes()
    first = next
  }

  private func compare(_ block: DatasetManifest.Block) throws(DatasetError) {
    let known = part.manifest.blocks
    guard blocks.count < known.count, part.manifest.blockRows == DatasetFolder.blockRows,
      known[blocks.count] != block
    else { return }
    throw .hashMismatch(
      path: part.origin, rows: block.first..<block.first + block.count,
      part: known[blocks.count].data == block.data
        ? "posteriors and typologies" : "features and labels")
  }
}
