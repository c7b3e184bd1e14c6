internal import Drawing
internal import Evaluation
internal import Results
internal import Statistics

/// What somebody wants a model for, and the number that judges a loss by it.
///
/// All three numbers are shares on which one hundredth is the same everywhere: one more fraud among
/// a hundred alerts; one percent of what the base rate leaves to explain; one percent of the cost
/// of doing without a model.
struct ReportedUse: Sendable {
  /// The purposes.
  enum Purpose: CaseIterable, Sendable {
    case ranking
    case probabilities
    case cost
  }

  let purpose: Purpose
  /// Linked name of the number, for a sentence.
  let title: String
  /// What sets it apart from the other numbers of its use, in a word or two.
  let short: String
  /// Which direction is better.
  let preference: Preference
  /// Differences up to this size count as none.
  let region: Double
  /// The number by replicate.
  let values: @Sendable (LearnerResults) -> [Int: Double]

  /// Differences up to this size count as none, unless the suite says otherwise of the same number.
  static let region = 0.01
  /// How many false alarms a missed fraud costs, where amounts are not known.
  static let costRatios: [Double] = [100, 10, 1_000]

  /// A metric of the store, in the same unit for every loss.
  init(_ purpose: Purpose, metric key: String, study: Study) {
    let metric = ReportedMetric.of(key)
    self.purpose = purpose
    short = key.split(separator: "/").dropFirst().first.map(String.init) ?? metric.linkedHead
    title = metric.linkedTitle
    preference = metric.preference
    region = key == study.metric.key ? study.suite.practicalEquivalence : Self.region
    values = { $0.values(key) }
  }

  /// Savings at a cost ratio, with the threshold chosen on validation where `hasCurves` says so.
  init(costRatio ratio: Double, hasCurves: Bool) {
    purpose = .cost
    short = "a ratio of \(NumberText.setting(ratio))"
    title = Markdown.link(
      "savings where a missed fraud costs \(NumberText.setting(ratio)) false alarms",
      to: "cost-ratio")
    preference = .higherIsBetter
    region = Self.region
    values = { learner in
      hasCurves
        ? LossCosts(learner)?.savings(.chosen, at: ratio) ?? [:]
        : learner.hindsightSavings(at: ratio)
    }
  }
}

extension ReportedUse {
  /// The number that decides a purpose, and others that say how far the finding reaches; empty
  /// where the results hold none.
  static func numbers(_ purpose: Purpose, of study: Study) -> [ReportedUse] {
    let learners = study.scoredPanels.flatMap(\.learners).filter { !$0.scored.isEmpty }
    func isThere(_ key: String) -> Bool { learners.contains { !$0.values(key).isEmpty } }
    func known(_ keys: [String]) -> [ReportedUse] {
      keys.filter(isThere).map { ReportedUse(purpose, metric: $0, study: study) }
    }
    switch purpose {
    case .ranking:
      return known(
        MetricKey.topRows.map(MetricKey.precision(atTop:))
          + [MetricKey.recall(atFalsePositiveRate: 0.001)])
    case .probabilities:
      return known(
        [MetricKey.Variant.platt, .recovered, .raw, .isotonic].map(MetricKey.logLossSkill))
    case .cost:
      let amounts = known(
        [MetricKey.Variant.platt, .recovered, .raw, .isotonic].map(MetricKey.savings))
      guard amounts.isEmpty else { return amounts }
      let hasCurves = hasCostCurves(study)
      let isKnown =
        hasCurves
        || learners.contains {
          $0.scored.contains { !$0.scores.precisionRecallCurve.isEmpty }
        }
      return isKnown ? costRatios.map { ReportedUse(costRatio: $0, hasCurves: hasCurves) } : []
    }
  }

  /// Whether every trial keeps its errors at thresholds that validation chose.
  static func hasCostCurves(_ study: Study) -> Bool {
    study.scoredPanels.flatMap(\.learners).flatMap(\.scored)
      .allSatisfy { $0.scores.costCurve != nil }
  }

  /// Whether decisions are judged by the amounts of rows.
  static func knowsAmounts(_ study: Study) -> Bool {
    study.scoredPanels.flatMap(\.learners).contains { learner in
      MetricKey.Variant.allCases.contains { !learner.values(MetricKey.savings($0)).isEmpty }
    }
  }
}

extension LearnerResults {
  /// Savings at the cheapest threshold of each replicate's curve on test, where a missed fraud costs
  /// as much as `ratio` false alarms: 1 − cost / the lesser cost of flagging no row and of all.
  ///
  /// With recall r and precision p the cost, in units of what all frauds cost, is
  /// 1 − r + r (1/p − 1) / ratio.
  func hindsightSavings(at ratio: Double) -> [Int: Double] {
    var savings: [Int: Double] = [:]
    for (replicate, scores) in scored {
      // The point where all rows are flagged has the base rate for its precision.
      guard let prevalence = scores.precisionRecallCurve.last(where: { $0.recall >= 1 })?.precision
      else { continue }
      let costs = scores.precisionRecallCurve.filter { $0.precision > 0 }.map {
        1 - $0.recall + $0.recall * (1 / $0.precision - 1) / ratio
      }
      let without = min(1, (1 / prevalence - 1) / ratio)
      if let least = costs.min(), without > 0 {
        savings[replicate] = 1 - min(least, without) / without
      }
    }
    return savings
  }
}
