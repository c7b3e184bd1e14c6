/// Rows of a data set folder whose features stay in the file, mapped into memory.
public struct MappedRows: Sendable {
  /// Name and kind of each feature.
  let columns: [FeatureColumn]
  /// What is known of the rows; it has no columns.
  public let facts: Dataset
  /// Features of all rows of the folder, row-major.
  let features: MappedArray<Float>
  /// Which rows of the folder these are.
  private let selection: Selection

  /// Rows of a folder, ascending.
  private enum Selection: Sendable {
    case range(Range<Int>)
    case list([UInt32])
  }

  init(
    columns: [FeatureColumn], features: MappedArray<Float>, rows: [Int], facts: Dataset
  ) {
    precondition(facts.rowCount == rows.count, "facts of each row")
    self.columns = columns
    self.features = features
    self.facts = facts
    if let first = rows.first, let last = rows.last, last - first + 1 == rows.count {
      selection = .range(first..<last + 1)
    } else {
      selection = .list(rows.map { UInt32($0) })
    }
  }

  /// All rows of a folder.
  init(columns: [FeatureColumn], features: MappedArray<Float>, facts: Dataset) {
    (self.columns, self.features, self.facts) = (columns, features, facts)
    selection = .range(0..<facts.rowCount)
  }

  init(_ rows: MappedRows, facts: Dataset) {
    (columns, features, selection) = (rows.columns, rows.features, rows.selection)
    self.facts = facts
  }

  /// The number in the folder of a row of the part.
  @inline(__always)
  func place(of row: Int) -> Int {
    switch selection {
    case .range(let range): range.lowerBound &+ row
    case .list(let rows): Int(rows[row])
    }
  }

  /// The rows of the folder, one after another, if they are; `nil` otherwise.
  func places(of rows: Range<Int>) -> Range<Int>? {
    guard case .range(let range) = selection else { return nil }
    return range.lowerBound + rows.lowerBound..<range.lowerBound + rows.upperBound
  }

  /// Asks the system to read the features of rows that will be needed soon.
  func prepare(_ rows: Range<Int>) { features.prepare(values(around: rows)) }

  /// Tells the system that the features of rows are not needed soon.
  func release(_ rows: Range<Int>) { features.release(values(around: rows)) }

  /// The values of the file between the first and the last of some rows.
  private func values(around rows: Range<Int>) -> Range<Int> {
    guard !rows.isEmpty else { return 0..<0 }
    let width = columns.count
    return place(of: rows.lowerBound) * width..<(place(of: rows.upperBound - 1) + 1) * width
  }
}

/// Reads rows from a mapped file.
final class MappedFeatureReader: FeatureReader {
  private let rows: MappedRows
  private let room: Room<Float>
  /// Rows that were read one after another and whose pages are still held.
  private var held = 0..<0

  /// Bytes of rows that may be held while a part is read from beginning to end.
  private static let heldBytes = 4 << 20

  init(_ rows: MappedRows, capacity: Int) {
    self.rows = rows
    room = Room(repeating: 0, count: capacity * rows.columns.count)
  }

  func read(_ wanted: Range<Int>, _ body: (Span<Float>) -> Void) {
    let width = rows.columns.count
    if let places = rows.places(of: wanted) {
      rows.features.withValues(places.lowerBound * width..<places.upperBound * width, body)
    } else {
      gather(wanted, body)
    }
    releaseWhatWasRead(wanted)
  }

  func read(_ wanted: ArraySlice<UInt32>, _ body: (Span<Float>) -> Void) {
    gather(wanted, body)
  }

  private func gather(
    _ wanted: some Collection<some BinaryInteger>, _ body: (Span<Float>) -> Void
  ) {
    let width = rows.columns.count
    let rows = rows
    rows.features.withValues(0..<rows.features.count) { source in
      room.gather(
        wanted.lazy.map { rows.place(of: Int(truncatingIfNeeded: $0)) &* width }, width: width,
        from: source)
    }
    room.read(wanted.count * width, body)
  }

  /// Lets go of pages while rows are read one after another, so that a pass over a large file
  /// holds little of it.
  private func releaseWhatWasRead(_ wanted: Range<Int>) {
    guard wanted.lowerBound == held.upperBound else {
      // This reader goes on somewhere else.
      rows.release(held)
      held = wanted
      return
    }
    held = held.lowerBound..<wanted.upperBound
    guard held.count * rows.columns.count * MemoryLayout<Float>.stride >= Self.heldBytes else {
      return
    }
    rows.release(held)
    held = held.upperBound..<held.upperBound
  }
}
