internal import CounterRandom
internal import Datasets
internal import Foundation
public import Results

/// A data set of a suite, ready to hand out replicates.
public struct PreparedDataset: Sendable {
  /// The three parts of one replicate.
  struct Parts {
    let training: Dataset
    let validation: Dataset
    let test: Dataset
    /// Fresh rows drawn by class, for suites that ask for them.
    var caseControl: CaseControlRows?
  }

  enum Kind: Sendable {
    case scenario(any Scenario, SuiteDataset.Rows)
    case table(Dataset, SplitFractions)
  }

  /// What the report says of it. Bayes values are filled in by ``bayes(by:)``.
  public let record: DatasetRecord
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
    do {
      switch dataset.source {
      case .scenario(let name, let preset, let prevalence, let rows):
        let scenario = try ScenarioCatalogue.scenario(
          named: name, preset: preset, prevalence: prevalence)
        kind = .scenario(scenario, rows)
        record = try Self.record(dataset, scenario: scenario, rows: rows)
      case .csv(let path, let importer, let fractions, let amount):
        let table = try importer.table(at: path)
        let rows = try amount.map { try table.dataset.worth($0) } ?? table.dataset
        kind = .table(rows, fractions)
        record = try Self.record(
          dataset, table: rows, fractions: fractions, amount: amount, seed: seed,
          provenance: Self.provenance(
            of: table.dataset, duplicates: table.duplicates,
            origin: "Imported from \(URL(filePath: path).lastPathComponent)."))
      case .folder(let path, let fractions, let amount):
        let folder = try DatasetFolder(path: path)
        var table = try folder.read()
        if let amount { table = try table.worth(amount) }
        kind = .table(table, fractions)
        record = try Self.record(
          dataset, table: table, fractions: fractions, amount: amount, seed: seed,
          provenance: Self.provenance(
            of: table, duplicates: DuplicateRows(in: table),
            origin: folder.manifest.source
              ?? "Taken from the folder \(URL(filePath: path).lastPathComponent)."))
      }
      identity = "\(record.hash) \(seed)"
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

  /// The rows of a replicate.
  func parts(replicate: Int) throws -> Parts {
    switch kind {
    case .scenario(let scenario, let rows):
      let seed = deriveSeed(from: seed, label: "replicate", UInt64(replicate))
      func part(_ purpose: Purpose, _ rows: Int) throws -> Dataset {
        try DrawPlan(scenario: scenario, rows: rows, seed: seed, purpose: purpose).generate()
      }
      return Parts(
        training: try part(.training, rows.training),
        validation: try part(.validation, rows.validation),
        test: try part(.test, rows.test))
    case .table(let table, let fractions):
      let split = try StratifiedSplit(
        labels: table.labels, fractions: fractions, seed: seed, replicate: replicate)
      return Parts(
        training: table.rows(at: split.training), validation: table.rows(at: split.validation),
        test: table.rows(at: split.test))
    }
  }

  /// Seed of the initial weights and batch orders of a replicate: the same for all losses.
  func trainingSeed(replicate: Int, model: String) -> UInt64 {
    deriveSeed(from: seed, label: "training \(model)", UInt64(replicate))
  }

  /// What a perfect learner reaches, by Monte Carlo; empty where the posterior is unknown.
  ///
  /// - Parameters:
  ///   - estimator: how much is drawn.
  ///   - keys: the metrics.
  /// - Returns: values by key.
  func bayes(
    by estimator: BayesEstimator, keys: [String] = BayesValues.basicKeys
  ) -> [String: BayesValue] {
    guard case .scenario(let scenario, _) = kind else { return [:] }
    let estimates = estimator.values(of: scenario).estimates
    return estimates.filter { keys.contains($0.key) }.mapValues {
      BayesValue(value: $0.value, standardError: $0.standardError)
    }
  }
}
