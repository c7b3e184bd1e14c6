/// Two learners' values on the same replicates, with the incomplete pairs set aside.
///
/// A replicate where either value is missing contributes nothing; ``missing`` says how many did.
public struct PairedSample: Equatable, Sendable {
  /// The first learner's values, complete pairs only.
  public let first: [Double]
  /// The second learner's values, parallel to ``first``.
  public let second: [Double]
  /// First minus second, pair by pair.
  public let differences: [Double]
  /// Number of replicates set aside because a value was missing on either side.
  public let missing: Int

  /// Number of complete pairs.
  public var count: Int { differences.count }

  /// Pairs values by position; `nil` marks a missing value.
  ///
  /// - Throws: ``StatisticsError/unequalCounts(first:second:)``,
  ///   ``StatisticsError/notFinite(what:index:value:)``.
  public init(_ first: [Double?], _ second: [Double?]) throws(StatisticsError) {
    guard first.count == second.count else {
      throw .unequalCounts(first: first.count, second: second.count)
    }
    var pairs: [(Double, Double)] = []
    for (index, (one, other)) in zip(first, second).enumerated() {
      for (value, what) in [(one, "first sample's value"), (other, "second sample's value")] {
        if let value, !value.isFinite {
          throw .notFinite(what: what, index: index, value: "\(value)")
        }
      }
      if let one, let other { pairs.append((one, other)) }
    }
    self.init(pairs: pairs, missing: first.count - pairs.count)
  }

  /// Pairs values by replicate; a replicate present on one side only counts as missing.
  ///
  /// - Throws: ``StatisticsError/notFinite(what:index:value:)``, with the replicate as index.
  public init(
    byReplicate first: [Int: Double], _ second: [Int: Double]
  ) throws(StatisticsError) {
    let replicates = Set(first.keys).union(second.keys).sorted()
    try self.init(
      Self.finite(first, "first", replicates), Self.finite(second, "second", replicates))
  }

  private init(pairs: [(Double, Double)], missing: Int) {
    first = pairs.map(\.0)
    second = pairs.map(\.1)
    differences = pairs.map { $0.0 - $0.1 }
    self.missing = missing
  }

  private static func finite(
    _ values: [Int: Double], _ side: String, _ replicates: [Int]
  ) throws(StatisticsError) -> [Double?] {
    var row: [Double?] = []
    for replicate in replicates {
      let value = values[replicate]
      if let value, !value.isFinite {
        throw .notFinite(what: "\(side) sample's value", index: replicate, value: "\(value)")
      }
      row.append(value)
    }
    return row
  }
}

extension PairedSample {
  /// What rounding alone can put into a difference of these values.
  var roundingNoise: Double {
    4 * .ulpOfOne * (first + second).reduce(0) { max($0, $1.magnitude) }
  }

  /// The grid on which differences are ranked: those that rounding alone tells apart are ties.
  ///
  /// It is far coarser than the noise, so that one tie rarely falls on two sides of a grid line.
  var rankResolution: Double? {
    let grid = 0x1p12 * roundingNoise
    return grid > 0 ? grid : nil
  }

  /// The differences, those that rounding alone tells from zero made zero.
  var signDifferences: [Double] {
    let noise = roundingNoise
    return differences.map { $0.magnitude <= noise ? 0 : $0 }
  }
}
