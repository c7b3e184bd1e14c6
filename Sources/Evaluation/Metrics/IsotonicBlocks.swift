/// The isotonic regression of labels on scores: rows in blocks of adjacent scores, from the highest
/// down, the share of positives falling from block to block.
///
/// Pooling adjacent violators. Runs of negatives between two positives' scores enter as one element,
/// which changes nothing: each of them alone would be pooled the same way. The table of positives is
/// therefore all that is needed, and the work is as little as the positives are few. Every block but
/// the lowest ends with a positive, so that the blocks' lowest scores are known. The blocks are also
/// the edges of the ROC curve's convex hull.
///
/// Source: M. Ayer et al., *An empirical distribution function for sampling with incomplete
/// information*, Annals of Mathematical Statistics 26 (1955).
struct IsotonicBlocks: Sendable {
  struct Block: Equatable, Sendable {
    var positives: Double
    var negatives: Double
    /// The lowest score in the block; -infinity for the lowest block.
    var lowestScore: Double

    var weight: Double { positives + negatives }
    /// Share of positives, the fitted value.
    var share: Double { positives / (positives + negatives) }
  }

  /// The blocks, by falling share of positives.
  private(set) var blocks: [Block] = []

  init(_ ranking: some ScoreRanking) {
    var negativesAbove = 0.0
    for index in 0..<ranking.groupCount {
      let group = ranking.group(at: index)
      if group.negativesAbove > negativesAbove {
        push(0, group.negativesAbove - negativesAbove, lowestScore: .infinity)
      }
      push(group.positives, group.negatives, lowestScore: group.score)
      negativesAbove = group.falsePositives
    }
    if ranking.negativeWeight > negativesAbove {
      push(0, ranking.negativeWeight - negativesAbove, lowestScore: -.infinity)
    }
    if let last = blocks.indices.last { blocks[last].lowestScore = -.infinity }
  }

  /// Adds what stands below the last block, and pools while shares do not fall.
  private mutating func push(_ positives: Double, _ negatives: Double, lowestScore: Double) {
    var block = Block(positives: positives, negatives: negatives, lowestScore: lowestScore)
    while let above = blocks.last,
      above.positives * block.negatives <= block.positives * above.negatives
    {
      block.positives += above.positives
      block.negatives += above.negatives
      blocks.removeLast()
    }
    blocks.append(block)
  }
}
