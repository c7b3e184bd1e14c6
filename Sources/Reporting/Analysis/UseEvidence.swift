internal import Results
internal import Statistics

/// What the comparisons with the reference say about one number of one use, for every panel.
struct UseEvidence: Sendable {
  /// What follows for one panel.
  enum Conclusion: Sendable {
    /// A loss was shown to be better; `tied` cannot be told from the best of those that were.
    case leave(LossComparison, tied: [LossRecord])
    /// No other loss gains an amount that counts; `simpler` is as good and has fewer settings.
    case keep(equal: [LossRecord], simpler: LossRecord?)
    /// Some comparisons show neither a gain nor that there is none; the most promising first.
    case open([LossComparison])
  }

  /// One panel with its conclusion.
  struct Place: Sendable {
    let panel: Panel
    let comparisons: [LossComparison]
    let conclusion: Conclusion

    /// The loss to train with as things stand; the reference where there is no better.
    func recommended(_ reference: String) -> String {
      switch conclusion {
      case .leave(let comparison, _): comparison.first.id
      case .keep(_, let simpler): simpler?.id ?? reference
      case .open: reference
      }
    }
  }

  let use: ReportedUse
  let places: [Place]

  /// All uses, the first number of each in one family of Holm's procedure.
  static func deciding(_ study: Study) throws -> [UseEvidence] {
    let uses = ReportedUse.Purpose.allCases.compactMap {
      ReportedUse.numbers($0, of: study).first
    }
    return try evidence(for: uses, study)
  }

  /// One more number of a use, in a family of its own: it says how far a finding reaches.
  static func beside(_ use: ReportedUse, _ study: Study) throws -> UseEvidence? {
    try evidence(for: [use], study).first
  }

  /// Evidence for numbers whose comparisons form one family.
  static func evidence(for uses: [ReportedUse], _ study: Study) throws -> [UseEvidence] {
    var groups: [(use: ReportedUse, panel: Panel, comparisons: [LossComparison])] = []
    // A run that was looked at while it went on has confidence sequences, whatever ended it.
    let looks = study.suite.sequential.map { _ in
      uses.count * study.scoredPanels.count * (study.suite.losses.count - 1)
    }
    for use in uses {
      for panel in study.scoredPanels {
        guard
          let reference = panel.learners.first(where: { $0.loss.id == study.suite.reference })
        else { continue }
        let theirs = use.values(reference)
        let comparisons = try panel.learners.filter { $0.loss.id != reference.loss.id }
          .map { learner in
            try LossComparison(
              learner, reference, values: (use.values(learner), theirs),
              preference: use.preference, design: panel.design, practicalEquivalence: use.region,
              sequentialFamily: looks)
          }
        groups.append((use, panel, comparisons))
      }
    }
    var family = groups.flatMap(\.comparisons)
    try family.adjust()
    var next = 0
    return try uses.indices.map { index in
      let own = study.scoredPanels.count
      let places = try groups[(index * own)..<((index + 1) * own)].compactMap { group -> Place? in
        let comparisons = Array(family[next..<(next + group.comparisons.count)])
        next += comparisons.count
        guard
          let conclusion = try conclusion(
            of: comparisons, panel: group.panel, use: group.use, study)
        else { return nil }
        return Place(panel: group.panel, comparisons: comparisons, conclusion: conclusion)
      }
      return UseEvidence(use: uses[index], places: places)
    }
  }

  private static func conclusion(
    of comparisons: [LossComparison], panel: Panel, use: ReportedUse, _ study: Study
  ) throws -> Conclusion? {
    let tested = comparisons.filter { $0.paired != nil }
    guard !tested.isEmpty else { return nil }
    let sign = use.preference == .higherIsBetter ? 1.0 : -1.0
    func gain(_ comparison: LossComparison) -> Double {
      comparison.paired.map { sign * $0.meanDifference } ?? -.infinity
    }
    let winners = tested.filter { $0.finding == .better }
    guard winners.isEmpty else {
      let tied = try tied(
        winners, gain: gain, panel: panel, use: use,
        isSequential: study.suite.sequential != nil)
      let losses = tied.map(\.first)
      guard let simplest = simplest(losses, study),
        let chosen = tied.first(where: { $0.first.id == simplest.id })
      else { return nil }
      return .leave(chosen, tied: losses.filter { $0.id != simplest.id })
    }
    let open = tested.filter { $0.finding == .undecided }
    guard open.isEmpty else { return .open(open.sorted { gain($0) > gain($1) }) }
    let equal = tested.filter { $0.finding == .practicallyEqual }.map(\.first)
    guard let reference = study.suite.losses.first(where: { $0.id == study.suite.reference })
    else { return nil }
    let simplest = simplest([reference] + equal, study)
    let isSimpler = simplest.map { settings(of: $0) < settings(of: reference) } ?? false
    return .keep(equal: equal, simpler: isSimpler ? simplest : nil)
  }

  /// The winners that are not shown to be worse than the best of them; since which is best is read
  /// off the same data, all pairs of winners are one family.
  private static func tied(
    _ winners: [LossComparison], gain: (LossComparison) -> Double, panel: Panel, use: ReportedUse,
    isSequential: Bool
  ) throws -> [LossComparison] {
    guard winners.count > 1, let best = winners.max(by: { gain($0) < gain($1) }) else {
      return winners
    }
    let learners = winners.compactMap { winner in
      panel.learners.first { $0.loss.id == winner.first.id }
    }
    var pairs: [LossComparison] = []
    for (index, first) in learners.enumerated() {
      for second in learners[(index + 1)...] {
        let (one, other) = first.loss.id == best.first.id ? (second, first) : (first, second)
        pairs.append(
          try LossComparison(
            one, other, values: (use.values(one), use.values(other)), preference: use.preference,
            design: panel.design, practicalEquivalence: use.region,
            sequentialFamily: isSequential ? winners.count * (winners.count - 1) / 2 : nil))
      }
    }
    try pairs.adjust()
    let behind = pairs.filter { $0.second.id == best.first.id && $0.finding == .worse }
    return winners.filter { winner in !behind.contains { $0.first.id == winner.first.id } }
  }

  /// The loss with the fewest settings to choose; the earlier in the suite where equal.
  static func simplest(_ losses: [LossRecord], _ study: Study) -> LossRecord? {
    let order = study.suite.losses.map(\.id)
    return losses.min { one, other in
      let (first, second) = (settings(of: one), settings(of: other))
      if first != second { return first < second }
      return (order.firstIndex(of: one.id) ?? 0) < (order.firstIndex(of: other.id) ?? 0)
    }
  }

  /// How many settings somebody has to choose.
  private static func settings(of loss: LossRecord) -> Int {
    loss.grid.map(\.count).max() ?? 0
  }
}

extension UseEvidence {
  /// Size of the family of all of them.
  static func tested(_ evidence: [UseEvidence]) -> Int {
    evidence.flatMap(\.places).flatMap(\.comparisons).count { $0.paired != nil }
  }

  /// The replicates with which a difference that counts would be found with a probability of 80 %
  /// at the first step of Holm's procedure, if differences go on to vary as they did; `nil` where
  /// no number is enough, and where nothing varies or nothing is too small to count.
  static func replicatesNeeded(
    _ comparison: LossComparison, region: Double, family: Int
  ) throws -> Int? {
    guard let paired = comparison.paired, paired.standardDeviation > 0, region > 0 else {
      return nil
    }
    return try PairedPower.pairsNeeded(
      standardizedDifference: min(region / paired.standardDeviation, 10),
      significance: (1 - paired.level) / Double(max(family, 1)), design: paired.design)
  }
}
