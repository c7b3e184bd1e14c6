internal import Synchronization

/// The number of rows that equal another row of the same data set.
///
/// A row and its copy may fall on different sides of a split; then the test knows part of the
/// training data, and its results are too good. Rows are compared as they are learned from, in
/// single precision, by a 127-bit hash: two rows that differ are taken for equal with a
/// probability below n² · 2⁻¹²⁸, or 10⁻²⁶ for a million rows.
public struct DuplicateRows: Codable, Equatable, Sendable {
  /// Rows whose features and label equal those of an earlier row.
  public let exact: Int
  /// Distinct combinations of features that occur with both labels.
  public let contradictory: Int

  /// Counts the repeated rows of `dataset`.
  public init(in dataset: Dataset) { self.init(in: dataset, threads: 1) }

  /// Counts the repeated rows of `dataset` on several threads.
  init(in dataset: Dataset, threads: Int) {
    let keys = RowKeys(of: dataset, threads: threads)
    let counts = Mutex((exact: 0, contradictory: 0))
    inParallel(count: RowKeys.partitionCount, jobs: threads) { index in
      var exact = 0
      var contradictory = 0
      var part = keys.partition(index)
      part.sort()
      for index in part.indices.dropFirst() {
        if part[index] == part[index - 1] {
          exact += 1
        } else if part[index] >> 1 == part[index - 1] >> 1 {
          contradictory += 1
        }
      }
      counts.withLock {
        $0.exact += exact
        $0.contradictory += contradictory
      }
    }
    (exact, contradictory) = counts.withLock { $0 }
  }
}

/// A hash of each row's features, the label in the lowest bit.
struct RowKeys: Sendable {
  static let partitionCount = 256
  /// For each chunk of rows the keys of each partition; a key's highest byte is its partition.
  private let parts: [[[UInt128]]]

  /// The keys of a data set's rows.
  init(of dataset: Dataset, threads: Int) {
    let rows = dataset.rowCount
    let size = max(1 << 14, (rows + 63) / 64)
    let count = (rows + size - 1) / size
    let chunks = Mutex([[[UInt128]]](repeating: [], count: count))
    inParallel(count: count, jobs: threads) { index in
      let range = index * size..<min(rows, (index + 1) * size)
      var partitions = [[UInt128]](repeating: [], count: Self.partitionCount)
      for index in partitions.indices {
        partitions[index].reserveCapacity(range.count / Self.partitionCount * 5 / 4 + 8)
      }
      for key in dataset.features.hashedRows(
        width: dataset.featureCount, labels: dataset.labels, rows: range)
      {
        partitions[Int(truncatingIfNeeded: key >> 120)].append(key)
      }
      chunks.withLock { $0[index] = partitions }
    }
    parts = chunks.withLock { $0 }
  }

  /// The keys of all rows in a partition.
  func partition(_ index: Int) -> [UInt128] { parts.flatMap { $0[index] } }
}

extension [Float] {
  /// For each row, or each of some rows, a hash of its features, the label in the lowest bit.
  func hashedRows(width: Int, labels: [UInt8], rows: Range<Int>? = nil) -> [UInt128] {
    let rows = rows ?? labels.indices
    var keys: [UInt128] = []
    keys.reserveCapacity(rows.count)
    let values = span
    var base = rows.lowerBound * width
    for row in rows {
      // Two chains of steps, each a bijection of the state for a given value and of the value for
      // a given state, so that rows that differ in one value never collide.
      var high: UInt64 = 0x9E37_79B9_7F4A_7C15
      var low: UInt64 = 0xD1B5_4A32_D192_ED03
      for column in 0..<width {
        let value = values[base + column]
        // Both zeros are one value, and so are all values that say "missing".
        let bits = UInt64(value == 0 ? 0 : value.isNaN ? 0x7FC0_0000 : value.bitPattern)
        high = (high ^ bits) &* 0xFF51_AFD7_ED55_8CCD
        high ^= high >> 32
        low = (low &+ bits) &* 0xC4CE_B9FE_1A85_EC53
        low ^= low >> 29
      }
      base += width
      let key = UInt128(high ^ low >> 31) << 64 | UInt128(low)
      keys.append(key & ~1 | UInt128(labels[row]))
    }
    return keys
  }
}
