extension BatchEvaluation {
  /// Makes ``spare`` at least this long, and keeps its memory.
  mutating func reserveSpare(_ count: Int) {
    while spare.count < count { spare.append(0) }
  }

  /// Where the logits of one class and what belongs to them stand in ``spare``: in whole groups of
  /// four, the last filled up.
  struct Column {
    var start: Int
    var rows: Int
    /// The number of elements, a multiple of four.
    var length: Int { (rows + 3) & ~3 }
    var end: Int { start + length }
  }

  /// Copies the logits of one class to ``spare``.
  ///
  /// - Parameters:
  ///   - positive: Which class.
  ///   - batch: The rows.
  ///   - start: Where to.
  ///   - filler: What fills up the last group of four.
  ///
  /// - Returns: Where they stand now.
  mutating func gather(
    positive: Bool, of batch: LossBatch, at start: Int, filler: Double
  ) -> Column {
    let rows = positive ? batch.positives.count : batch.count - batch.positives.count
    let column = Column(start: start, rows: rows)
    reserveSpare(column.end)
    var next = start
    for row in 0..<batch.count where (batch.labels[row] > 0.5) == positive {
      spare[next] = logits[row]
      next += 1
    }
    while next < column.end {
      spare[next] = filler
      next += 1
    }
    return column
  }

  /// Room for another column as long as `column`, of zeros.
  mutating func zeros(like column: Column, at start: Int) -> Column {
    let zeros = Column(start: start, rows: column.rows)
    reserveSpare(zeros.end)
    for index in start..<zeros.end { spare[index] = 0 }
    return zeros
  }

  /// Adds a column of derivatives to the rows of one class.
  mutating func scatter(
    gradient: Column, curvature: Column, scale: Double, curvatureScale: Double? = nil,
    positive: Bool, of batch: LossBatch
  ) {
    let bend = curvatureScale ?? scale
    var next = 0
    for row in 0..<batch.count where (batch.labels[row] > 0.5) == positive {
      self.gradient[row] += scale * spare[gradient.start + next]
      if wantsCurvature { self.curvature[row] += bend * spare[curvature.start + next] }
      next += 1
    }
  }
}
