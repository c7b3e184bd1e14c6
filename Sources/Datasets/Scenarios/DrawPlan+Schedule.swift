internal import CounterRandom

extension DrawPlan {
  /// Whether a row is positive, without drawing it.
  @inline(__always)
  func label(of row: Int) -> UInt8 {
    if let schedule { return schedule.label(of: row) }
    return permutation.image(of: UInt64(row)) < UInt64(positiveCount) ? 1 : 0
  }

  /// `log(π / (1 - π))` of a row's time.
  func logOdds(of row: Int) -> Double { schedule?.logOdds(of: row) ?? logOdds }
}
