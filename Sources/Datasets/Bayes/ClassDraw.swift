internal import CounterRandom

/// A draw whose first rows are positive and whose others are negative.
struct ClassDraw {
  let scenario: any Scenario
  let stream: CounterStream
  let positives: Int
  let negatives: Int
  /// When rows of each class happen.
  let times: ClassTimes
  /// Number of the first row in the stream.
  var firstNumber: UInt64 = 0

  var rowCount: Int { positives + negatives }

  /// Places rows and says which of them are positive.
  func place(_ rows: Range<Int>, in places: RowPlaces, labels: UnsafeMutablePointer<UInt8>) {
    for (place, row) in rows.enumerated() {
      let isPositive = row < positives
      let share =
        isPositive
        ? (Double(row) + 0.5) / Double(positives)
        : (Double(row - positives) + 0.5) / Double(negatives)
      unsafe labels[place] = isPositive ? 1 : 0
      places.set(
        place, number: firstNumber + UInt64(row),
        time: times.time(of: share, isPositive: isPositive))
    }
  }

  /// Adds to log-likelihood ratios what the times of the rows tell.
  func addTimes(of places: RowPlaces, count: Int, to ratios: UnsafeMutablePointer<Double>) {
    guard times.changesRatios else { return }
    for place in 0..<count {
      unsafe ratios[place] += times.offset(at: places.time(at: place))
    }
  }
}
