internal import CounterRandom
internal import Datasets
internal import Foundation
internal import Hashing
internal import Results

extension PreparedDataset {
  /// The parameters of a scenario that determine its rows, for hashing.
  private struct ScenarioIdentity: Encodable {
    let schemeVersion: Int
    let scenario: String
    let parameters: [ScenarioParameter]
    let prevalence: Double
    let rows: SuiteDataset.Rows
  }

  /// The content of a table and how it is split, for hashing.
  private struct TableIdentity: Encodable {
    let content: String
    let fractions: SplitFractions
    /// The column of amounts; absent where there is none.
    let amount: String?
  }

  static func record(
    _ dataset: SuiteDataset, scenario: any Scenario, rows: SuiteDataset.Rows
  ) throws -> DatasetRecord {
    let name = type(of: scenario).name
    func positives(_ rows: Int) -> Int { Int((scenario.prevalence * Double(rows)).rounded()) }
    let parameters = scenario.parameters.all.map { parameter in
      "\(parameter.name) \(parameter.values.map { "\($0)" }.joined(separator: " "))"
    }
    return DatasetRecord(
      id: dataset.id,
      title: dataset.title
        ?? "\(name) (\(scenario.preset) preset, \(percent(scenario.prevalence)) fraud)",
      design: .independentDraws,
      trainingRows: rows.training, trainingPositives: positives(rows.training),
      validationRows: rows.validation, validationPositives: positives(rows.validation),
      testRows: rows.test, testPositives: positives(rows.test),
      features: scenario.featureCount, typologies: scenario.typologyNames, bayes: [:],
      provenance: """
        Synthetic; no row stands for a person. Scenario \(name), preset \(scenario.preset): \
        \(parameters.joined(separator: "; ")). Rows are independent draws and carry no history.
        """,
      hash: try CanonicalJSON.hash(
        ScenarioIdentity(
          schemeVersion: Int(CounterStream.schemeVersion), scenario: name,
          parameters: scenario.parameters.all, prevalence: scenario.prevalence, rows: rows)))
  }

  static func record(
    _ dataset: SuiteDataset, table: Dataset, fractions: SplitFractions, amount: String?,
    seed: UInt64, provenance: String
  ) throws -> DatasetRecord {
    let split = try StratifiedSplit(
      labels: table.labels, fractions: fractions, seed: seed, replicate: 0)
    func positives(_ rows: [Int]) -> Int { rows.reduce(0) { $0 + Int(table.labels[$1]) } }
    return DatasetRecord(
      id: dataset.id, title: dataset.title ?? dataset.id, design: .resampledSplits,
      trainingRows: split.training.count, trainingPositives: positives(split.training),
      validationRows: split.validation.count, validationPositives: positives(split.validation),
      testRows: split.test.count, testPositives: positives(split.test),
      features: table.featureCount, typologies: [], bayes: [:], provenance: provenance,
      hash: try CanonicalJSON.hash(
        TableIdentity(content: table.contentHash, fractions: fractions, amount: amount)))
  }

  /// What a reader must know of rows that are split, not drawn.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - duplicates: how many of them repeat another.
  ///   - origin: where they come from, in a sentence.
  /// - Returns: a few sentences.
  static func provenance(
    of table: Dataset, duplicates: DuplicateRows, origin: String
  ) -> String {
    var sentences = [
      "\(origin) \(table.rowCount) rows, \(table.positiveCount) of them positive."
    ]
    if duplicates.exact > 0 {
      sentences.append(
        """
        \(duplicates.exact) rows repeat an earlier row; a repeated row can stand in training and in \
        test, which flatters every learner alike.
        """)
    }
    return sentences.joined(separator: " ")
  }
}

/// A share in per cent, without the noise of a product in binary: 0.001 is "0.1 %".
private func percent(_ share: Double) -> String {
  let rounded = (share * 1e8).rounded() / 1e6
  let text = "\(rounded)"
  return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " %"
}

extension Dataset {
  /// SHA-256 of column names, labels and feature bytes, in hexadecimal.
  var contentHash: String {
    var hash = SHA256()
    hash.update(Array("\(featureNames)".utf8).span)
    hash.update(labels.span)
    hash.update(features.span)
    return hash.hexadecimal()
  }
}
