internal import Synchronization

/// Range, mean and missing values of one feature.
public struct ColumnSummary: Codable, Equatable, Sendable {
  /// The feature's name.
  public let name: String
  /// The smallest value; NaN if all are missing.
  public let minimum: Float
  /// The largest value; NaN if all are missing.
  public let maximum: Float
  /// The arithmetic mean of the values that are not missing, summed in `Double` in the order of the
  /// rows; NaN if all are missing.
  public let mean: Double
  /// The number of rows without a value.
  public let missingCount: Int

  /// Whether every row has the same value, or none has one, so that the feature tells nothing.
  public var isConstant: Bool { minimum == maximum && missingCount == 0 || minimum.isNaN }

  /// A summary of each feature of `dataset`, the same for any number of threads; empty if it has no
  /// rows.
  static func all(of dataset: Dataset, threads: Int = 1) -> [ColumnSummary] {
    let rows = dataset.rowCount
    guard rows > 0 else { return [] }
    let size = 1 << 16
    let chunks = Mutex([Sums?](repeating: nil, count: (rows + size - 1) / size))
    let count = (rows + size - 1) / size
    inParallel(count: count, jobs: threads) { index in
      let sums = Sums(dataset, rows: index * size..<min(rows, (index + 1) * size))
      chunks.withLock { $0[index] = sums }
    }
    var total = Sums(width: dataset.featureCount)
    for case let sums? in chunks.withLock({ $0 }) { total.add(sums) }
    return dataset.featureNames.enumerated().map { column, name in
      let present = rows - total.missing[column]
      return ColumnSummary(
        name: name, minimum: present > 0 ? total.low[column] : .nan,
        maximum: present > 0 ? total.high[column] : .nan,
        mean: total.sum[column] / Double(present), missingCount: total.missing[column])
    }
  }
}

/// The summary of some rows.
private struct Sums: Sendable {
  var low: [Float]
  var high: [Float]
  var sum: [Double]
  var missing: [Int]

  init(width: Int) {
    low = Array(repeating: .infinity, count: width)
    high = Array(repeating: -.infinity, count: width)
    sum = Array(repeating: 0, count: width)
    missing = Array(repeating: 0, count: width)
  }

  init(_ dataset: Dataset, rows: Range<Int>) {
    let width = dataset.featureCount
    self.init(width: width)
    let values = dataset.features.span
    var (low, high, sum, missing) = (low, high, sum, missing)
    var base = rows.lowerBound * width
    for _ in rows {
      for column in 0..<width {
        let value = values[base + column]
        low[column] = value < low[column] ? value : low[column]
        high[column] = value > high[column] ? value : high[column]
        sum[column] += value.isNaN ? 0 : Double(value)
        missing[column] += value.isNaN ? 1 : 0
      }
      base += width
    }
    (self.low, self.high, self.sum, self.missing) = (low, high, sum, missing)
  }

  mutating func add(_ other: Sums) {
    for column in low.indices {
      low[column] = min(low[column], other.low[column])
      high[column] = max(high[column], other.high[column])
      sum[column] += other.sum[column]
      missing[column] += other.missing[column]
    }
  }
}
