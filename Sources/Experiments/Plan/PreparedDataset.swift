internal import CounterRandom
internal import Datasets
public import Foundation
public import Results

/// A data set of a suite, ready to hand out replicates.
public struct PreparedDataset: Sendable {
  /// The three parts of one replicate.
  struct Parts {
    let training: Dataset
    let validation: Dataset
    let test: Dataset
  }

  private enum Kind: Sendable {
    case scenario(ScenarioDraw)
    case table(Dataset, SuiteDataset.Shares)
  }

  /// What the generator needs to draw a replicate.
  private struct ScenarioDraw: Sendable {
    let scenario: any Scenario
    let prevalence: Double
    let rows: SuiteDataset.Rows
  }

  /// What the report says of it. Bayes values are filled in by ``bayes()``.
  public let record: DatasetRecord
  /// Identity for trial keys: everything that determines the rows of a replicate.
  let identity: String
  /// Every replicate's seed is derived from this one.
  let seed: UInt64
  private let kind: Kind

  /// Reads or sets up a data set.
  ///
  /// - Throws: ``SuiteError``.
  init(_ dataset: SuiteDataset, suiteSeed: UInt64) throws(SuiteError) {
    seed = deriveSeed(from: suiteSeed, label: "dataset \(dataset.id)")
    do {
      switch dataset.source {
      case .scenario(let name, let preset, let prevalence, let rows):
        let scenario = try ScenarioCatalogue.make(name, preset: preset)
        kind = .scenario(ScenarioDraw(scenario: scenario, prevalence: prevalence, rows: rows))
        (record, identity) = try Self.describe(
          dataset, scenario: scenario, preset: preset, prevalence: prevalence, rows: rows)
      case .csv(let path, let label, let positive, let delimiter, let shares):
        var options = CSVImportOptions(label: label)
        options.positiveValue = positive
        options.delimiter = Self.delimiter(delimiter)
        let table = try CSVImporter.read(URL(filePath: path), options: options)
        kind = .table(table.dataset, shares)
        (record, identity) = try Self.describe(
          dataset, table: table.dataset, hash: table.fileHash, shares: shares,
          origin: "the file \(URL(filePath: path).lastPathComponent)", seed: seed)
      case .folder(let path, let shares):
        let folder = try DatasetFolder.read(URL(filePath: path))
        kind = .table(folder.dataset, shares)
        (record, identity) = try Self.describe(
          dataset, table: folder.dataset, hash: folder.manifest.contentHash, shares: shares,
          origin: "the data set folder \(URL(filePath: path).lastPathComponent)", seed: seed)
      }
    } catch let error as SuiteError {
      throw error
    } catch {
      throw .unusable(place: dataset.place, reason: "\(error)")
    }
  }

  private static func delimiter(_ name: String) -> CSVDelimiter {
    switch name {
    case ";": .semicolon
    case "tab": .tab
    default: .comma
    }
  }

  /// The rows of a replicate.
  func parts(replicate: Int) throws -> Parts {
    switch kind {
    case .scenario(let draw):
      let seed = deriveSeed(from: seed, label: "replicate \(replicate)")
      func part(_ purpose: RowPurpose, _ rows: Int) throws -> Dataset {
        try DrawPlan(
          scenario: draw.scenario, rows: rows, prevalence: draw.prevalence, seed: seed,
          purpose: purpose
        ).generate()
      }
      return Parts(
        training: try part(.training, draw.rows.training),
        validation: try part(.validation, draw.rows.validation),
        test: try part(.test, draw.rows.test))
    case .table(let table, let shares):
      let split = try StratifiedSplit(
        labels: table.labels, shares: shares, seed: seed, replicate: replicate)
      return Parts(
        training: table.rows(at: split.training), validation: table.rows(at: split.validation),
        test: table.rows(at: split.test))
    }
  }

  /// Rows that one replicate trains on, for estimates of time.
  var trainingRows: Int { record.trainingRows }

  /// What a perfect learner reaches, by Monte Carlo; empty where the posterior is unknown.
  func bayes() throws -> [String: BayesValue] {
    guard case .scenario(let draw) = kind else { return [:] }
    let estimate = try BayesEstimator().estimate(draw.scenario, prevalence: draw.prevalence)
    return estimate.mapValues { BayesValue(value: $0.value, standardError: $0.standardError) }
  }
}

extension PreparedDataset {
  /// Seed of the initial weights and batch orders of a replicate: the same for all losses.
  func trainingSeed(replicate: Int, model: String) -> UInt64 {
    deriveSeed(from: seed, label: "training \(model) \(replicate)")
  }
}
