/// The rows that share one score, and the rows above them; rows count by their weight.
public struct ScoreGroup: Equatable, Sendable {
  /// The score they share.
  public var score: Double
  /// Positive rows with this score, more than 0.
  public var positives: Double
  /// Negative rows with this score.
  public var negatives: Double
  /// Positive rows with a higher score.
  public var positivesAbove: Double
  /// Negative rows with a higher score.
  public var negativesAbove: Double

  /// Positive rows with this score or a higher one: true positives at this threshold.
  public var truePositives: Double { positivesAbove + positives }
  /// Negative rows with this score or a higher one: false positives at this threshold.
  public var falsePositives: Double { negativesAbove + negatives }
}

/// Where the positives stand among all rows, whether rows count once or by a weight.
///
/// Every metric of a ranking is written for this, once. Counts of rows are whole numbers, which a
/// double holds exactly up to 2⁵³, so that nothing is lost against integers.
public protocol ScoreRanking: Sendable {
  /// Number of distinct scores of positive rows.
  var groupCount: Int { get }
  /// Total weight of the rows with label 1; their number without weights.
  var positiveWeight: Double { get }
  /// Total weight of the rows with label 0; their number without weights.
  var negativeWeight: Double { get }

  /// The rows with the `index`-th highest distinct score of a positive row.
  ///
  /// - Parameter index: 0..<``groupCount``.
  /// - Returns: the group.
  func group(at index: Int) -> ScoreGroup
}

extension ScoreRanking {
  /// Total weight of all rows.
  public var totalWeight: Double { positiveWeight + negativeWeight }

  /// Share of positives; `nil` without rows.
  public var prevalence: Double? {
    totalWeight > 0 ? positiveWeight / totalWeight : nil
  }

  /// Whether both classes are there.
  var isMixed: Bool { positiveWeight > 0 && negativeWeight > 0 }

  /// The counts when all rows that score as high as a group are flagged.
  func confusion(at group: ScoreGroup) -> WeightedConfusion {
    WeightedConfusion(
      truePositives: group.truePositives, falsePositives: group.falsePositives,
      trueNegatives: negativeWeight - group.falsePositives,
      falseNegatives: positiveWeight - group.truePositives)
  }
}

extension RankedScores: ScoreRanking {
  /// Number of distinct scores of positive rows.
  public var groupCount: Int { groups.count }
  /// Number of rows with label 1.
  public var positiveWeight: Double { Double(positiveCount) }
  /// Number of rows with label 0.
  public var negativeWeight: Double { Double(negativeCount) }

  /// The rows with the `index`-th highest distinct score of a positive row.
  public func group(at index: Int) -> ScoreGroup {
    let group = groups[index]
    return ScoreGroup(
      score: group.score, positives: Double(group.positives), negatives: Double(group.negatives),
      positivesAbove: Double(group.positivesAbove), negativesAbove: Double(group.negativesAbove))
  }
}
