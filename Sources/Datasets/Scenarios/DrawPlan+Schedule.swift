internal import CounterRandom

extension DrawPlan {
  /// Whether a row is positive, without drawing it.
  @inline(__always)
  func label(of row: Int) -> UInt8 {
    if let schedule { return schedule.label(of: row) }
    return permutation.image(of: UInt64(row)) < UInt64(positiveCount) ? 1 : 0
  }

  /// Whether each of some rows is positive, without drawing them.
  func trueLabels(of rows: Range<Int>) -> [UInt8] {
    guard schedule == nil else { return rows.map { label(of: $0) } }
    var labels = [UInt8](repeating: 0, count: rows.count)
    var marks = labels.mutableSpan
    let numbers = rows.map { UInt64($0) }
    permutation.mark(numbers.span, below: UInt64(positiveCount), into: &marks)
    return labels
  }

  /// `log(π / (1 - π))` of a row's time.
  func logOdds(of row: Int) -> Double { schedule?.logOdds(of: row) ?? logOdds }
}
