internal import CounterRandom
internal import Datasets
internal import Foundation
public import Results
internal import Training

/// A data set of a suite, ready to hand out replicates.
public struct PreparedDataset: Sendable {
  /// The three parts of one replicate.
  struct Parts {
    /// What models are trained on, with the labels that are seen.
    let trainingRows: RowSource
    /// What configurations, epochs and thresholds are chosen on, with the labels that are seen.
    let validationRows: RowSource
    /// What results are measured on, with true labels.
    let testRows: RowSource

    /// The training part; without features where rows are drawn on demand.
    var training: Dataset { trainingRows.facts }
    /// The validation part; without features where rows are drawn on demand.
    var validation: Dataset { validationRows.facts }
    /// The test part; without features where rows are drawn on demand.
    var test: Dataset { testRows.facts }
    /// Where the parts lie in time, for a scenario whose rows have times.
    var period: PeriodLayout?
    /// Fresh rows drawn by class, for suites that ask for them.
    var caseControl: CaseControlRows?
  }

  enum Kind: Sendable {
    case scenario(any Scenario, SuiteDataset.ScenarioDraw)
    case table(Dataset, SplitPlan)
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
        kind = .table(rows, split)
        record = try Self.record(
          dataset, table: rows, split: split, amount: amount, seed: seed,
          provenance: Self.provenance(
            of: table.dataset, split: split, duplicates: table.duplicates,
            origin: "Imported from \(URL(filePath: path).lastPathComponent)."))
      case .folder(let path, let split, let amount):
        let folder = try DatasetFolder(path: path)
        var table = try folder.read()
        if let amount { table = try table.worth(amount) }
        try encoding.validate(for: table.columns)
        kind = .table(table, split)
        record = try Self.record(
          dataset, table: table, split: split, amount: amount, seed: seed,
          provenance: Self.provenance(
            of: table, split: split, duplicates: DuplicateRows(in: table),
            origin: folder.manifest.source
              ?? "Taken from the folder \(URL(filePath: path).lastPathComponent)."))
      }
      let order =
        record.trainingRows > TrainingOrder.listLimit ? " in keyed order" : ""
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
    case .table(let table, _): table.amounts != nil
    }
  }

  /// Whether features are drawn whenever they are needed.
  var isOnDemand: Bool {
    switch kind {
    case .scenario(_, let draw): draw.isOnDemand
    case .table: false
    }
  }

  /// The number of inputs that a model has, without indicators of missing values.
  var inputCount: Int {
    switch kind {
    case .scenario(let scenario, _): encoding.inputCount(of: scenario.columns)
    case .table(let table, _): encoding.inputCount(of: table.columns)
    }
  }

  /// The rows of a replicate.
  func parts(replicate: Int) throws -> Parts {
    switch kind {
    case .scenario(let scenario, let draw):
      let seed = deriveSeed(from: seed, label: "replicate", UInt64(replicate))
      return try Self.parts(of: draw, scenario: scenario, seed: seed)
    case .table(let table, let plan):
      let split = try plan.split(table, seed: seed, replicate: replicate)
      return Parts(
        trainingRows: .stored(table.rows(at: split.training)),
        validationRows: .stored(table.rows(at: split.validation)),
        testRows: .stored(table.rows(at: split.test).withTrueLabels))
    }
  }

  /// Seed of the initial weights and batch orders of a replicate: the same for all losses.
  func trainingSeed(replicate: Int, model: String) -> UInt64 {
    deriveSeed(from: seed, label: "training \(model)", UInt64(replicate))
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
