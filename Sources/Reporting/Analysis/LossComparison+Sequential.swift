internal import Statistics

extension LossComparison {
  /// The comparison as a run sees it that is looked at after every replicate.
  static func sequential(
    _ ours: [Int: Double], _ theirs: [Int: Double], preference: Preference,
    practicalEquivalence: Double, family: Int
  ) throws(StatisticsError) -> SequentialComparison {
    var comparison = try SequentialComparison(
      preference: preference, practicalEquivalence: practicalEquivalence,
      comparisons: max(family, 1))
    // In the order of the replicates, whatever the order in which they were finished.
    for (replicate, value) in ours.sorted(by: { $0.key < $1.key }) {
      if let other = theirs[replicate] { try comparison.add(value, other) }
    }
    return comparison
  }

  /// The interval of the mean difference: a confidence sequence's where there is one, which may not
  /// exclude anything yet.
  var interval: ConfidenceInterval? {
    sequential.map(\.interval) ?? paired?.interval
  }

  /// Whether more replicates could decide: not where a decision stands, nor where failures have left
  /// fewer than two pairs.
  var isOpen: Bool {
    guard let sequential, sequential.decision == nil else { return false }
    return paired != nil || firstFailures + secondFailures == 0
  }
}
