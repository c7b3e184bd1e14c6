extension DrawPlan {
  /// Draws rows block by block without keeping them: memory does not grow with the rows.
  ///
  /// - Precondition: `rows` lies in 0..<``rowCount``.
  ///
  /// - Parameters:
  ///   - rows: Which rows; all by default.
  ///   - blockRows: Rows of a block; the last one may have fewer.
  ///   - jobs: Number of threads, each with a block of its own.
  ///   - body: Gets each block once, filled, and the numbers of its rows. Threads call it at the
  ///     same time, and in any order.
  public func stream(
    rows: Range<Int>? = nil, blockRows: Int = 2048, jobs: Int = 1,
    _ body: @Sendable (_ block: borrowing RowBlock, _ rows: Range<Int>) -> Void
  ) {
    let rows = rows ?? 0..<rowCount
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount, "rows outside of the draw")
    let blocks = (rows.count + blockRows - 1) / blockRows
    inParallel(count: blocks, jobs: jobs) {
      RowBlock(for: self, capacity: min(blockRows, rows.count))
    } body: { index, block in
      let first = rows.lowerBound + index * blockRows
      let part = first..<min(rows.upperBound, first + blockRows)
      fill(&block, rows: part)
      body(block, part)
    }
  }
}
