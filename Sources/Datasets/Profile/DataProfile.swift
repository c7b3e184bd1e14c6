internal import Synchronization

/// What a data set is like, and what in it would make results too good or too uncertain.
///
/// The split is the one that a suite would make of replicate 0. Everything is a function of the
/// rows and the split, the same for any number of threads.
public struct DataProfile: Sendable {
  /// One part of the split.
  public struct Part: Equatable, Sendable {
    /// `training`, `validation` or `test`.
    public let name: String
    /// The number of rows.
    public let rows: Int
    /// The number of positive rows.
    public let positives: Int
    /// Rows with the same features as some training row; 0 for the training part itself.
    public let rowsSharedWithTraining: Int
    /// Entities that have rows in the training part too; 0 without entities.
    public let entitiesSharedWithTraining: Int
  }

  /// Some rows that follow one another in time.
  public struct Period: Equatable, Sendable {
    /// Days from the first row of the data set to the period's beginning and end.
    public let days: Range<Double>
    /// The number of rows.
    public let rows: Int
    /// The number of positive rows.
    public let positives: Int
  }

  /// The number of rows.
  public let rows: Int
  /// The number of positive rows.
  public let positives: Int
  /// Rows that occur more than once.
  public let duplicates: DuplicateRows
  /// The features, in their order.
  public let features: [FeatureProfile]
  /// Equal stretches of time; empty without times, or if all rows have the same.
  public let periods: [Period]
  /// The number of entities; `nil` without.
  public let entityCount: Int?
  /// How rows are split.
  public let basis: SplitPlan.Basis
  /// The parts of the split; empty if the rows cannot be split.
  public let parts: [Part]
  /// Why the rows cannot be split.
  public let splitFailure: String?

  /// The profile of `dataset`.
  ///
  /// - Parameters:
  ///   - dataset: The rows; at least one.
  ///   - seed: The seed of the split.
  ///   - threads: The number of threads.
  public init(of dataset: Dataset, seed: UInt64 = 1, threads: Int = 1) {
    let attributes = dataset.attributes
    basis = attributes.times != nil ? .time : attributes.entities != nil ? .entity : .random
    rows = dataset.rowCount
    positives = dataset.positiveCount
    duplicates = DuplicateRows(in: dataset, threads: threads)
    periods = attributes.times.map { Self.periods($0, labels: dataset.labels) } ?? []
    entityCount = attributes.entities.map { Set($0).count }
    var split: DataSplit?
    do throws(SplitError) {
      split = try SplitPlan(fractions: .standard, basis: basis).split(
        dataset, seed: seed, replicate: 0)
      splitFailure = nil
    } catch {
      splitFailure = error.description
    }
    parts = split.map { Self.parts(dataset, $0) } ?? []
    let partOfRow = split.map { $0.partOfRow(count: dataset.rowCount) }
    let profiles = Mutex([FeatureProfile?](repeating: nil, count: dataset.featureCount))
    inParallel(count: dataset.featureCount, jobs: threads) { feature in
      let profile = FeatureProfile(dataset, feature: feature, partOfRow: partOfRow)
      profiles.withLock { $0[feature] = profile }
    }
    features = profiles.withLock { $0 }.compactMap { $0 }
  }

  /// The share of positive rows.
  public var prevalence: Double { Double(positives) / Double(rows) }

  private static func periods(_ times: [Double], labels: [UInt8]) -> [Period] {
    guard let first = times.min(), let last = times.max(), last > first else { return [] }
    let count = 20
    let width = (last - first) / Double(count)
    var rows = [Int](repeating: 0, count: count)
    var positives = rows
    for (time, label) in zip(times, labels) {
      let period = min(count - 1, Int((time - first) / width))
      rows[period] += 1
      positives[period] += Int(label)
    }
    return (0..<count).map {
      Period(
        days: Double($0) * width..<Double($0 + 1) * width, rows: rows[$0], positives: positives[$0])
    }
  }

  private static func parts(_ dataset: Dataset, _ split: DataSplit) -> [Part] {
    let keys = RowSource.stored(dataset).rowHashes()
    let training = Set(split.training.map { keys[$0] >> 1 })
    let entities = dataset.attributes.entities
    let trainingEntities = entities.map { entities in Set(split.training.map { entities[$0] }) }
    return [("training", split.training), ("validation", split.validation), ("test", split.test)]
      .map { name, rows in
        let isTraining = name == "training"
        let own = entities.map { entities in Set(rows.map { entities[$0] }) } ?? []
        return Part(
          name: name, rows: rows.count,
          positives: rows.reduce(0) { $0 + Int(dataset.labels[$1]) },
          rowsSharedWithTraining: isTraining ? 0 : rows.count { training.contains(keys[$0] >> 1) },
          entitiesSharedWithTraining: isTraining
            ? 0 : trainingEntities.map { own.intersection($0).count } ?? 0)
      }
  }
}

extension DataSplit {
  /// For each of `count` rows its part: 0 training, 1 validation, 2 test, 3 none.
  fileprivate func partOfRow(count: Int) -> [UInt8] {
    var parts = [UInt8](repeating: 3, count: count)
    for (part, rows) in [training, validation, test].enumerated() {
      for row in rows { parts[row] = UInt8(part) }
    }
    return parts
  }
}
