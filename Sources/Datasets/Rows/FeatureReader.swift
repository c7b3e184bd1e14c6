/// Brings features of rows to where they are needed, from memory, from a file or drawn anew.
///
/// Room is made once; reading allocates nothing. A reader belongs to one thread.
public protocol FeatureReader: AnyObject {
  /// Calls `body` with the features, row-major, of successive rows.
  ///
  /// - Parameters:
  ///   - rows: The rows, by their place in the part; at most as many as the reader has room for.
  ///   - body: Gets the features; they are gone when it returns.
  func read(_ rows: Range<Int>, _ body: (_ features: Span<Float>) -> Void)

  /// Calls `body` with the features, row-major, of single rows.
  ///
  /// - Parameters:
  ///   - rows: The rows, by their place in the part; at most as many as the reader has room for.
  ///   - body: Gets the features; they are gone when it returns.
  func read(_ rows: ArraySlice<UInt32>, _ body: (_ features: Span<Float>) -> Void)

  /// What each row that was read last is worth; empty where that is not drawn.
  var amounts: ArraySlice<Float> { get }
}

extension FeatureReader {
  /// Empty: what rows are worth is known without reading.
  public var amounts: ArraySlice<Float> { [] }
}

/// Reads rows in memory.
final class StoredFeatureReader: FeatureReader {
  private let dataset: Dataset
  private let room: Room<Float>

  init(_ dataset: Dataset, capacity: Int) {
    self.dataset = dataset
    room = Room(repeating: 0, count: capacity * dataset.featureCount)
  }

  func read(_ rows: Range<Int>, _ body: (Span<Float>) -> Void) {
    let width = dataset.featureCount
    let features = dataset.features
    body(features.span.extracting(rows.lowerBound * width..<rows.upperBound * width))
  }

  func read(_ rows: ArraySlice<UInt32>, _ body: (Span<Float>) -> Void) {
    let width = dataset.featureCount
    let features = dataset.features
    room.gather(rows.lazy.map { Int($0) &* width }, width: width, from: features.span)
    room.read(rows.count * width, body)
  }
}

/// Draws rows whenever they are read.
final class DrawnFeatureReader: FeatureReader {
  private let rows: DrawnRows
  private var block: RowBlock
  private let numbers: Room<UInt64>
  private let labels: Room<UInt8>
  /// Whether the labels that are known are the true ones.
  private let knowsLabels: Bool

  init(_ rows: DrawnRows, capacity: Int) {
    self.rows = rows
    block = RowBlock(for: rows.plan, capacity: capacity, contents: .features)
    numbers = Room(repeating: 0, count: capacity)
    labels = Room(repeating: 0, count: capacity)
    knowsLabels = rows.plan.scenario.labelObservation == nil
  }

  var amounts: ArraySlice<Float> {
    block.amounts.isEmpty ? [] : block.amounts[..<block.rowCount]
  }

  func read(_ wanted: Range<Int>, _ body: (Span<Float>) -> Void) {
    draw(wanted, body)
  }

  func read(_ wanted: ArraySlice<UInt32>, _ body: (Span<Float>) -> Void) {
    draw(wanted, body)
  }

  private func draw(
    _ wanted: some Collection<some BinaryInteger>, _ body: (Span<Float>) -> Void
  ) {
    let count = wanted.count
    let first = UInt64(rows.range.lowerBound)
    numbers.fill(count) { numbers in
      var place = 0
      for row in wanted {
        numbers[place] = first &+ UInt64(truncatingIfNeeded: row)
        place &+= 1
      }
    }
    numbers.read(count) { numbers in
      guard knowsLabels else { return rows.plan.fill(&block, rows: numbers) }
      let known = rows.facts.labels
      labels.fill(count) { labels in
        var place = 0
        for row in wanted {
          labels[place] = known[Int(truncatingIfNeeded: row)]
          place &+= 1
        }
      }
      labels.read(count) { rows.plan.fill(&block, rows: numbers, trueLabels: $0) }
    }
    let features = block.features
    body(features.span.extracting(0..<count * rows.plan.scenario.featureCount))
  }
}
