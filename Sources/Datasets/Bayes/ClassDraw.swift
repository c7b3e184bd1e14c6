internal import CounterRandom

/// A draw whose first rows are positive and whose others are negative.
///
/// Each class covers the whole window of time evenly, for the share of positives in the population
/// does not change with time.
struct ClassDraw {
  let scenario: any Scenario
  let stream: CounterStream
  let positives: Int
  let negatives: Int
  /// Window of time, as shares of the whole period.
  let times: ClosedRange<Double>
  /// Number of the first row in the stream.
  var firstNumber: UInt64 = 0

  var rowCount: Int { positives + negatives }

  /// Places rows and says which of them are positive.
  func place(_ rows: Range<Int>, in places: RowPlaces, labels: UnsafeMutablePointer<UInt8>) {
    let length = times.upperBound - times.lowerBound
    for (place, row) in rows.enumerated() {
      let isPositive = row < positives
      let share =
        isPositive
        ? (Double(row) + 0.5) / Double(positives)
        : (Double(row - positives) + 0.5) / Double(negatives)
      unsafe labels[place] = isPositive ? 1 : 0
      places.set(
        place, number: firstNumber + UInt64(row), time: times.lowerBound + length * share)
    }
  }
}
