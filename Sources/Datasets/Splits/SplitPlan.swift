/// How the rows of a data set are divided into training, validation and test.
public struct SplitPlan: Codable, Equatable, Sendable {
  /// What decides the part of a row.
  public enum Basis: String, Codable, CaseIterable, Sendable {
    /// Chance, with the same share of positives in each part; see ``StratifiedSplit``.
    case random
    /// When the row happened: training, then validation, then test; see ``TimeSplit``.
    case time
    /// Chance, all rows of an entity together; see ``GroupedSplit``.
    case entity
  }

  /// The shares of the parts.
  public var fractions: SplitFractions
  /// What decides the part of a row.
  public var basis: Basis
  /// Days between parts that are left out; by time only.
  public var gapDays = 0.0
  /// Days until a row's label is known; by time only.
  public var labelDelayDays = 0.0
  /// Windows of the whole period, each split by itself, that replicates take in turn; by time only.
  public var origins = 1
  /// Whether rows with equal features stand in the same part; not by time.
  public var keepsDuplicatesTogether = false

  /// Random, six, two and two tenths.
  public static let standard = SplitPlan(fractions: .standard)

  /// Shares, divided at random unless stated otherwise.
  public init(fractions: SplitFractions, basis: Basis = .random) {
    self.fractions = fractions
    self.basis = basis
  }

  /// One replicate's split of a data set: the same on every machine.
  ///
  /// - Parameters:
  ///   - dataset: The rows.
  ///   - seed: The seed of all replicates.
  ///   - replicate: The number of the replicate, from 0.
  ///
  /// - Returns: The rows of each part.
  ///
  /// - Throws: ``SplitError`` when the rows lack what the split goes by, or a part would lack a
  ///   class.
  public func split(
    _ dataset: Dataset, seed: UInt64, replicate: Int
  ) throws(SplitError) -> DataSplit {
    try split(.stored(dataset), seed: seed, replicate: replicate)
  }

  /// One replicate's split of rows whose features need not be in memory.
  ///
  /// - Parameters:
  ///   - rows: All rows of the data set.
  ///   - seed: The seed of all replicates.
  ///   - replicate: The number of the replicate, from 0.
  ///
  /// - Returns: The rows of each part.
  ///
  /// - Throws: ``SplitError`` when the rows lack what the split goes by, or a part would lack a
  ///   class.
  public func split(
    _ rows: RowSource, seed: UInt64, replicate: Int
  ) throws(SplitError) -> DataSplit {
    let dataset = rows.facts
    switch basis {
    case .random where !keepsDuplicatesTogether:
      let split = try StratifiedSplit(
        labels: dataset.labels, fractions: fractions, seed: seed, replicate: replicate)
      return DataSplit(
        training: split.training, validation: split.validation, test: split.test)
    case .random, .entity:
      var groups = RowGroups(rows: dataset.rowCount)
      if basis == .entity {
        guard let entities = dataset.attributes.entities else { throw .noEntities }
        groups.join(rowsWithEqual: entities)
      }
      if keepsDuplicatesTogether {
        groups.join(rowsWithEqual: rows.rowHashes().map { $0 >> 1 })
      }
      return try GroupedSplit(
        labels: dataset.labels, groups: groups.numbers(), noun: basis == .entity ? .entity : .row,
        fractions: fractions, seed: seed, replicate: replicate
      ).split
    case .time:
      guard let times = dataset.attributes.times else { throw .noTimes }
      return try TimeSplit(
        times: times, labels: dataset.labels, plan: self, origin: replicate % max(origins, 1)
      ).split
    }
  }

  /// Whether every replicate has the same rows in its parts.
  public var isFixed: Bool { basis == .time && origins == 1 }
}

/// The rows of the three parts, ascending; a row may be in none of them.
public struct DataSplit: Equatable, Sendable {
  /// The rows to train on.
  public let training: [Int]
  /// The rows on which settings, epochs and thresholds are chosen.
  public let validation: [Int]
  /// The rows that results are measured on.
  public let test: [Int]
}

/// The parts by name, for messages.
enum SplitPart: Int, CaseIterable {
  case training, validation, test

  var name: String {
    switch self {
    case .training: "training"
    case .validation: "validation"
    case .test: "test"
    }
  }
}
