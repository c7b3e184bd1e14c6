/// Number, sum and sum of squares of some values.
struct SampleSum: Sendable {
  private(set) var count = 0.0
  private(set) var sum = 0.0
  private(set) var squares = 0.0
  private(set) var greatest = 0.0

  @inline(__always)
  mutating func add(_ value: Double) {
    count += 1
    sum += value
    squares += value * value
    greatest = max(greatest, value)
  }

  mutating func merge(_ other: SampleSum) {
    count += other.count
    sum += other.sum
    squares += other.squares
    greatest = max(greatest, other.greatest)
  }

  var mean: Double { sum / count }
  /// Variance of the mean.
  var varianceOfMean: Double { max(0, squares / count - mean * mean) / max(1, count - 1) }

  /// Distance of this mean from another sample's in standard errors; `nil` if nothing varies.
  func score(against other: SampleSum) -> Double? {
    guard count > 1, other.count > 1 else { return nil }
    let deviation = (varianceOfMean + other.varianceOfMean).squareRoot()
    return deviation > 0 ? (mean - other.mean) / deviation : nil
  }
}

/// The score farthest from 0.
func worst(_ scores: [Double?]) -> Double? {
  scores.compactMap { $0 }.max { $0.magnitude < $1.magnitude }
}
