/// How often values of one sample lie above those of another.
///
/// `matched` compares within replicates and is what a user who picks one learner experiences;
/// `a12` and `cliffsDelta` compare every value of the one with every value of the other.
public struct Dominance: Equatable, Sendable {
  /// Number of pairs with first > second.
  public let above: Int
  /// Number of pairs with first < second.
  public let below: Int
  /// Number of pairs with first = second.
  public let ties: Int
  /// Share of all n² combinations with first > second, plus half the ties
  /// (Vargha and Delaney 2000).
  public let a12: Double
  /// P(first > second) − P(first < second) over all n² combinations (Cliff 1993).
  public let cliffsDelta: Double

  /// Share of pairs with first > second, plus half the share of ties: the probability of being
  /// better (Bouthillier et al. 2021).
  public var matched: Double { Double(2 * above + ties) / Double(2 * (above + below + ties)) }

  /// Compares a sample of at least one complete pair.
  ///
  /// - Throws: ``StatisticsError/tooFew(statistic:count:needed:)`` without a complete pair.
  public init(_ sample: PairedSample) throws(StatisticsError) {
    let n = sample.count
    guard n > 0 else {
      throw .tooFew(statistic: "probability of being better", count: 0, needed: 1)
    }
    above = sample.differences.count { $0 > 0 }
    below = sample.differences.count { $0 < 0 }
    ties = n - above - below
    var balance = 0
    for one in sample.first {
      for other in sample.second {
        if one > other { balance += 1 } else if one < other { balance -= 1 }
      }
    }
    cliffsDelta = Double(balance) / Double(n * n)
    a12 = Double(n * n + balance) / Double(2 * n * n)
  }
}
