/// What random words are drawn for; different purposes never share a word.
///
/// The numbers are part of the data's definition and never change.
public enum Purpose: UInt8, Sendable, CaseIterable, Codable {
  /// Constants of a scenario's law.
  case design = 0
  /// Training rows.
  case training = 1
  /// Test rows.
  case test = 2
  /// Rows drawn by class, to estimate what a perfect learner reaches.
  case caseControl = 3
  /// Label noise.
  case labelNoise = 4
  /// Missing values.
  case missingness = 5
  /// Delay of labels.
  case delay = 6
  /// Validation rows.
  case validation = 7

  /// The name in manifests and messages: `training`, `case-control`, …
  public var name: String {
    switch self {
    case .design: "design"
    case .training: "training"
    case .test: "test"
    case .caseControl: "case-control"
    case .labelNoise: "label-noise"
    case .missingness: "missingness"
    case .delay: "delay"
    case .validation: "validation"
    }
  }
}

/// The random words of the rows of one seed, purpose and scenario.
///
/// The Philox key is the seed; the counter is (row, row's upper half, block, tag), and the tag is
/// `schemeVersion << 24 | purpose << 16 | scenario`. A row's words depend on nothing else, so
/// they are the same in any range, order and thread.
public struct CounterStream: Sendable {
  /// Version of the way from (seed, purpose, row) to data; a change means other data.
  public static let schemeVersion: UInt8 = 1

  /// The seed.
  public let seed: UInt64
  /// The last word of every counter.
  let tag: UInt64

  /// The words for a purpose of a scenario, which is known by its number.
  public init(seed: UInt64, purpose: Purpose, scenario: UInt16) {
    self.init(
      seed: seed,
      tag: UInt32(Self.schemeVersion) << 24 | UInt32(purpose.rawValue) << 16 | UInt32(scenario))
  }

  init(seed: UInt64, tag: UInt32) {
    self.seed = seed
    self.tag = UInt64(tag)
  }

  /// Two 64-bit words of a row.
  @inline(__always)
  public func words(row: UInt64, block: UInt32) -> (UInt64, UInt64) {
    Philox.pair(
      row & 0xFFFF_FFFF, row &>> 32, UInt64(block), tag, seed & 0xFFFF_FFFF, seed &>> 32)
  }
}
