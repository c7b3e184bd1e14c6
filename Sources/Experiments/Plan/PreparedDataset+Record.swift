internal import CounterRandom
internal import Datasets
internal import Foundation
internal import Results

extension PreparedDataset {
  /// The parameters of a scenario that determine its rows, for hashing.
  ///
  /// What is absent is as it was before there was a choice, so that earlier results stay valid.
  private struct ScenarioIdentity: Encodable {
    let schemeVersion: Int
    let scenario: String
    let parameters: [ScenarioParameter]
    let prevalence: Double
    /// Absent for what data sets of different sizes have in common.
    var rows: SuiteDataset.Rows?
    var warp: String?
    var gapDays: Double?
    var labelDelayDays: Double?
    var encoding: EncodingOptions?
  }

  /// The content of a table and how it is split, for hashing.
  private struct TableIdentity: Encodable {
    let content: String
    let fractions: SplitFractions
    /// The column of amounts; absent where there is none.
    let amount: String?
    /// Levels and attributes; absent where there are none.
    var attributes: String?
    /// Absent for a random split of single rows.
    var split: SplitPlan?
    var encoding: EncodingOptions?
  }

  static func record(
    _ dataset: SuiteDataset, scenario: any Scenario, draw: SuiteDataset.ScenarioDraw
  ) throws -> DatasetRecord {
    let name = type(of: scenario).name
    let rows = draw.rows
    func positives(_ rows: Int) -> Int { Int((scenario.prevalence * Double(rows)).rounded()) }
    var identity = ScenarioIdentity(
      schemeVersion: Int(CounterStream.schemeVersion), scenario: name,
      parameters: scenario.parameters.all, prevalence: scenario.prevalence, rows: rows)
    identity.warp = draw.warp.map { type(of: $0).name }
    identity.gapDays = draw.gapDays > 0 ? draw.gapDays : nil
    identity.labelDelayDays = draw.labelDelayDays > 0 ? draw.labelDelayDays : nil
    identity.encoding = dataset.encoding == .standard ? nil : dataset.encoding
    let hash = try CanonicalJSON.hash(identity)
    identity.rows = nil
    let title = title(of: scenario, warp: draw.warp)
    var record = DatasetRecord(
      id: dataset.id, title: dataset.title ?? title,
      design: .independentDraws,
      trainingRows: rows.training, trainingPositives: positives(rows.training),
      validationRows: rows.validation, validationPositives: positives(rows.validation),
      testRows: rows.test, testPositives: positives(rows.test),
      features: scenario.featureCount, typologies: scenario.typologyNames, bayes: [:],
      provenance: provenance(of: scenario, draw: draw), hash: hash)
    // Along a period, other numbers of rows also put the parts at other times.
    if scenario.periodDays == nil {
      record.family = DatasetFamily(hash: try CanonicalJSON.hash(identity), title: title)
    }
    return record
  }

  /// "typologies, rotation (hard preset, 0.1 % fraud)".
  private static func title(of scenario: any Scenario, warp: (any Warp)?) -> String {
    let name = type(of: scenario).name + (warp.map { ", \(type(of: $0).name)" } ?? "")
    return "\(name) (\(scenario.preset) preset, \(percent(scenario.prevalence)) fraud)"
  }

  static func record(
    _ dataset: SuiteDataset, table: SuiteTable, split plan: SplitPlan, amount: String?,
    seed: UInt64, provenance: String
  ) throws -> DatasetRecord {
    guard table.facts.attributes.weights == nil || dataset.ignoresWeights else {
      throw TableError.weights(dataset: dataset.id)
    }
    // A split that cannot be made is told before anything is trained.
    for origin in 1..<max(plan.origins, 2) where plan.basis == .time && plan.origins > 1 {
      _ = try plan.split(table.rows, seed: seed, replicate: origin)
    }
    let split = try plan.split(table.rows, seed: seed, replicate: 0)
    func positives(_ rows: [Int], _ labels: [UInt8]) -> Int {
      rows.reduce(0) { $0 + Int(labels[$1]) }
    }
    var identity = TableIdentity(
      content: table.contentHash(), fractions: plan.fractions, amount: amount)
    identity.attributes = try table.attributeHash(includingAmounts: amount == nil)
    identity.split = plan == SplitPlan(fractions: plan.fractions) ? nil : plan
    identity.encoding = dataset.encoding == .standard ? nil : dataset.encoding
    return DatasetRecord(
      id: dataset.id, title: dataset.title ?? dataset.id, design: plan.design,
      trainingRows: split.training.count,
      trainingPositives: positives(split.training, table.facts.labels),
      validationRows: split.validation.count,
      validationPositives: positives(split.validation, table.facts.labels),
      testRows: split.test.count,
      testPositives: positives(split.test, try table.trueLabels()),
      features: table.rows.columns.count, typologies: [], bayes: [:], provenance: provenance,
      hash: try CanonicalJSON.hash(identity))
  }
}

/// A share in per cent, without the noise of a product in binary: 0.001 is "0.1 %".
private func percent(_ share: Double) -> String {
  let rounded = (share * 1e8).rounded() / 1e6
  let text = "\(rounded)"
  return (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " %"
}

/// Why a table cannot be used in a suite.
enum TableError: Error, Equatable, CustomStringConvertible {
  /// Rows have weights, and nothing takes them.
  case weights(dataset: String)

  var description: String {
    switch self {
    case .weights(let dataset):
      """
      The rows of \(dataset) have weights, and neither losses nor metrics take weights yet. Say \
      "weights: ignore" to train and test on the rows as they are, each counting once.
      """
    }
  }
}

extension SplitPlan {
  /// How replicates come about, which decides the tests that are valid.
  var design: DatasetRecord.Design {
    switch basis {
    case .random, .entity: .resampledSplits
    case .time: origins == 1 ? .fixedSplit : .rollingOrigins
    }
  }
}
