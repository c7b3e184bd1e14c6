/// Mid-ranks of the magnitudes of non-zero differences, and the null distributions of their sums.
struct SignedRanks {
  /// Twice the mid-ranks, so that they are whole, in ascending order.
  private(set) var doubled: [Int] = []
  /// Sizes of the groups of equal magnitude among non-zero differences.
  private(set) var tieGroups: [Int] = []
  private var doubledPositive = 0
  private var doubledNegative = 0
  private var rankedZeros = 0
  /// Zeros whose ranks are shared between the sums.
  private var splitZeros = 0

  /// Ranks differences; zeros take the lowest ranks or none.
  init(_ differences: [Double], zeros handling: SignedRankTest.ZeroHandling) {
    let ordered = differences.filter { $0 != 0 }.sorted { $0.magnitude < $1.magnitude }
    rankedZeros = handling == .drop ? 0 : differences.count - ordered.count
    splitZeros = handling == .split ? rankedZeros : 0
    var start = 0
    while start < ordered.count {
      var end = start + 1
      while end < ordered.count, ordered[end].magnitude == ordered[start].magnitude { end += 1 }
      // Ranks start+1 … end, moved up by the zeros below them; doubled mean of first and last.
      let rank = 2 * rankedZeros + start + 1 + end
      for value in ordered[start..<end] {
        doubled.append(rank)
        if value > 0 { doubledPositive += rank } else { doubledNegative += rank }
      }
      tieGroups.append(end - start)
      start = end
    }
  }

  var positiveSum: Double { Double(doubledPositive) / 2 + splitShare }
  var negativeSum: Double { Double(doubledNegative) / 2 + splitShare }

  /// Half the sum of the ranks of zeros that are split.
  private var splitShare: Double { Double(splitZeros * (splitZeros + 1)) / 4 }

  var rankBiserial: Double? {
    let total = doubledPositive + doubledNegative
    return total > 0 ? Double(doubledPositive - doubledNegative) / Double(total) : nil
  }

  /// P(W+ ≥ observed) and P(W+ ≤ observed) over all signs of these ranks, each as likely.
  ///
  /// Counts of sign patterns by sum are built rank by rank; whole numbers up to 2⁵³ are exact.
  func exactTails() -> (greater: Double, less: Double) {
    var patterns = [Double](repeating: 0, count: doubledPositive + doubledNegative + 1)
    patterns[0] = 1
    var highest = 0
    for rank in doubled {
      for sum in stride(from: highest, through: 0, by: -1) {
        patterns[sum + rank] += patterns[sum]
      }
      highest += rank
    }
    let all = Double(sign: .plus, exponent: doubled.count, significand: 1)
    return (
      patterns[doubledPositive...].reduce(0, +) / all,
      patterns[...doubledPositive].reduce(0, +) / all
    )
  }

  /// One-sided normal tails of W+, moved by `shift` towards the mean.
  func normalTails(shift: Double) throws(StatisticsError) -> (greater: Double, less: Double) {
    (
      try GSL.normalUpperTail((positiveSum - mean - shift) / standardDeviation),
      try GSL.normalUpperTail(-(positiveSum - mean + shift) / standardDeviation)
    )
  }

  /// The distance of W+ from its mean, shortened by `shift` but not below zero, over its standard
  /// deviation.
  func standardizedDistance(shift: Double) -> Double {
    max(0, (positiveSum - mean).magnitude - shift) / standardDeviation
  }

  private var mean: Double { Double(doubledPositive + doubledNegative) / 4 + splitShare }

  /// √ of Σ r²/4 over the mid-ranks, which holds the corrections for ties and for Pratt's zeros.
  private var standardDeviation: Double {
    let zeroRank = Double(splitZeros + 1)
    let squares =
      doubled.reduce(Double(splitZeros) * zeroRank * zeroRank) { $0 + Double($1) * Double($1) }
    return (squares / 16).squareRoot()
  }
}
