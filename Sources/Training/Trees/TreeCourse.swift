internal import CounterRandom
internal import Losses

/// The training of all learners of a replicate: what they share, and one learner after another.
final class TreeCourse {
  private let settings: TreeSettings
  private let seed: UInt64
  private let threads: Int
  private let library: XGBoostLibrary
  private let features: FeatureKinds
  private let matrix: QuantileMatrix
  private let rows: BoostingRows
  private let scale: CurvatureScale
  private let context: LossContext
  private let validation: TreeScorer
  private let validationRows: Int

  init(
    settings: TreeSettings, seed: UInt64, threads: Int, library: XGBoostLibrary,
    training: TrainingData, validation: TrainingData
  ) throws(TreeError) {
    guard let columns = training.unchanged else { throw .preparedInputs }
    self.settings = settings
    self.seed = seed
    self.threads = threads
    self.library = library
    features = FeatureKinds(columns)
    matrix = try QuantileMatrix(
      training, bins: settings.bins, threads: threads, library: library)
    rows = BoostingRows(
      labels: training.labels.map { Float($0) }, amounts: training.allAmounts(),
      team: WorkerTeam(threads: threads, library: library))
    context = training.context
    scale = CurvatureScale(rows, in: context)
    self.validation = try TreeScorer(validation, library: library)
    validationRows = validation.rowCount
  }

  /// Trains one learner; whatever goes wrong is its outcome.
  func train(
    _ configuration: LearnerConfiguration, score: ([Float]) -> Double?,
    progress: (Double) -> Void, timed: (TreeTimes) -> Void
  ) -> LearnerOutcome {
    var watch = TreeStopwatch()
    defer { timed(watch.times) }
    do { return try grow(configuration, score: score, progress: progress, &watch) } catch {
      return .failed(reason: error.description)
    }
  }

  private func grow(
    _ configuration: LearnerConfiguration, score: ([Float]) -> Double?,
    progress: (Double) -> Void, _ watch: inout TreeStopwatch
  ) throws(TreeError) -> LearnerOutcome {
    let configured = BoostedLoss(configuration.loss)
    var loss = configured.prepared(for: context)
    // A loss without a level of its own starts at the prevalence.
    let start = Float(loss.loss.optimalConstant(in: context) ?? context.priorLogit)
    var state = loss.loss.initialState(in: context)
    let factor = scale.of(loss, at: start, state: state)
    let booster = try newBooster(start: start, learningRate: configuration.learningRate)
    var record = TreeRecord(learningRate: configuration.learningRate)
    var logits = [Float](repeating: start, count: validationRows)
    var scored = 0
    watch.lap(\.start)
    record.assess(logits, round: 0, progress: 0, score: score)
    watch.lap(\.validation)

    for round in 1...settings.maximumRounds {
      watch.beginRound()
      let share = Double(round - 1) / Double(settings.maximumRounds)
      let now = context.at(progress: share)
      loss = configured.prepared(for: now)
      if settings.isRandom {
        // The generator belongs to a thread, not to a booster: sown anew for each round.
        let round = deriveSeed(from: seed, label: "trees", UInt64(round))
        try booster.set("seed", "\(round & 0x7FFF_FFFF)")
      }
      let result = try booster.withTrainingLogits(of: matrix) { logits in
        watch.lap(\.logits)
        defer { watch.lap(\.derivatives) }
        return rows.evaluate(loss, at: logits, scale: factor, in: now, state: &state)
      }
      if let fault = state.fault { return .failed(reason: fault) }
      guard result.sum.isFinite else {
        record.diverge(.loss, round: round)
        break
      }
      guard result.isFinite else {
        record.diverge(.derivatives, round: round)
        break
      }
      record.add(loss: result.sum, rows: rows.rowCount)
      try booster.boost(
        matrix, round: round - 1, gradient: rows.gradient, curvature: rows.curvature)
      watch.lap(\.trees)
      guard round % settings.evaluationInterval == 0 || round == settings.maximumRounds else {
        continue
      }
      try validation.add(scored..<round, of: booster, to: &logits)
      scored = round
      record.assess(logits, round: round, progress: share, score: score)
      watch.lap(\.validation)
      progress(Double(round) / Double(settings.maximumRounds))
      if record.hasDiverged || round - record.bestRound >= settings.patience { break }
    }
    progress(1)
    return try outcome(of: record, booster: booster, start: start)
  }

  private func newBooster(start: Float, learningRate: Float) throws(TreeError) -> Booster {
    // The link of squared error is the identity, so that the base score is a logit; the objective
    // is not used for anything else.
    let booster = try Booster(
      trainedOn: matrix,
      parameters: settings.parameters + [
        ("objective", "reg:squarederror"), ("base_score", "\(start)"),
        ("learning_rate", "\(learningRate)"), ("nthread", "\(threads)"), ("verbosity", "0"),
        ("disable_default_eval_metric", "1"), ("seed", "\(seed & 0x7FFF_FFFF)"),
      ], library: library)
    try booster.describe(features)
    return booster
  }

  private func outcome(
    of record: TreeRecord, booster: Booster, start: Float
  ) throws(TreeError) -> LearnerOutcome {
    // Only the start was scored: nothing was learned that could be kept.
    if let divergence = record.divergence, record.curve.count <= 1 {
      return .diverged(divergence)
    }
    let best =
      record.bestRound > 0
      ? try booster.first(record.bestRound)
      : try newBooster(start: start, learningRate: record.learningRate)
    return .trained(
      TrainedLearner(
        model: try TreeModel(best, library: library), bestEpoch: record.bestRound,
        progress: record.bestProgress, bestScore: record.bestScore, curve: record.curve,
        divergence: record.divergence))
  }
}

/// How a learner did so far, round by round.
private struct TreeRecord {
  let learningRate: Float
  private(set) var bestRound = 0
  private(set) var bestProgress = 0.0
  private(set) var bestScore = -Double.infinity
  private(set) var curve: [EpochRecord] = []
  private(set) var divergence: Divergence?
  private var lossSum = 0.0
  private var lossRows = 0

  init(learningRate: Float) { self.learningRate = learningRate }

  var hasDiverged: Bool { divergence != nil }

  mutating func add(loss: Double, rows: Int) {
    lossSum += loss
    lossRows += rows
  }

  mutating func diverge(_ quantity: Divergence.Quantity, round: Int) {
    divergence = Divergence(
      quantity: quantity, epoch: round, step: round, learningRate: learningRate)
  }

  mutating func assess(
    _ logits: [Float], round: Int, progress: Double, score: ([Float]) -> Double?
  ) {
    guard allFinite(logits.span) else { return diverge(.scores, round: round) }
    let value = score(logits) ?? -Double.infinity
    curve.append(
      EpochRecord(
        epoch: round, trainingLoss: lossRows > 0 ? lossSum / Double(lossRows) : nil,
        score: value))
    lossSum = 0
    lossRows = 0
    if value > bestScore || curve.count == 1 {
      bestScore = value
      bestRound = round
      bestProgress = progress
    }
  }
}

extension TrainingData {
  /// What each row is worth; of rows that are drawn on demand they are drawn for this. Empty where it
  /// is unknown.
  fileprivate func allAmounts() -> [Float] {
    guard hasAmounts, amounts.isEmpty else { return amounts }
    let atOnce = min(RowPages.rowsAtOnce, max(rowCount, 1))
    let reader = InputReader(self, capacity: atOnce)
    let room = FloatBuffer(count: atOnce * featureCount)
    var found: [Float] = []
    for first in stride(from: 0, to: rowCount, by: atOnce) {
      let numbers = Array(UInt32(first)..<UInt32(min(first + atOnce, rowCount)))
      unsafe reader.read(numbers[...], into: room.base)
      found += reader.drawnAmounts
    }
    return found
  }
}
