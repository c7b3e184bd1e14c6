extension RankingScratch {
  /// Counts the errors of thresholds on the rows that were ranked last, in one pass.
  ///
  /// - Parameters:
  ///   - thresholds: rows that score this or more are flagged, none where it is infinite; in any
  ///     order.
  ///   - scores: the scores that were ranked last.
  /// - Returns: the errors of each threshold.
  mutating func errors<Score: RankableScore>(
    atThresholds thresholds: [Double], of scores: Span<Score>
  ) -> CostCurve.Errors {
    distinct.removeAll(keepingCapacity: true)
    for threshold in thresholds.sorted(by: >) where threshold.isFinite {
      if threshold + 0 != distinct.last { distinct.append(threshold + 0) }
    }
    let levels = distinct
    let flagged = rowsAtOrAbove(scores)
    var hits = [Int](repeating: 0, count: levels.count)
    for row in positiveRows {
      let slot = WeightedRanking.slot(of: Double(scores[row]), in: levels)
      if slot / 2 < hits.count { hits[slot / 2] += 1 }
    }
    for index in hits.indices.dropFirst() { hits[index] += hits[index - 1] }
    var errors = CostCurve.Errors(missed: [], alarms: [])
    for threshold in thresholds {
      let place = WeightedRanking.slot(of: threshold, in: levels) / 2
      let isFinite = threshold.isFinite
      errors.missed.append(isFinite ? positiveRows.count - hits[place] : positiveRows.count)
      errors.alarms.append(isFinite ? flagged[place] - hits[place] : 0)
    }
    return errors
  }

  /// Rows that score at least as high as each of ``distinct``, which fall.
  private mutating func rowsAtOrAbove<Score: RankableScore>(_ scores: Span<Score>) -> [Int] {
    let levels = distinct
    if countRows(scores) {
      var total = 0
      return levels.indices.map { index in
        total += rows(inSlot: 2 * index) + rows(inSlot: 2 * index + 1)
        return total
      }
    }
    // The thresholds span more than a double can hold.
    var found = [Int](repeating: 0, count: levels.count + 1)
    for row in scores.indices {
      found[WeightedRanking.slot(of: Double(scores[row]), in: levels) / 2] += 1
    }
    for index in found.indices.dropFirst() { found[index] += found[index - 1] }
    return Array(found.dropLast())
  }
}
