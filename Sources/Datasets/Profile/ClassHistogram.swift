/// A feature's distribution in either class.
public struct ClassHistogram: Equatable, Sendable {
  /// One bar.
  public struct Bin: Equatable, Sendable {
    /// The level's name; `nil` for a range of numbers.
    public let name: String?
    /// The range of values; empty for a level.
    public let range: Range<Float>
    /// The share of the negatives, and of the positives, that have such a value.
    public let negatives: Double
    /// The share of the positives that have such a value.
    public let positives: Double
  }

  /// The bars: ascending ranges, or levels by the number of rows, the rest of them last.
  public let bins: [Bin]

  /// The distribution of numbers between their 0.5 % and 99.5 % quantiles; what lies beyond is in
  /// the outermost bars.
  init(_ column: SortedColumn) {
    guard !column.isEmpty else {
      bins = []
      return
    }
    let last = column.keys.count - 1
    var low = column.value(last / 200)
    var high = column.value(last - last / 200)
    if low == high { (low, high) = (column.value(0), column.value(last)) }
    guard low < high else {
      bins = [Bin(name: nil, range: low..<low, negatives: 1, positives: 1)]
      return
    }
    let count = 24
    var counts = [(negatives: Int, positives: Int)](repeating: (0, 0), count: count)
    let scale = Float(count) / (high - low)
    for key in column.keys {
      let place = (SortedColumn.value(key) - low) * scale
      let bin = place > 0 ? min(count - 1, Int(min(place, Float(count)))) : 0
      if key & 1 == 1 { counts[bin].positives += 1 } else { counts[bin].negatives += 1 }
    }
    let width = (high - low) / Float(count)
    bins = Self.shares(counts).enumerated().map { index, share in
      let start = low + Float(index) * width
      return Bin(
        name: nil, range: start..<max(start, start + width), negatives: share.negatives,
        positives: share.positives)
    }
  }

  /// The distribution of the twelve most frequent levels, and of the others together.
  init(_ table: LevelCounts, names: [String]) {
    let counts = (0..<table.levelCount).map { table.classes($0) }
    let order = counts.indices.sorted {
      let (a, b) = (counts[$0], counts[$1])
      return (b.negatives + b.positives, $0) < (a.negatives + a.positives, $1)
    }
    var kept = order.prefix(12).map { counts[$0] }
    var labels = order.prefix(12).map { names[$0] }
    if order.count > 12 {
      kept.append(
        order.dropFirst(12).reduce((negatives: 0, positives: 0)) {
          ($0.negatives + counts[$1].negatives, $0.positives + counts[$1].positives)
        })
      labels.append("\(order.count - 12) others")
    }
    bins = zip(labels, Self.shares(kept)).map {
      Bin(name: $0, range: 0..<0, negatives: $1.negatives, positives: $1.positives)
    }
  }

  private static func shares(
    _ counts: [(negatives: Int, positives: Int)]
  ) -> [(negatives: Double, positives: Double)] {
    let negatives = Double(max(1, counts.reduce(0) { $0 + $1.negatives }))
    let positives = Double(max(1, counts.reduce(0) { $0 + $1.positives }))
    return counts.map { (Double($0.negatives) / negatives, Double($0.positives) / positives) }
  }
}
