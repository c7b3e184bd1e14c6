internal import CounterRandom
internal import Datasets
internal import Foundation
public import Results
internal import Training

/// A data set of a suite, ready to hand out replicates.
public struct PreparedDataset: Sendable {
  /// The three parts of one replicate; of features in memory, only those that are still needed.
  struct Parts: Sendable {
    /// What models are trained on, with the labels that are seen.
    var trainingRows: RowSource
    /// What configurations, epochs and thresholds are chosen on, with the labels that are seen.
    var validationRows: RowSource
    /// What results are measured on, with true labels.
    var testRows: RowSource

    /// The training part; without features where they are not in memory.
    var training: Dataset { trainingRows.facts }
    /// The validation part; without features where they are not in memory.
    var validation: Dataset { validationRows.facts }
    /// The test part; without features where they are not in memory.
    var test: Dataset { testRows.facts }
    /// Where the parts lie in time, for a scenario whose rows have times.
    var period: PeriodLayout?
    /// Fresh rows drawn by class, for suites that ask for them.
    var caseControl: CaseControlRows?
  }

  enum Kind: Sendable {
    case scenario(any Scenario, SuiteDataset.ScenarioDraw)
    case table(SuiteTable, SplitPlan)
  }

  /// What the report says of it. Bayes values are filled in by ``bayes(by:)``.
  public let record: DatasetRecord
  /// How features become the inputs of models.
  let encoding: EncodingOptions
  /// Identity for trial keys: everything that determines the rows of a replicate.
  let identity: String
  /// Every replicate's seed is derived from this one.
  let seed: UInt64
  let kind: Kind

  /// Reads or sets up a data set.
  ///
  /// - Throws: ``SuiteError``.
  init(_ dataset: SuiteDataset, suiteSeed: UInt64) throws(SuiteError) {
    seed = deriveSeed(from: suiteSeed, label: "data set \(dataset.id)")
    encoding = dataset.encoding
    do {
      switch dataset.source {
      case .scenario(let draw):
        let scenario = try ScenarioCatalogue.scenario(
          named: draw.name, preset: draw.preset, replacing: draw.parameters,
          prevalence: draw.prevalence)
        try encoding.validate(for: draw.warp?.columns(scenario.columns) ?? scenario.columns)
        kind = .scenario(scenario, draw)
        try Self.check(draw, of: scenario, seed: seed)
        record = try Self.record(dataset, scenario: scenario, draw: draw)
      case .file(let path, let format, let options, let split, let amount):
        let table = try format.reader(options, for: path).table(at: path)
        let rows = try amount.map { try table.dataset.worth($0) } ?? table.dataset
        try encoding.validate(for: rows.columns)
        kind = .table(.stored(rows), split)
        record = try Self.record(
          dataset, table: .stored(rows), split: split, amount: amount, seed: seed,
          provenance: Self.provenance(
            of: .stored(table.dataset), split: split, duplicates: table.duplicates,
            origin: "Imported from \(URL(filePath: path).lastPathComponent)."))
      case .folder(let path, let split, let amount):
        let folder = try DatasetFolder(path: path)
        let table = try SuiteTable(folder, amount: amount, isMapped: dataset.isMemoryMapped)
        try encoding.validate(for: table.rows.columns)
        kind = .table(table, split)
        record = try Self.record(
          dataset, table: table, split: split, amount: amount, seed: seed,
          provenance: Self.provenance(
            of: table, split: split, duplicates: DuplicateRows(in: table.rows),
            origin: folder.manifest.source
              ?? "Taken from the folder \(URL(filePath: path).lastPathComponent)."))
      }
      let order =
        TrainingOrder(rows: record.trainingRows, features: record.features) == .blocks
        ? " in blocks" : ""
      identity = "\(record.hash) \(seed)\(order)"
    } catch let error as SuiteError {
      throw error
    } catch {
      throw .unusable(place: dataset.place, reason: "\(error)")
    }
  }

  /// Whether it is known what rows are worth.
  var hasAmounts: Bool {
    switch kind {
    case .scenario(let scenario, _): scenario.hasAmounts
    case .table(let table, _): table.hasAmounts
    }
  }

  /// Whether features are drawn, or read from a file, whenever they are needed.
  var isOnDemand: Bool {
    switch kind {
    case .scenario(_, let draw): draw.isOnDemand
    case .table(.mapped, _): true
    case .table(.stored, _): false
    }
  }

  /// Whether each feature becomes one input, as far as columns tell: missing values may say
  /// otherwise.
  var isPreparedInPlace: Bool {
    let columns =
      switch kind {
      case .scenario(let scenario, _): scenario.columns
      case .table(let table, _): table.rows.columns
      }
    return encoding.logFeatures.isEmpty && columns.allSatisfy { $0.levels == nil }
  }

  /// The number of inputs that a model has, without indicators of missing values.
  var inputCount: Int {
    switch kind {
    case .scenario(let scenario, _): encoding.inputCount(of: scenario.columns)
    case .table(let table, _): encoding.inputCount(of: table.rows.columns)
    }
  }

  /// The rows of a replicate.
  ///
  /// - Parameters:
  ///   - replicate: Its number, from 0.
  ///   - jobs: Number of threads that draw rows; the rows are the same for any.
  /// - Returns: The rows.
  /// - Throws: An error that says why the rows cannot be had.
  func parts(replicate: Int, jobs: Int = 1) throws -> Parts {
    switch kind {
    case .scenario(let scenario, let draw):
      let seed = deriveSeed(from: seed, label: "replicate", UInt64(replicate))
      return try Self.parts(
        of: draw, scenario: scenario, seed: seed, logFeatures: encoding.logFeatures, jobs: jobs)
    case .table(let table, let plan):
      let split = try plan.split(table.rows, seed: seed, replicate: replicate)
      return Parts(
        trainingRows: try table.part(split.training, keeping: .labels),
        validationRows: try table.part(split.validation, keeping: .everything),
        testRows: try table.part(split.test, keeping: .everything).withTrueLabels)
    }
  }

  /// Seed of the initial weights and batch orders of a replicate: the same for all losses but for
  /// one with a seed of its own.
  func trainingSeed(replicate: Int, model: String, own: UInt64? = nil) -> UInt64 {
    let shared = deriveSeed(from: seed, label: "training \(model)", UInt64(replicate))
    return own.map { deriveSeed(from: shared, label: "loss", $0) } ?? shared
  }

  /// What a perfect learner reaches, by Monte Carlo; empty where the posterior is unknown.
  ///
  /// Where rows have times, the values are those of the test part's time.
  ///
  /// - Parameters:
  ///   - estimator: how much is drawn.
  ///   - keys: the metrics.
  /// - Returns: values by metric.
  func bayes(
    by estimator: BayesEstimator, keys: [String] = BayesValues.basicKeys
  ) -> [String: BayesValue] {
    guard case .scenario(let scenario, let draw) = kind else { return [:] }
    let layout = scenario.periodDays.flatMap { try? PeriodLayout(draw, periodDays: $0) }
    let estimates = estimator.values(of: scenario, times: layout?.testTimes ?? 0...1).estimates
    return estimates.filter { keys.contains($0.key) }.mapValues {
      BayesValue(value: $0.value, standardError: $0.standardError)
    }
  }
}
