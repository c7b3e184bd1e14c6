internal import CounterRandom
public import Datasets
internal import Evaluation
internal import Synchronization

/// How much the ways to evaluate a model scatter: each is repeated on fresh rows and its standard
/// deviation told.
///
/// The models are the truth, and two distortions of it: *flattened*, whose logit is 0.7 of the true
/// log-likelihood ratio plus the true prior, and *blurred*, whose logit is the true one plus normal
/// noise of deviation 3, a weak model that ranks many rows wrongly.
public struct EvaluationVariance: Sendable {
  /// A quantity, estimated in two ways.
  public struct Comparison: Equatable, Sendable {
    /// What is estimated, of which model.
    public let quantity: String
    /// The rows of each repetition, in words.
    public let rows: String
    /// The plain way.
    public let plain: Spread
    /// The way that uses the truth.
    public let informed: Spread

    /// How many times smaller the second deviation is.
    public var ratio: Double { plain.deviation / informed.deviation }
  }

  /// Mean and standard deviation over repetitions.
  public struct Spread: Equatable, Sendable {
    /// The way, in words.
    public let way: String
    /// Mean of the estimates.
    public let mean: Double
    /// Their standard deviation.
    public let deviation: Double

    init(_ way: String, _ values: [Double]) {
      self.way = way
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      self.mean = mean
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      deviation = (squares / (count - 1)).squareRoot()
    }
  }

  /// The law.
  public let scenario: any Scenario
  /// Rows drawn by class in each repetition, of either class.
  public let classRows: (positives: Int, negatives: Int)
  /// Rows drawn as they come in each repetition.
  public let naturalRows: Int
  /// Number of repetitions, at least 2.
  public let repetitions: Int
  /// The seed.
  public let seed: UInt64

  /// A study of a scenario.
  public init(
    of scenario: any Scenario, classRows: (positives: Int, negatives: Int) = (20_000, 20_000),
    naturalRows: Int = 200_000, repetitions: Int = 200, seed: UInt64 = 1
  ) {
    precondition(repetitions >= 2, "a deviation needs two values")
    self.scenario = scenario
    self.classRows = classRows
    self.naturalRows = naturalRows
    self.repetitions = repetitions
    self.seed = seed
  }

  /// Runs the study.
  ///
  /// - Parameters:
  ///   - jobs: Number of threads; the values are the same for any.
  ///   - progress: Told the share that is done, from any thread.
  ///
  /// - Returns: the comparisons.
  ///
  /// - Throws: An error of the draws or of the evaluation.
  public func comparisons(
    jobs: Int = 1, progress: @Sendable (Double) -> Void = { _ in }
  ) throws -> [Comparison] {
    var samples: [[Double]] = []
    for repetition in 0..<repetitions {
      samples.append(try repeated(UInt64(repetition), jobs: jobs))
      progress(Double(repetition + 1) / Double(repetitions))
    }
    func spread(_ way: String, _ column: Int) -> Spread { Spread(way, samples.map { $0[column] }) }
    let byClass = "\(classRows.positives) positive + \(classRows.negatives) negative"
    let natural = "\(naturalRows) as they come"
    let ranked = ["truth", "blurred"].enumerated().flatMap { index, model in
      ["average precision", "AUROC"].enumerated().map { metric, name in
        let column = 4 * index + 2 * metric
        return Comparison(
          quantity: "\(name) of the \(model)", rows: byClass,
          plain: spread("by label", column),
          informed: spread("by likelihood ratio", column + 1))
      }
    }
    let judged = ["log-loss regret", "Brier regret", "calibration error"].enumerated().map {
      Comparison(
        quantity: "\($1) of the flattened", rows: natural, plain: spread("by label", 8 + 2 * $0),
        informed: spread("by posterior", 9 + 2 * $0))
    }
    return ranked + judged
  }

  /// The estimates of one repetition, plain and informed by turns.
  private func repeated(_ repetition: UInt64, jobs: Int) throws -> [Double] {
    let seed = deriveSeed(from: seed, label: "evaluation variance", repetition)
    let rows = try CaseControlDraw(
      scenario: scenario, positives: classRows.positives, negatives: classRows.negatives,
      seed: seed
    ).generate(jobs: jobs)
    let plain = try CaseControlWeights(labels: rows.dataset.labels)
    let informed = try CaseControlWeights(
      logLikelihoodRatios: rows.ratios, positives: rows.positiveCount)
    var values: [Double] = []
    for scores in [rows.ratios, blurred(rows.ratios, seed: seed)] {
      let byLabel = try CaseControlRanking(
        scores: scores, weights: plain, prevalence: scenario.prevalence)
      let byRatio = try CaseControlRanking(
        scores: scores, weights: informed, prevalence: scenario.prevalence)
      values += [
        byLabel.averagePrecision, byRatio.averagePrecision, byLabel.areaUnderROC,
        byRatio.areaUnderROC,
      ]
    }
    return values + (try regrets(seed: seed, jobs: jobs))
  }

  private func blurred(_ ratios: [Double], seed: UInt64) -> [Double] {
    let stream = CounterStream(seed: seed, purpose: .design, scenario: type(of: scenario).number)
    var noise = [Double](repeating: 0, count: 2 * ratios.count)
    let numbers = (0..<UInt64(ratios.count)).map { $0 }
    var target = noise.mutableSpan
    stream.normals(rows: numbers.span, perRow: 2, firstBlock: 1, into: &target)
    return ratios.indices.map { ratios[$0] + 3 * noise[2 * $0] }
  }

  /// Log-loss regret, Brier regret and calibration error of the flattened truth on rows as they come.
  private func regrets(seed: UInt64, jobs: Int) throws -> [Double] {
    let rows = try DrawPlan(
      scenario: scenario, rows: naturalRows, seed: seed, purpose: .test
    ).generate(jobs: jobs).withTrueLabels
    guard let posterior = rows.oracle?.posterior else { return [] }
    let prevalence = Double(rows.positiveCount) / Double(rows.rowCount)
    let flattened = posterior.map { Self.flattened($0, prevalence: prevalence) }
    let model = try ProbabilityScores(
      probabilities: flattened, labels: rows.labels, posterior: posterior)
    let truth = try ProbabilityScores(
      probabilities: posterior, labels: rows.labels, posterior: posterior)
    let bins = try Reliability.equalMassBins(probabilities: flattened, labels: rows.labels)
    let calibration = try TrueCalibration(probabilities: flattened, posterior: posterior)
    return [
      model.logLoss - truth.logLoss, model.logLossRegret ?? .nan, model.brier - truth.brier,
      model.brierRegret ?? .nan, Reliability.expectedCalibrationError(bins) ?? .nan,
      calibration.error,
    ]
  }

  /// The posterior that 0.7 of the log-likelihood ratio gives.
  static func flattened(_ posterior: Double, prevalence: Double) -> Double {
    let odds = PortableMath.log(prevalence) - PortableMath.log(1 - prevalence)
    let logit =
      PortableMath.log(max(posterior, 1e-300)) - PortableMath.log(max(1 - posterior, 1e-17))
    return PortableMath.sigmoid(0.7 * (logit - odds) + odds)
  }
}
