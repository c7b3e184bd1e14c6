internal import CounterRandom
internal import Datasets

/// How training rows are put in order.
public enum TrainingOrder: Sendable {
  /// A shuffled list of all rows.
  case list
  /// Blocks of successive rows in a random order, the rows of neighbouring blocks mixed.
  case blocks

  /// Up to so many rows an order is a list, which takes 64 MiB.
  public static let listLimit = 1 << 24
  /// Up to so many bytes of features an order is a list: single rows are then visited anywhere.
  public static let byteLimit = 1 << 31

  /// How rows are put in order: a rule that looks at how many they are and how wide, never at the
  /// machine or at where they are, so that results are the same wherever they come from.
  ///
  /// - Parameters:
  ///   - rows: Number of training rows.
  ///   - features: Number of features, before encoding.
  public init(rows: Int, features: Int) {
    let bytes = rows * features * MemoryLayout<Float>.stride
    self = rows <= Self.listLimit && bytes <= Self.byteLimit ? .list : .blocks
  }
}

/// The order in which an epoch visits some of the training rows: all of them, or those of a label.
///
/// A list is shuffled (Fisher–Yates). Where rows are too many for that, blocks of 1,024 successive
/// rows are shuffled, and the rows of 64 blocks at a time are mixed, so that memory does not grow
/// with the rows, files are read in pieces, and labels and rows are met near each other. A batch has
/// rows of up to 64 places of the data.
struct RowOrder {
  /// Rows of a block.
  static let blockRows = 1024
  /// Blocks whose rows are mixed.
  static let windowBlocks = 64

  /// Number of rows visited in an epoch.
  let count: Int
  private let labels: [UInt8]
  private let label: UInt8?
  private let order: TrainingOrder
  /// Where rows come from, to be told which are needed next.
  private let source: RowSource?
  /// The rows in the epoch's order: all of them in a list, and of blocks those of the window.
  private var rows: [UInt32]
  /// Rows that were handed out of those.
  private var next = 0
  /// The blocks in the epoch's order, how many of them were visited, and what rows are mixed by.
  private var blocks: [UInt32]
  private var visited = 0
  private var mixingSeed: UInt64?
  private var window: [UInt32] = []

  /// All rows of a label, or all rows if `nil`, in their own order.
  init(
    labels: [UInt8], only label: UInt8? = nil, order: TrainingOrder = .list,
    source: RowSource? = nil
  ) {
    precondition(labels.count <= Int(UInt32.max), "rows are numbered by 32 bits")
    self.labels = labels
    self.label = label
    self.order = order
    self.source = source
    count = label.map { label in labels.count { $0 == label } } ?? labels.count
    switch order {
    case .list:
      rows = []
      rows.reserveCapacity(count)
      blocks = []
      list()
    case .blocks:
      rows = []
      blocks = Array(0..<UInt32((labels.count + Self.blockRows - 1) / Self.blockRows))
    }
  }

  /// All training rows of a label, or all if `nil`, put in order as they must be unless stated.
  init(_ data: TrainingData, only label: UInt8? = nil, order: TrainingOrder? = nil) {
    var source: RowSource?
    if case .read(let rows, _) = data.inputs { source = rows }
    self.init(
      labels: data.labels, only: label, order: order ?? data.order, source: source)
  }

  /// Starts again from the first row of the same order.
  mutating func restart() {
    next = 0
    guard order == .blocks else { return }
    visited = 0
    rows.removeAll(keepingCapacity: true)
  }

  /// Starts again in an order of its own for each seed and stream.
  mutating func shuffle(seed: UInt64, stream: UInt64) {
    restart()
    switch order {
    case .list:
      // Put in order by writing them anew: sorting them would take longer than shuffling.
      list()
      CounterRandom.shuffle(&rows, seed: seed, stream: stream)
    case .blocks:
      blocks.sort()
      CounterRandom.shuffle(&blocks, seed: seed, stream: stream)
      mixingSeed = deriveSeed(from: seed, label: "mixed blocks", stream)
    }
  }

  /// Lists all rows in their own order.
  private mutating func list() {
    rows.removeAll(keepingCapacity: true)
    guard let label else {
      rows.append(contentsOf: 0..<UInt32(labels.count))
      return
    }
    for row in labels.indices where labels[row] == label { rows.append(UInt32(row)) }
  }

  /// The next `wanted` rows; fewer at the end of the epoch.
  mutating func take(_ wanted: Int) -> ArraySlice<UInt32> {
    while rows.count - next < wanted, visited < blocks.count { takeNextBlocks() }
    let first = next
    next = min(first + wanted, rows.count)
    return rows[first..<next]
  }

  /// What the next rows are, as far as that is settled.
  func coming(_ wanted: Int) -> ArraySlice<UInt32> {
    rows[next..<min(next + wanted, rows.count)]
  }

  /// Adds the rows of the next blocks, mixed, to those that are left.
  private mutating func takeNextBlocks() {
    rows.removeSubrange(0..<next)
    next = 0
    let taken = visited..<min(visited + Self.windowBlocks, blocks.count)
    advise(taken)
    window.removeAll(keepingCapacity: true)
    for place in taken {
      for row in rowsOfBlock(place) where label == nil || labels[row] == label {
        window.append(UInt32(row))
      }
    }
    if let mixingSeed {
      CounterRandom.shuffle(
        &window, seed: mixingSeed, stream: UInt64(visited / Self.windowBlocks))
    }
    rows += window
    visited = taken.upperBound
  }

  private func rowsOfBlock(_ place: Int) -> Range<Int> {
    let first = Int(blocks[place]) * Self.blockRows
    return first..<min(first + Self.blockRows, labels.count)
  }

  /// Lets the source let go of what was visited before, and read ahead.
  private func advise(_ taken: Range<Int>) {
    guard let source else { return }
    // All of it at once: pages are mapped along with their neighbours, so those of the last blocks
    // alone would leave many behind. Rows that are still on their way are mapped again.
    source.release()
    let size = Self.windowBlocks
    let coming =
      taken.lowerBound == 0
      ? 0..<min(2 * size, blocks.count)
      : taken.upperBound..<min(taken.upperBound + size, blocks.count)
    for place in coming { source.prepare(rowsOfBlock(place)) }
  }
}
