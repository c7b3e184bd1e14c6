/// Every metric that scored rows allow.
public struct ScoreEvaluation: Sendable {
  /// What there is to choose.
  public struct Settings: Equatable, Sendable {
    /// Rows that score this or more are flagged; `nil` for thresholds that validation chooses.
    public var threshold: Double?
    /// What it costs to look into a row that is flagged, in the unit of the amounts.
    public var reviewCost: Double

    /// A threshold and a cost.
    public init(threshold: Double? = nil, reviewCost: Double = 10) {
      self.threshold = threshold
      self.reviewCost = reviewCost
    }
  }

  /// Finite values by ``MetricKey``; undefined metrics are absent.
  public let metrics: [String: Double]
  /// What the rows can be drawn anew from, for intervals.
  public let bootstrap: ScoreBootstrap
  /// The rows ranked by their score; `nil` for rows with weights.
  public let ranking: RankedScores?

  /// Evaluates rows.
  ///
  /// - Parameters:
  ///   - rows: the rows of test.
  ///   - validation: rows that choose thresholds and that calibrations are fitted to; `nil` for none.
  ///   - settings: what there is to choose.
  ///   - seed: decides the resamples.
  /// - Throws: ``EvaluationError``.
  public init(
    _ rows: ScoredRows, validation: ScoredRows? = nil, settings: Settings = Settings(),
    seed: UInt64 = 1
  ) throws(EvaluationError) {
    try rows.check()
    try validation?.check()
    if let weights = rows.weights {
      let ranking = try WeightedRanking(
        scores: rows.scores, labels: rows.labels, weights: weights)
      let resampled = ResampledRanking(
        scores: rows.scores, labels: rows.labels, weights: weights, ranking)
      try self.init(rows, ranking, resampled, validation, settings, seed)
    } else {
      let ranking = try RankedScores(scores: rows.scores, labels: rows.labels)
      try self.init(rows, ranking, ResampledRanking(ranking), validation, settings, seed)
    }
  }

  private init(
    _ rows: ScoredRows, _ ranking: some ScoreRanking, _ resampled: ResampledRanking,
    _ validation: ScoredRows?, _ settings: Settings, _ seed: UInt64
  ) throws(EvaluationError) {
    var metrics = MetricValues()
    metrics.addRanking(ranking)
    var bootstrap = ScoreBootstrap(seed: seed, ranking: resampled)
    var calibrations = Calibrations()
    var chosen: ChosenThresholds?
    if let validation {
      if let weights = validation.weights {
        let ranking = try WeightedRanking(
          scores: validation.scores, labels: validation.labels, weights: weights)
        chosen = ChosenThresholds(ranking)
        calibrations = Calibrations(validation, ranking)
      } else {
        let ranking = try RankedScores(scores: validation.scores, labels: validation.labels)
        chosen = ChosenThresholds(ranking)
        calibrations = Calibrations(validation, ranking)
      }
    }
    let flagging = { (threshold: Double) throws(EvaluationError) in
      try WeightedConfusion(
        scores: rows.scores, labels: rows.labels, weights: rows.weights, threshold: threshold)
    }
    // Counted once for every threshold that is wanted.
    var counts: [Double: WeightedConfusion] = [:]
    for threshold in (chosen?.all ?? []) + (settings.threshold.map { [$0] } ?? []) {
      counts[threshold] = try flagging(threshold)
      bootstrap.thresholds[threshold] = ResampledConfusion(
        scores: rows.scores, labels: rows.labels, weights: rows.weights, threshold: threshold)
    }
    let none = WeightedConfusion(
      truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0)
    if let chosen { metrics.addThresholded(chosen) { counts[$0] ?? none } }
    // A threshold that somebody has given comes before those of validation.
    if let threshold = settings.threshold { metrics.addAtThreshold(counts[threshold] ?? none) }
    (bootstrap.chosen, bootstrap.threshold) = (chosen, settings.threshold)
    try Self.addProbabilities(rows, calibrations, settings, to: &metrics, &bootstrap)
    Self.addCards(rows, to: &metrics)
    bootstrap.keep(Set(metrics.values.keys))
    self.metrics = metrics.values
    self.bootstrap = bootstrap
    self.ranking = ranking as? RankedScores
  }

  private static func addCards(_ rows: ScoredRows, to metrics: inout MetricValues) {
    guard let times = rows.times, let cards = rows.entities else { return }
    let activity = CardActivity(times: times, cards: cards)
    for count in MetricKey.cardsADay {
      metrics.set(
        MetricKey.cardPrecision(atTop: count),
        activity.precision(atTop: count, scores: rows.scores, labels: rows.labels))
    }
  }

  /// Judges the probabilities and what calibration makes of them or of the score.
  private static func addProbabilities(
    _ rows: ScoredRows, _ calibrations: Calibrations, _ settings: Settings,
    to metrics: inout MetricValues, _ bootstrap: inout ScoreBootstrap
  ) throws(EvaluationError) {
    let costs: DecisionCosts?
    if let amounts = rows.amounts {
      costs = try .reviews(amounts: amounts, reviewCost: settings.reviewCost)
    } else {
      costs = nil
    }
    let logits = rows.logits
    if let own = rows.probabilities {
      try add(own, .raw, rows, costs, to: &metrics, &bootstrap)
      metrics.add(
        CalibrationLine(LogisticProblem(logits, labels: rows.labels, weights: rows.weights)), .raw)
      let half = try WeightedConfusion(
        scores: own, labels: rows.labels, weights: rows.weights, threshold: 0.5)
      metrics.set(MetricKey.f1AtHalf, half.f1)
    }
    for variant in MetricKey.Variant.recalibrated {
      // A shift of the logit needs a logit.
      if variant == .priorCorrected, rows.probabilities == nil { continue }
      guard
        let probabilities = calibrations.probabilities(variant, logits: logits, scores: rows.scores)
      else { continue }
      try add(probabilities, variant, rows, costs, to: &metrics, &bootstrap)
    }
  }

  private static func add(
    _ probabilities: [Double], _ variant: MetricKey.Variant, _ rows: ScoredRows,
    _ costs: DecisionCosts?, to metrics: inout MetricValues, _ bootstrap: inout ScoreBootstrap
  ) throws(EvaluationError) {
    let scores: ProbabilityScores
    if let weights = rows.weights {
      scores = try ProbabilityScores(
        probabilities: probabilities, labels: rows.labels, weights: weights)
      metrics.add(scores, calibration: [], variant)
      metrics.addReliability(
        brier: scores.brier,
        try WeightedRanking(scores: probabilities, labels: rows.labels, weights: weights), variant)
    } else {
      scores = try ProbabilityScores(probabilities: probabilities, labels: rows.labels)
      metrics.add(
        scores,
        calibration: Reliability.checkedEqualMassBins(
          probabilities: probabilities, labels: rows.labels, bins: Reliability.binCount), variant)
      metrics.addReliability(
        brier: scores.brier, try RankedScores(scores: probabilities, labels: rows.labels), variant)
      if variant == .raw {
        metrics.set(
          MetricKey.equalWidthCalibrationError(variant),
          Reliability.expectedCalibrationError(
            Reliability.checkedEqualWidthBins(
              probabilities: probabilities, labels: rows.labels, bins: Reliability.binCount)))
      }
    }
    if let costs {
      metrics.add(
        DecisionOutcome(
          checked: probabilities, labels: rows.labels, costs: costs, weights: rows.weights),
        variant)
    }
    bootstrap.add(probabilities, variant, rows, costs, scores)
  }
}

/// Calibrations that validation rows allow.
private struct Calibrations {
  var platt: PlattCalibration?
  var isotonic: IsotonicCalibration?
  var prior: PriorCorrection?

  init() {}

  init(_ rows: ScoredRows, _ ranking: some ScoreRanking) {
    isotonic = try? IsotonicCalibration(ranking)
    let problem = LogisticProblem(rows.logits, labels: rows.labels, weights: rows.weights)
    platt = problem.flatMap { PlattCalibration($0) }
    prior = rows.probabilities == nil ? nil : problem.flatMap { PriorCorrection($0) }
  }

  func probabilities(
    _ variant: MetricKey.Variant, logits: [Double], scores: [Double]
  ) -> [Double]? {
    switch variant {
    case .platt: platt.map { calibration in logits.map { calibration.probability($0) } }
    case .isotonic: isotonic.map { calibration in scores.map { calibration.probability($0) } }
    case .priorCorrected: prior.map { calibration in logits.map { calibration.probability($0) } }
    case .raw, .recovered: nil
    }
  }
}
