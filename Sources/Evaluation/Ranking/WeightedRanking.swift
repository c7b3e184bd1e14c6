/// Where the positives stand among all rows, each row counting by its weight.
///
/// A row of weight 2 counts as two equal rows do. The table lists the distinct scores of positive
/// rows, as ``RankedScores`` does.
public struct WeightedRanking: ScoreRanking, Equatable {
  private var groups: [ScoreGroup] = []
  /// Total weight of the rows with label 1.
  public private(set) var positiveWeight = 0.0
  /// Total weight of the rows with label 0.
  public private(set) var negativeWeight = 0.0
  /// Number of distinct scores of positive rows.
  public var groupCount: Int { groups.count }

  /// Ranks rows by score, higher being more suspicious.
  ///
  /// - Parameters:
  ///   - scores: one a row, finite.
  ///   - labels: one a row, 0 or 1.
  ///   - weights: one a row, above 0 and finite.
  /// - Throws: ``EvaluationError``.
  public init(
    scores: [Double], labels: [UInt8], weights: [Double]
  ) throws(EvaluationError) {
    try Validation.sameLength(labels.count, what: "labels", rows: scores.count)
    try Validation.finite(scores.span, what: "score")
    try Validation.labels(labels.span)
    try Validation.weights(weights, rows: scores.count)
    var distinct: [Double] = []
    for row in scores.indices where labels[row] == 1 { distinct.append(scores[row] + 0) }
    distinct.sort(by: >)
    distinct = Self.unique(distinct)
    // Slot 2 i holds the negatives between distinct scores i - 1 and i, slot 2 i + 1 those of i.
    var negatives = [CompensatedSum](repeating: CompensatedSum(), count: 2 * distinct.count + 1)
    var positives = [CompensatedSum](repeating: CompensatedSum(), count: distinct.count)
    for row in scores.indices {
      let slot = Self.slot(of: scores[row], in: distinct)
      if labels[row] == 1 {
        positives[slot / 2].add(weights[row])
      } else {
        negatives[slot].add(weights[row])
      }
    }
    var (above, negativesAbove) = (CompensatedSum(), CompensatedSum())
    for (index, score) in distinct.enumerated() {
      negativesAbove.add(negatives[2 * index].value)
      let group = ScoreGroup(
        score: score, positives: positives[index].value,
        negatives: negatives[2 * index + 1].value, positivesAbove: above.value,
        negativesAbove: negativesAbove.value)
      groups.append(group)
      above.add(group.positives)
      negativesAbove.add(group.negatives)
    }
    negativesAbove.add(negatives[2 * distinct.count].value)
    positiveWeight = above.value
    negativeWeight = negativesAbove.value
  }

  /// The rows with the `index`-th highest distinct score of a positive row.
  public func group(at index: Int) -> ScoreGroup { groups[index] }

  private static func unique(_ sorted: [Double]) -> [Double] {
    var kept: [Double] = []
    for score in sorted where score != kept.last { kept.append(score) }
    return kept
  }

  /// 2 i + 1 for a score that is the i-th of `distinct`, which fall; 2 i for one between.
  @inline(__always)
  static func slot(of score: Double, in distinct: [Double]) -> Int {
    var (first, length) = (0, distinct.count)
    while length > 0 {
      let half = length >> 1
      let isAbove = distinct[first + half] > score
      first = isAbove ? first + half + 1 : first
      length = isAbove ? length - half - 1 : half
    }
    return 2 * first + (first < distinct.count && distinct[first] == score ? 1 : 0)
  }
}
