/// Counts, means and spreads of columns, joined from blocks of rows.
///
/// Two sweeps over a block in the cache give its mean and its sum of squared distances from that;
/// blocks are joined by the formula of Chan, Golub and LeVeque ("Updating formulae and a pairwise
/// algorithm for computing sample variances", 1979). No digits of a narrow column are lost, and
/// rows are needed once.
public struct FeatureMoments: Equatable, Sendable {
  /// Rows seen.
  public private(set) var rowCount = 0
  /// Values of each column that are not missing.
  public private(set) var presentCounts: [Double]
  /// Their mean; 0 where there are none.
  public private(set) var means: [Double]
  /// The sum of their squared distances from the mean.
  public private(set) var squares: [Double]

  // Of the block in hand.
  private var blockCounts: [Double]
  private var blockMeans: [Double]
  private var blockSquares: [Double]

  /// Nothing seen yet.
  init(columns: Int) {
    let zeros = [Double](repeating: 0, count: columns)
    (presentCounts, means, squares) = (zeros, zeros, zeros)
    (blockCounts, blockMeans, blockSquares) = (zeros, zeros, zeros)
  }

  /// The standard deviation of each column (divisor n); 1 where it is constant.
  public var deviations: [Double] {
    zip(squares, presentCounts).map { sum, count in
      let deviation = (sum / max(count, 1)).squareRoot()
      return deviation > 0 ? deviation : 1
    }
  }

  /// Adds a block of rows.
  mutating func add(_ values: Span<Float>, rows: Int) {
    let width = means.count
    for column in 0..<width {
      (blockCounts[column], blockMeans[column], blockSquares[column]) = (0, 0, 0)
    }
    Self.addPlainSums(values, rows: rows, to: &blockMeans)
    // A missing value makes a sum NaN; the check of each value is for blocks that have one.
    if blockMeans.allSatisfy(\.isFinite) {
      for column in 0..<width { blockCounts[column] = Double(rows) }
    } else {
      for column in 0..<width { blockMeans[column] = 0 }
      Self.addSums(values, rows: rows, to: &blockMeans, counts: &blockCounts)
    }
    for column in 0..<width { blockMeans[column] /= max(blockCounts[column], 1) }
    Self.addSquares(values, rows: rows, around: blockMeans, to: &blockSquares)
    rowCount += rows
    let (counts, centers, spreads) = (blockCounts, blockMeans, blockSquares)
    join(counts: counts, means: centers, squares: spreads)
  }

  /// Adds the rows that follow.
  mutating func join(_ other: FeatureMoments) {
    rowCount += other.rowCount
    join(counts: other.presentCounts, means: other.means, squares: other.squares)
  }

  private static func addPlainSums(_ values: Span<Float>, rows: Int, to sums: inout [Double]) {
    let width = sums.count
    var sums = sums.mutableSpan
    for row in 0..<rows {
      let start = row &* width
      for column in 0..<width { sums[column] += Double(values[start &+ column]) }
    }
  }

  private static func addSums(
    _ values: Span<Float>, rows: Int, to sums: inout [Double], counts: inout [Double]
  ) {
    let width = sums.count
    var sums = sums.mutableSpan
    var counts = counts.mutableSpan
    for row in 0..<rows {
      let start = row &* width
      for column in 0..<width {
        let value = values[start &+ column]
        sums[column] += value == value ? Double(value) : 0
        counts[column] += value == value ? 1 : 0
      }
    }
  }

  private static func addSquares(
    _ values: Span<Float>, rows: Int, around centers: [Double], to spreads: inout [Double]
  ) {
    let width = centers.count
    let centers = centers.span
    var spreads = spreads.mutableSpan
    for row in 0..<rows {
      let start = row &* width
      for column in 0..<width {
        let value = values[start &+ column]
        let distance = value == value ? Double(value) - centers[column] : 0
        spreads[column] += distance * distance
      }
    }
  }

  private mutating func join(counts: [Double], means other: [Double], squares added: [Double]) {
    for column in means.indices where counts[column] > 0 {
      let all = presentCounts[column] + counts[column]
      let distance = other[column] - means[column]
      let share = counts[column] / all
      means[column] += distance * share
      squares[column] += added[column] + distance * distance * presentCounts[column] * share
      presentCounts[column] = all
    }
  }
}
