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
    self.init(in: .stored(dataset), threads: threads, heldKeys: .max)
  }

  /// Counts the repeated rows of a data set whose features need not be in memory, on all cores.
  public init(in rows: RowSource) { self.init(in: rows, threads: processorCount) }

  /// Counts the repeated rows of a data set whose features need not be in memory.
  ///
  /// - Parameters:
  ///   - rows: The rows.
  ///   - threads: Number of threads.
  ///   - heldKeys: Keys that are in memory at once, about; the rows are read as often as that asks
  ///     for.
  init(in rows: RowSource, threads: Int, heldKeys: Int = 1 << 24) {
    let passes = min(max(1, (rows.rowCount - 1) / heldKeys + 1), RowKeys.partitionCount)
    let counts = Mutex((exact: 0, contradictory: 0))
    for pass in 0..<passes {
      let partitions =
        pass * RowKeys.partitionCount / passes..<(pass + 1) * RowKeys.partitionCount / passes
      let keys = RowKeys(of: rows, partitions: partitions, threads: threads)
      inParallel(count: partitions.count, jobs: threads) { index in
        var exact = 0
        var contradictory = 0
        var part = keys.partition(partitions.lowerBound + index)
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
    }
    (exact, contradictory) = counts.withLock { $0 }
  }
}

/// A hash of each row's features, the label in the lowest bit.
struct RowKeys: Sendable {
  static let partitionCount = 256
  /// For each chunk of rows the keys of each partition; a key's highest byte is its partition.
  private let parts: [[[UInt128]]]
  private let first: Int

  /// The keys of the rows of some partitions.
  init(of rows: RowSource, partitions wanted: Range<Int>, threads: Int) {
    let count = rows.rowCount
    let size = max(1 << 14, (count + 63) / 64)
    let chunkCount = (count + size - 1) / size
    let chunks = Mutex([[[UInt128]]](repeating: [], count: chunkCount))
    let labels = rows.facts.labels
    let width = rows.columns.count
    inParallel(count: chunkCount, jobs: threads) {
      rows.featureReader(capacity: Self.rowsAtOnce)
    } body: { index, reader in
      let range = index * size..<min(count, (index + 1) * size)
      var partitions = [[UInt128]](repeating: [], count: wanted.count)
      for index in partitions.indices {
        partitions[index].reserveCapacity(range.count / Self.partitionCount * 5 / 4 + 8)
      }
      var first = range.lowerBound
      while first < range.upperBound {
        let last = min(range.upperBound, first + Self.rowsAtOnce)
        reader.read(first..<last) { features in
          features.forEachRowHash(width: width, labels: labels.span, firstRow: first) { key in
            let partition = Int(truncatingIfNeeded: key >> 120)
            if wanted.contains(partition) {
              partitions[partition - wanted.lowerBound].append(key)
            }
          }
        }
        first = last
      }
      chunks.withLock { $0[index] = partitions }
    }
    parts = chunks.withLock { $0 }
    first = wanted.lowerBound
  }

  private static let rowsAtOnce = 1024

  /// The keys of all rows in a partition.
  func partition(_ index: Int) -> [UInt128] { parts.flatMap { $0[index - first] } }
}

extension RowSource {
  /// For each row a hash of its features, the label in the lowest bit.
  func rowHashes() -> [UInt128] {
    var keys: [UInt128] = []
    keys.reserveCapacity(rowCount)
    let (labels, width, rowsAtOnce) = (facts.labels, columns.count, 1024)
    let reader = featureReader(capacity: rowsAtOnce)
    for first in stride(from: 0, to: rowCount, by: rowsAtOnce) {
      reader.read(first..<min(rowCount, first + rowsAtOnce)) { features in
        features.forEachRowHash(width: width, labels: labels.span, firstRow: first) {
          keys.append($0)
        }
      }
    }
    return keys
  }
}

extension Span<Float> {
  /// Calls `body` with a hash of each row's features, the label in the lowest bit.
  ///
  /// `labels` are those of all rows; `firstRow` is the place of the first of these.
  @inline(__always)
  fileprivate func forEachRowHash(
    width: Int, labels: Span<UInt8>, firstRow: Int, _ body: (UInt128) -> Void
  ) {
    var base = 0
    for row in 0..<(width > 0 ? count / width : 0) {
      // Two chains of steps, each a bijection of the state for a given value and of the value for
      // a given state, so that rows that differ in one value never collide.
      var high: UInt64 = 0x9E37_79B9_7F4A_7C15
      var low: UInt64 = 0xD1B5_4A32_D192_ED03
      for column in 0..<width {
        let value = self[base + column]
        // Both zeros are one value, and so are all values that say "missing".
        let bits = UInt64(value == 0 ? 0 : value.isNaN ? 0x7FC0_0000 : value.bitPattern)
        high = (high ^ bits) &* 0xFF51_AFD7_ED55_8CCD
        high ^= high >> 32
        low = (low &+ bits) &* 0xC4CE_B9FE_1A85_EC53
        low ^= low >> 29
      }
      base += width
      let key = UInt128(high ^ low >> 31) << 64 | UInt128(low)
      body(key & ~1 | UInt128(labels[firstRow + row]))
    }
  }
}
