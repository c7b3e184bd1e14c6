internal import Results
internal import Statistics

/// Two losses compared on the replicates that they share, with failed trials taken into account.
///
/// The difference, its interval and its p value come from complete pairs. A failed trial counts as
/// not better: it is a defeat in ``probabilityOfBeingBetter``, and the side that failed is not
/// found better than, or equal to, the other.
struct LossComparison: Sendable {
  /// What the comparison allows to be said about the first loss.
  enum Finding: String, Sendable {
    case better
    case worse
    case practicallyEqual = "practically equal"
    case undecided
    /// Fewer than two complete pairs.
    case notComparable = "not comparable"
  }

  let first: LossRecord
  let second: LossRecord
  /// Absent below two complete pairs.
  let paired: PairedComparison?
  /// What decides in a run that was looked at while it went on; absent in others.
  let sequential: SequentialComparison?
  /// Failed trials of the first loss on replicates that both ran.
  let firstFailures: Int
  /// Failed trials of the second loss on replicates that both ran.
  let secondFailures: Int
  /// Share of shared replicates on which the first is better; ties, and failures of both, are half.
  let probabilityOfBeingBetter: Double?
  /// The p value after Holm's correction within its family.
  var adjustedP: Double?
  /// The smallest true difference found with a power of 80 % at the first step of Holm's procedure
  /// in its family; absent where the differences do not vary.
  var detectable: Double?

  init(
    _ first: LearnerResults, _ second: LearnerResults, metric: ReportedMetric,
    design: ReplicateDesign, practicalEquivalence: Double, sequentialFamily: Int? = nil
  ) throws(StatisticsError) {
    try self.init(
      first, second, values: (first.values(metric.key), second.values(metric.key)),
      preference: metric.preference, design: design, practicalEquivalence: practicalEquivalence,
      sequentialFamily: sequentialFamily)
  }

  /// Compares by values that are no metric of the store, one a replicate on either side.
  init(
    _ first: LearnerResults, _ second: LearnerResults,
    values: (ours: [Int: Double], theirs: [Int: Double]), preference: Preference,
    design: ReplicateDesign, practicalEquivalence: Double, sequentialFamily: Int? = nil
  ) throws(StatisticsError) {
    self.first = first.loss
    self.second = second.loss
    let (ours, theirs) = values
    let shared = Set(ours.keys).intersection(theirs.keys)
    let sample = try PairedSample(
      byReplicate: ours.filter { shared.contains($0.key) },
      theirs.filter { shared.contains($0.key) })
    paired =
      shared.count >= 2
      ? try .compare(
        sample, design: design, preference: preference,
        practicalEquivalence: practicalEquivalence) : nil
    sequential = try sequentialFamily.map { family throws(StatisticsError) in
      try Self.sequential(
        ours, theirs, preference: preference, practicalEquivalence: practicalEquivalence,
        family: family)
    }

    let run = Set(first.trials.map(\.replicate)).intersection(second.trials.map(\.replicate))
    let ourFailures = first.failedReplicates.intersection(run)
    let theirFailures = second.failedReplicates.intersection(run)
    firstFailures = ourFailures.count
    secondFailures = theirFailures.count
    var wins = 0.0
    for replicate in shared {
      let difference = (ours[replicate] ?? 0) - (theirs[replicate] ?? 0)
      if difference == 0 {
        wins += 0.5
      } else if (difference > 0) == (preference == .higherIsBetter) {
        wins += 1
      }
    }
    let both = ourFailures.intersection(theirFailures).count
    wins += Double(secondFailures - both) + Double(both) / 2
    let total = shared.union(ourFailures).union(theirFailures).count
    probabilityOfBeingBetter = total > 0 ? wins / Double(total) : nil
  }

  var finding: Finding {
    guard let paired else { return .notComparable }
    switch sequential?.verdict ?? paired.verdict(adjustedP: adjustedP ?? 1) {
    case .better: return firstFailures > 0 ? .undecided : .better
    case .worse: return secondFailures > 0 ? .undecided : .worse
    case .practicallyEqual:
      return firstFailures + secondFailures > 0 ? .undecided : .practicallyEqual
    case .undecided: return .undecided
    }
  }
}

extension [LossComparison] {
  /// Adjusts the p values of a family by Holm's procedure, or of a run that was looked at by
  /// Bonferroni's, as its intervals are.
  mutating func adjust() throws(StatisticsError) {
    for (index, comparison) in enumerated() {
      guard let own = comparison.sequential, comparison.paired != nil else { continue }
      self[index].adjustedP = Swift.min(1, own.p * Double(own.comparisons))
    }
    guard !contains(where: { $0.sequential != nil }) else { return }
    let tested = indices.filter { self[$0].paired != nil }
    let adjusted = try MultiplicityCorrection.holm.adjust(
      tested.compactMap { self[$0].paired?.p })
    for (index, p) in zip(tested, adjusted) { self[index].adjustedP = p }
  }

  /// Works out what each comparison of this family could have detected.
  mutating func findDetectable() throws(StatisticsError) {
    // A run that was looked at had no fixed number of replicates to ask it of.
    guard !contains(where: { $0.sequential != nil }) else { return }
    let family = count { $0.paired != nil }
    // The search is slow, and its outcome is the same for all comparisons of one shape.
    var known: [String: Double] = [:]
    for index in indices {
      guard let paired = self[index].paired, paired.effectSize != nil else { continue }
      let shape = "\(paired.pairs) \(paired.design)"
      let standardized: Double
      if let found = known[shape] {
        standardized = found
      } else {
        standardized = try PairedPower.smallestDetectable(
          pairs: paired.pairs, significance: (1 - paired.level) / Double(Swift.max(family, 1)),
          design: paired.design)
      }
      known[shape] = standardized
      self[index].detectable = standardized * paired.standardDeviation
    }
  }
}
