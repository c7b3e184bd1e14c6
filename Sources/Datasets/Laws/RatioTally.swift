internal import CounterRandom

/// What the laws of the log-likelihood ratio need to know of rows.
struct RatioTally: LawTally {
  /// One third of the period.
  private struct Third: Sendable {
    /// Of positives: whether s < 0, and exp(-s) where it is not.
    var positiveBelow = SampleSum()
    var positiveAbove = SampleSum()
    /// Of negatives: exp(s) where s < 0, and whether it is not.
    var negativeBelow = SampleSum()
    var negativeAbove = SampleSum()

    mutating func merge(_ other: Third) {
      positiveBelow.merge(other.positiveBelow)
      positiveAbove.merge(other.positiveAbove)
      negativeBelow.merge(other.negativeBelow)
      negativeAbove.merge(other.negativeAbove)
    }

    var below: Double? { positiveBelow.score(against: negativeBelow) }
    var above: Double? { negativeAbove.score(against: positiveAbove) }
  }

  private var thirds = [Third](repeating: Third(), count: 3)
  /// exp(-s) of positives.
  private var inverse = SampleSum()
  private var counts: [Double] = []
  private var expected: [Double] = []
  private var variances: [Double] = []

  mutating func add(_ block: RowBlock, times: Span<Double>, of scenario: any Scenario) {
    var ratios = [Double](repeating: 0, count: block.rowCount)
    var target = ratios.mutableSpan
    scenario.logLikelihoodRatios(of: block.features.span, at: times, into: &target)
    let labels = block.trueLabels.isEmpty ? block.labels : block.trueLabels
    let kinds = scenario.typologyNames.count
    if counts.isEmpty {
      counts = Array(repeating: 0, count: kinds)
      (expected, variances) = (counts, counts)
    }
    for row in 0..<block.rowCount {
      let (s, third) = (ratios[row], min(2, Int(times[row] * 3)))
      if labels[row] == 0 {
        thirds[third].negativeBelow.add(s < 0 ? PortableMath.exp(s) : 0)
        thirds[third].negativeAbove.add(s < 0 ? 0 : 1)
        continue
      }
      let power = PortableMath.exp(-s)
      inverse.add(power)
      thirds[third].positiveBelow.add(s < 0 ? 1 : 0)
      thirds[third].positiveAbove.add(s < 0 ? 0 : power)
      guard kinds > 1 else { continue }
      counts[Int(block.typology[row])] += 1
      for (kind, share) in scenario.typologyShares(at: times[row]).enumerated() {
        expected[kind] += share
        variances[kind] += share * (1 - share)
      }
    }
  }

  mutating func merge(_ other: RatioTally) {
    for third in 0..<3 { thirds[third].merge(other.thirds[third]) }
    inverse.merge(other.inverse)
    guard !counts.isEmpty else {
      (counts, expected, variances) = (other.counts, other.expected, other.variances)
      return
    }
    for kind in other.counts.indices {
      counts[kind] += other.counts[kind]
      expected[kind] += other.expected[kind]
      variances[kind] += other.variances[kind]
    }
  }

  var scores: [ScenarioLaw: Double] {
    let whole = thirds.reduce(into: Third()) { $0.merge($1) }
    var scores: [ScenarioLaw: Double] = [:]
    scores[.ratioBelow] = whole.below
    scores[.ratioAbove] = whole.above
    scores[.ratioByTime] = worst(thirds.map(\.below) + thirds.map(\.above))
    // Where one row decides the variance, the law has none to speak of.
    if inverse.greatest * inverse.greatest < 0.02 * inverse.squares {
      scores[.inverseRatio] = (inverse.mean - 1) / inverse.varianceOfMean.squareRoot()
    }
    let kinds = counts.indices.filter { variances[$0] >= 10 }
    scores[.typologies] = worst(
      kinds.map { (counts[$0] - expected[$0]) / variances[$0].squareRoot() })
    return scores
  }
}
