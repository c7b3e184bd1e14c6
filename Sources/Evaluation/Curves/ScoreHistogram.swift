/// How many positives and negatives fall into each bin of a score in log-odds.
///
/// All histograms share one grid: bins of ``width``, from ``lowest`` to ``highest``, and an open bin
/// at either end. They can be added and laid side by side whatever the model or the loss.
public struct ScoreHistogram: Codable, Equatable, Sendable {
  /// Width of a bin in log-odds: the odds rise by a factor of 1.28 from one to the next.
  public static let width = 0.25
  /// Scores below this share the lowest bin.
  public static let lowest = -20.0
  /// Scores at or above this share the highest bin.
  public static let highest = 20.0
  /// Number of bins, the open ones included.
  public static let binCount = 162

  /// The first bin that is listed; those before it, and those after the last listed, are empty.
  ///
  /// Bin 0 is open below, bin k in 1…160 holds scores of
  /// ``lowest`` + (k − 1) · ``width`` ≤ score < ``lowest`` + k · ``width``, bin 161 is open above.
  public var first: Int
  /// Positives in each bin from ``first`` on.
  public var positives: [Int]
  /// Negatives in each bin from ``first`` on.
  public var negatives: [Int]

  /// A histogram of counts from a first bin on.
  ///
  /// - Parameters:
  ///   - first: 0..<``binCount``.
  ///   - positives: one number a bin.
  ///   - negatives: one number a bin.
  public init(first: Int, positives: [Int], negatives: [Int]) {
    self.first = first
    self.positives = positives
    self.negatives = negatives
  }

  /// The lower end of a bin.
  ///
  /// - Parameter bin: 0..<``binCount``.
  /// - Returns: its least score; minus infinity for the lowest bin.
  public static func lowerEnd(of bin: Int) -> Double {
    bin > 0 ? lowest + Double(bin - 1) * width : -.infinity
  }
}

/// Counts scores into the bins of a ``ScoreHistogram``, block by block.
struct ScoreHistogramCounter: Sendable {
  private static let lanes = 4
  /// Both classes together; the row's number picks one of the lanes, so that neighbours in one bin
  /// need not wait for each other.
  private var counts = [UInt32](repeating: 0, count: ScoreHistogram.binCount * lanes)

  /// The histogram of scores moved along a line.
  ///
  /// - Parameters:
  ///   - scores: one a row, finite.
  ///   - positiveRows: the rows with label 1.
  ///   - line: what turns a score into log-odds.
  /// - Returns: the histogram, listed from the first bin that is not empty to the last.
  mutating func histogram(
    _ scores: Span<Float>, positiveRows: [Int], along line: LogisticLine
  ) -> ScoreHistogram {
    for index in counts.indices { counts[index] = 0 }
    var slots = counts.mutableSpan
    for row in scores.indices {
      let bin = unsafe Self.bin(of: line.logit(Double(scores[unchecked: row])))
      slots[bin &* Self.lanes &+ (row & (Self.lanes - 1))] &+= 1
    }
    var positives = [Int](repeating: 0, count: ScoreHistogram.binCount)
    for row in positiveRows { positives[Self.bin(of: line.logit(Double(scores[row])))] += 1 }
    let negatives = positives.indices.map { bin in
      (0..<Self.lanes).reduce(-positives[bin]) { $0 + Int(counts[bin * Self.lanes + $1]) }
    }
    let filled = positives.indices.filter { positives[$0] + negatives[$0] > 0 }
    guard let first = filled.first, let last = filled.last else {
      return ScoreHistogram(first: 0, positives: [], negatives: [])
    }
    return ScoreHistogram(
      first: first, positives: Array(positives[first...last]),
      negatives: Array(negatives[first...last]))
  }

  @inline(__always)
  private static func bin(of score: Double) -> Int {
    let place = (score - ScoreHistogram.lowest) * (1 / ScoreHistogram.width) + 1
    let fromBelow = place > 0 ? place : 0
    let last = Double(ScoreHistogram.binCount - 1)
    return Int(fromBelow < last ? fromBelow : last)
  }
}
