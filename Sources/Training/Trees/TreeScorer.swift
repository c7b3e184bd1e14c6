/// Gives rows the logits of boosted trees, some rows at a time, without copying features.
final class TreeScorer {
  private let data: TrainingData
  private let reader: InputReader
  private let room: FloatBuffer
  private let library: XGBoostLibrary
  private let rowsAtOnce: Int

  init(
    _ data: TrainingData, rowsAtOnce: Int = RowPages.rowsAtOnce, library: XGBoostLibrary
  ) throws(TreeError) {
    guard data.unchanged != nil else { throw .preparedInputs }
    self.data = data
    self.library = library
    self.rowsAtOnce = min(rowsAtOnce, max(data.rowCount, 1))
    reader = InputReader(data, capacity: self.rowsAtOnce)
    if case .stored = data.inputs {
      room = FloatBuffer(count: 0)
    } else {
      room = FloatBuffer(count: self.rowsAtOnce * data.featureCount)
    }
  }

  /// The logit of every row.
  func logits(of booster: Booster, rounds: Int) throws(TreeError) -> [Float] {
    var logits = [Float](repeating: 0, count: data.rowCount)
    try predict(booster, rounds: 0..<rounds, into: &logits, addsUp: false)
    return logits
  }

  /// Adds the trees of some rounds to logits that hold the sum of all earlier ones.
  ///
  /// XGBoost adds tree after tree in any case, so the sum is the same to the last bit.
  func add(
    _ rounds: Range<Int>, of booster: Booster, to logits: inout [Float]
  ) throws(TreeError) {
    try predict(booster, rounds: rounds, into: &logits, addsUp: true)
  }

  private func predict(
    _ booster: Booster, rounds: Range<Int>, into logits: inout [Float], addsUp: Bool
  ) throws(TreeError) {
    var first = 0
    while first < data.rowCount {
      let rows = first..<min(first + rowsAtOnce, data.rowCount)
      let base = addsUp ? try BaseLogits(logits[rows], library: library) : nil
      var outcome = Result<Void, TreeError>.success(())
      var target = logits.mutableSpan
      unsafe reader.withInputs(of: rows, room: room.base) { inputs in
        outcome = Result { () throws(TreeError) in
          try unsafe booster.withLogits(
            at: inputs, rows: rows.count, columns: data.featureCount, rounds: rounds,
            addedTo: base
          ) { found in
            for row in found.indices { target[rows.lowerBound + row] = found[row] }
          }
        }
      }
      try outcome.get()
      first = rows.upperBound
    }
  }
}
