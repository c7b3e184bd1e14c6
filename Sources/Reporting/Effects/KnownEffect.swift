internal import Results
internal import Statistics

/// Something that is claimed of losses and that results can contradict.
///
/// To add one, conform a type in `Effects/` and list it in ``KnownEffectCatalogue/all``.
protocol KnownEffect: Sendable {
  /// The claim in a few words, a heading.
  var title: String { get }
  /// The claim in full, so that a number can contradict it.
  var claim: String { get }
  /// Who reported it: authors, venue, year.
  var source: String { get }
  /// What the results say, one check for each model and loss that the claim is about.
  func checks(in study: Study) throws -> [EffectCheck]
}

/// The effects that a report looks for.
enum KnownEffectCatalogue {
  static let all: [any KnownEffect] = [
    WeightingBendsProbabilities(), WeightingKeepsRanking(), RebalancingLowersPrecision(),
    InversionRestoresBrier(), ThresholdOfOneHalf(), SquaredErrorNeedsAStart(),
    FocalBendsByGamma(), SmoothingSetsAFloor(), WeightingFadesWithEpochs(), TreesIgnoreWeights(),
  ]
}

/// One number that a claim predicts, and what was measured.
struct EffectCheck: Sendable {
  /// Whether the interval of what was measured lies in what was predicted.
  enum Verdict: String, Sendable {
    case reproduced
    case contradicted
    case undecided
    case notMeasured = "not measured"
  }

  /// How the number is written.
  enum Scale: Sendable {
    /// A difference, with its sign.
    case difference
    /// A ratio, with a geometric mean.
    case ratio
  }

  let panel: Panel
  /// What was measured, Markdown.
  let subject: String
  /// The numbers that the claim allows.
  let predicted: ClosedRange<Double>
  let estimate: Estimate?
  let scale: Scale

  /// Reproduced where the whole interval is allowed, contradicted where none of it is.
  var verdict: Verdict {
    guard let estimate else { return .notMeasured }
    guard let interval = estimate.interval else { return .undecided }
    if predicted.contains(interval.lower), predicted.contains(interval.upper) { return .reproduced }
    return interval.upper < predicted.lowerBound || interval.lower > predicted.upperBound
      ? .contradicted : .undecided
  }
}

extension Panel {
  /// The learners of a loss of the catalogue.
  func learners(of loss: String) -> [LearnerResults] { learners.filter { $0.loss.name == loss } }

  /// The learner that is trained with plain cross-entropy.
  var crossEntropy: LearnerResults? { learners(of: "cross-entropy").first }

  /// The mean difference of two learners' values of a metric on the replicates that both have.
  func difference(
    _ key: String, _ first: LearnerResults, _ second: LearnerResults
  ) throws(StatisticsError) -> Estimate? {
    let theirs = second.values(key)
    var differences: [Int: Double] = [:]
    for (replicate, value) in first.values(key) {
      if let other = theirs[replicate] { differences[replicate] = value - other }
    }
    return try Estimate(differences, design: design)
  }

  /// The geometric mean of the ratio of two metrics on the replicates that have both.
  func ratio(
    _ first: LearnerResults, _ key: String, to second: LearnerResults, _ otherKey: String
  ) throws(StatisticsError) -> Estimate? {
    try Estimate.geometric(
      Self.ratios(first.values(key), second.values(otherKey)), design: design)
  }

  /// Ratios of positive values by replicate.
  static func ratios(_ first: [Int: Double], _ second: [Int: Double]) -> [Int: Double] {
    var ratios: [Int: Double] = [:]
    for (replicate, value) in first {
      if let other = second[replicate], other > 0, value > 0 { ratios[replicate] = value / other }
    }
    return ratios
  }
}

extension Study {
  /// Average precision by the least noisy estimate that the results have.
  var rankingKey: String { caseControlIfThere("average-precision") }
  /// Area under the ROC curve by the least noisy estimate that the results have.
  var areaKey: String { caseControlIfThere("auroc") }

  private func caseControlIfThere(_ key: String) -> String {
    let byClass = "case-control-\(key)"
    let isThere = panels.contains { panel in
      panel.learners.contains { !$0.values(byClass).isEmpty }
    }
    return isThere ? byClass : key
  }

  /// Panels of models that are trained in the usual way: from the optimal start, for as long as the
  /// suite's first model of their kind.
  var usualPanels: [Panel] {
    scoredPanels.filter { panel in
      let durations = suite.models.filter {
        $0.kind == panel.model.kind && $0.startsAtHalf == nil
      }.compactMap(\.epochs)
      return panel.model.startsAtHalf == nil
        && (panel.model.epochs == nil || panel.model.epochs == durations.first)
    }
  }

  /// "*first* − *second*".
  func contrast(_ first: LearnerResults, _ second: LearnerResults) -> String {
    "\(title(of: first.loss)) − \(title(of: second.loss))"
  }
}

extension LearnerResults {
  /// The weight of positives that a weighted cross-entropy was given; `nil` unless it is the same in
  /// all its settings.
  func positiveWeight(_ dataset: DatasetRecord) -> Double? {
    guard loss.grid.count == 1, let settings = loss.grid.first else { return nil }
    if let weight = settings["positiveWeight"] { return weight }
    guard settings["exponent"] == 1 else { return nil }
    let positives = Double(max(dataset.trainingPositives, 1))
    return (Double(dataset.trainingRows) - positives) / positives
  }
}
