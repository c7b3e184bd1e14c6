internal import CounterRandom

/// How training rows are put in order.
public enum TrainingOrder {
  /// Up to so many rows an order is a shuffled list, which takes 64 MiB; more are visited in the
  /// order of a keyed permutation, which takes no memory.
  public static let listLimit = 1 << 24
}

/// The order in which an epoch visits some of the training rows: all of them, or those of a label.
///
/// Up to ``TrainingOrder/listLimit`` rows are listed and shuffled (Fisher–Yates). More are never
/// listed: a keyed permutation of all row numbers is walked, and rows of another label are passed
/// over, so that memory does not grow with them. Which of the two is decided by the number of rows
/// alone, so it does not matter whether their features are in memory.
struct RowOrder {
  /// Number of rows visited in an epoch.
  let count: Int
  private let labels: [UInt8]
  private let label: UInt8?
  /// The rows in the epoch's order; where they are not listed, the last ones handed out.
  private var rows: [UInt32]
  private let isListed: Bool
  private var permutation: KeyedPermutation?
  private var next = 0

  /// All rows of a label, or all rows if `nil`, in their own order.
  init(labels: [UInt8], only label: UInt8? = nil, listLimit: Int = TrainingOrder.listLimit) {
    precondition(labels.count <= Int(UInt32.max), "rows are numbered by 32 bits")
    self.labels = labels
    self.label = label
    count = label.map { label in labels.count { $0 == label } } ?? labels.count
    isListed = count <= listLimit
    rows =
      isListed
      ? (0..<UInt32(labels.count)).filter { label == nil || labels[Int($0)] == label } : []
  }

  /// Starts again from the first row of the same order.
  mutating func restart() { next = 0 }

  /// Starts again in an order of its own for each seed and stream.
  mutating func shuffle(seed: UInt64, stream: UInt64) {
    next = 0
    guard isListed else {
      // One number a seed and stream, which no row of data is drawn with.
      permutation = KeyedPermutation(
        count: UInt64(labels.count),
        stream: CounterStream(
          seed: deriveSeed(from: seed, label: "row order", stream), purpose: .training,
          scenario: .max))
      return
    }
    rows.sort()
    CounterRandom.shuffle(&rows, seed: seed, stream: stream)
  }

  /// The next `wanted` rows; fewer at the end of the epoch.
  mutating func take(_ wanted: Int) -> ArraySlice<UInt32> {
    guard !isListed else {
      let first = next
      next = min(first + wanted, rows.count)
      return rows[first..<next]
    }
    rows.removeAll(keepingCapacity: true)
    while rows.count < wanted, next < labels.count {
      let row = permutation.map { Int($0.image(of: UInt64(next))) } ?? next
      next &+= 1
      if label == nil || labels[row] == label { rows.append(UInt32(row)) }
    }
    return rows[...]
  }
}
