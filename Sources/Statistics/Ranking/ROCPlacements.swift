/// Where each positive stands among the negatives, and each negative among the positives.
///
/// A positive's placement is the share of negatives that score below it, ties counting half; a
/// negative's is the share of positives that score above it. Both have AUROC as their mean. Source:
/// DeLong, DeLong and Clarke-Pearson 1988.
public struct ROCPlacements: Equatable, Sendable {
  /// The placement of each positive, in the order of the rows.
  public let positives: [Double]
  /// The placement of each negative, in the order of the rows.
  public let negatives: [Double]

  /// Placements made elsewhere, such as from ranks that exist already.
  ///
  /// - Parameters:
  ///   - positives: a share for each positive, at least one.
  ///   - negatives: a share for each negative, at least one.
  /// - Throws: ``StatisticsError``: an empty class, a share outside 0…1.
  public init(positives: [Double], negatives: [Double]) throws(StatisticsError) {
    try Self.requireBothClasses(positives.count, negatives.count)
    for (values, what) in [(positives, "positive"), (negatives, "negative")] {
      for (index, value) in values.enumerated() where !(value >= 0 && value <= 1) {
        throw .outOfRange(
          setting: "placement of \(what) \(index)", value: "\(value)",
          valid: "a number from 0 to 1")
      }
    }
    self.init(valid: positives, negatives)
  }

  /// The placements of scores, higher for rows more likely to be positive.
  ///
  /// - Parameters:
  ///   - positiveScores: the positives' scores, finite; at least one.
  ///   - negativeScores: the negatives' scores, finite; at least one.
  /// - Throws: ``StatisticsError``: an empty class, a score that is not finite.
  public init<Score: BinaryFloatingPoint>(
    positiveScores: [Score], negativeScores: [Score]
  ) throws(StatisticsError) {
    try Self.requireBothClasses(positiveScores.count, negativeScores.count)
    for (scores, what) in [
      (positiveScores, "positive's score"), (negativeScores, "negative's score"),
    ] {
      for (index, score) in scores.enumerated() where !score.isFinite {
        throw .notFinite(what: what, index: index, value: "\(score)")
      }
    }
    let ascendingPositives = positiveScores.indices.sorted {
      positiveScores[$0] < positiveScores[$1]
    }
    let ascendingNegatives = negativeScores.indices.sorted {
      negativeScores[$0] < negativeScores[$1]
    }
    self.init(
      valid: Self.shares(
        positiveScores, ascendingPositives, below: negativeScores, ascendingNegatives),
      Self.shares(negativeScores, ascendingNegatives, below: positiveScores, ascendingPositives)
        .map { 1 - $0 })
  }

  private init(valid positives: [Double], _ negatives: [Double]) {
    self.positives = positives
    self.negatives = negatives
  }

  private static func requireBothClasses(
    _ positives: Int, _ negatives: Int
  ) throws(StatisticsError) {
    guard positives > 0, negatives > 0 else {
      throw .tooFew(
        statistic: positives > 0 ? "AUROC, of negatives," : "AUROC, of positives,", count: 0,
        needed: 1)
    }
  }

  /// The share of other scores below each score, ties counting half.
  private static func shares<Score: BinaryFloatingPoint>(
    _ scores: [Score], _ ascending: [Int], below others: [Score], _ otherAscending: [Int]
  ) -> [Double] {
    var shares = [Double](repeating: 0, count: scores.count)
    var (below, notAbove) = (0, 0)
    for index in ascending {
      let score = scores[index]
      while below < others.count, others[otherAscending[below]] < score { below += 1 }
      notAbove = max(notAbove, below)
      while notAbove < others.count, others[otherAscending[notAbove]] == score { notAbove += 1 }
      shares[index] = Double(below + notAbove) / Double(2 * others.count)
    }
    return shares
  }
}
