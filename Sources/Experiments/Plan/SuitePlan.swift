internal import Datasets
internal import Losses
public import Results
internal import Training

/// A suite broken into trials, each with its key, grouped into units that train together.
public struct SuitePlan: Sendable {
  /// The trials of one replicate and one model that are trained on the same batches: one for each
  /// loss, but that losses with seeds of their own have units of their own.
  struct Unit: Sendable {
    let dataset: Int
    let replicate: Int
    let model: Int
    /// The trials still to be run.
    var trials: [UnitTrial]
    /// Estimated cost in multiply–adds of all its configurations and epochs.
    var cost: Double
  }

  /// One trial to be run.
  struct UnitTrial: Sendable {
    let key: String
    let loss: Int
    let tuning: TuningPlan
    let seed: UInt64
  }

  /// The suite.
  public let suite: Suite
  /// The files of the plug-ins that its losses come from, as the user gave them.
  public var plugins: [String] = []
  /// Its data sets, ready to hand out replicates.
  public let datasets: [PreparedDataset]
  /// All units, replicate by replicate, the costliest model of a replicate first.
  var units: [Unit]
  /// Which part of a larger plan this is; `nil` for a whole plan.
  var shard: ShardRecord?

  /// Reads the data sets and derives every trial's key.
  ///
  /// - Throws: ``SuiteError`` when a data set cannot be used.
  public init(_ suite: Suite) throws { try self.init(suite, replicates: nil) }

  /// Plans some of the replicates, also beyond those of the suite; all of the suite's for `nil`.
  init(_ suite: Suite, replicates: Range<Int>?) throws {
    var datasets: [PreparedDataset] = []
    for dataset in suite.datasets {
      datasets.append(try PreparedDataset(dataset, suiteSeed: suite.seed))
    }
    try self.init(suite, datasets: datasets, replicates: replicates)
  }

  /// Derives every trial's key.
  init(
    _ suite: Suite, datasets: [PreparedDataset], replicates: Range<Int>? = nil
  ) throws {
    self.suite = suite
    self.datasets = datasets
    var units: [Unit] = []
    for (index, dataset) in datasets.enumerated() {
      let counts = suite.models.map { suite.replicates(of: suite.datasets[index], $0) }
      for replicate in replicates ?? 0..<(counts.max() ?? 0) {
        var group: [Unit] = []
        for model in suite.models.indices where replicates != nil || replicate < counts[model] {
          group += try Self.units(
            suite, dataset: dataset, index: index, replicate: replicate, model: model)
        }
        units += group.sorted { $0.cost > $1.cost }
      }
    }
    self.units = units
    try checkOrigins()
    try checkAmounts()
    try checkMemory()
  }

  /// Refuses more replicates than there are windows of time: a window that came twice would count
  /// as new evidence.
  private func checkOrigins() throws(SuiteError) {
    for dataset in suite.datasets {
      guard let split = dataset.split, split.basis == .time, split.origins > 1,
        split.origins < suite.replicates
      else { continue }
      throw .unusable(
        place: dataset.place,
        reason: """
          \(dataset.id) has windows of time for \(split.origins) origins, and the suite asks for \
          \(suite.replicates) replicates, each of which takes one. Ask for at most \
          \(split.origins) replicates, or for as many origins.
          """)
    }
  }

  /// Refuses losses that need to know what rows are worth on data that do not tell.
  private func checkAmounts() throws(SuiteError) {
    for (dataset, prepared) in zip(suite.datasets, datasets) where !prepared.hasAmounts {
      guard let loss = suite.losses.first(where: { $0.profile.properties.needsAmounts }) else {
        continue
      }
      throw .unusable(
        place: dataset.place,
        reason: """
          the loss \(loss.id) needs to know what each row is worth, and \(dataset.id) does not \
          say. Name the column of an imported data set that does, as in "amount: price", or leave \
          the loss out.
          """)
    }
  }

  /// The units of one replicate and one model, one for each seed among the losses.
  private static func units(
    _ suite: Suite, dataset: PreparedDataset, index: Int, replicate: Int, model: Int
  ) throws -> [Unit] {
    var seeds: [UInt64?] = []
    for loss in suite.losses where !seeds.contains(loss.seed) { seeds.append(loss.seed) }
    return try seeds.map { seed in
      try unit(
        suite, dataset: dataset, index: index, replicate: replicate, model: model, lossSeed: seed)
    }
  }

  private static func unit(
    _ suite: Suite, dataset: PreparedDataset, index: Int, replicate: Int, model: Int,
    lossSeed: UInt64?
  ) throws -> Unit {
    let spec = suite.models[model]
    let seed = dataset.trainingSeed(
      replicate: replicate, model: spec.kind.rawValue, own: lossSeed)
    var trials: [UnitTrial] = []
    for (loss, entry) in suite.losses.enumerated() where entry.seed == lossSeed {
      let tuning = TuningPlan(entry, model: spec, count: suite.configurations)
      let identity = TrialIdentity(
        datasetIdentity: dataset.identity, replicate: replicate, seed: seed, model: spec,
        loss: entry, plan: tuning, selectionMetric: suite.selectionMetric, truth: suite.truth,
        isBrief: suite.errorRates != nil)
      trials.append(
        UnitTrial(key: try identity.key(), loss: loss, tuning: tuning, seed: seed))
    }
    return Unit(
      dataset: index, replicate: replicate, model: model, trials: trials,
      cost: spec.training.costPerRow(features: dataset.record.features)
        * Double(dataset.record.trainingRows) * Double(trials.count * suite.configurations))
  }

  /// Every trial's place and key.
  public var trials: [PlannedTrial] {
    units.flatMap { unit in
      unit.trials.map { trial in
        PlannedTrial(
          key: trial.key, dataset: datasets[unit.dataset].record.id,
          model: suite.models[unit.model].id, loss: suite.losses[trial.loss].id,
          replicate: unit.replicate)
      }
    }
  }

  /// What the report says of the suite.
  public var record: SuiteRecord {
    var record = SuiteRecord(
      name: suite.name, title: suite.title, path: suite.path, fileHash: suite.fileHash,
      version: LopsidedVersion.current, replicates: suite.replicates, seed: suite.seed,
      selectionMetric: suite.selectionMetric, reference: suite.reference,
      configurations: suite.configurations, practicalEquivalence: suite.practicalEquivalence,
      losses: suite.losses.map { $0.record(configurations: suite.configurations) },
      models: suite.models.map(\.record),
      datasets: datasets.map(\.record).toldApart)
    record.plugins = plugins.isEmpty ? nil : plugins
    record.sequential = suite.sequential
    record.errorRates = suite.errorRates
    record.reportsKnownEffects = suite.reportsKnownEffects ? true : nil
    record.shard = shard
    return record
  }
}

/// The version of Lopsided.
public enum LopsidedVersion {
  /// Semantic version of this source tree.
  public static let current = "0.1.0"
}
