internal import CProcessor

/// Room for rows of a draw, to be filled again and again without allocating.
///
/// After ``DrawPlan/fill(_:rows:jobs:)`` the lists hold the rows asked for, in that order; what
/// lies beyond ``rowCount`` is left from earlier.
public struct RowBlock: Sendable {
  /// Rows there is room for.
  public let capacity: Int
  /// Rows that were filled in last.
  public internal(set) var rowCount = 0
  /// Features, row-major.
  public internal(set) var features: [Float]
  /// Labels as a learner sees them.
  public internal(set) var labels: [UInt8]
  /// `P(y = 1 | x)` of each row; empty in a block of features.
  public internal(set) var posterior: [Double]
  /// Kinds of fraud, see ``Oracle``.
  public internal(set) var typology: [UInt8]
  /// What each row is worth; empty for scenarios without amounts.
  public internal(set) var amounts: [Float]
  /// When each row happens, in days; empty for scenarios without times.
  public internal(set) var times: [Double]
  /// True labels; empty where labels are seen as they are, and in a block of features.
  public internal(set) var trueLabels: [UInt8]
  /// `P(ỹ = 1 | x)` of each row; empty where labels are seen as they are, and in a block of
  /// features.
  public internal(set) var observedPosterior: [Double]

  /// What is drawn of rows.
  public enum Contents: Sendable {
    /// Everything.
    case everything
    /// Features, amounts and kinds, for which no posterior need be worked out. Labels are the true
    /// ones.
    case features
  }

  /// Room for `capacity` rows of a draw.
  public init(for plan: DrawPlan, capacity: Int, contents: Contents = .everything) {
    self.capacity = capacity
    let scenario = plan.scenario
    features = Self.room(capacity * scenario.featureCount)
    labels = Self.room(capacity)
    posterior = Self.room(contents == .everything ? capacity : 0)
    typology = Self.room(capacity)
    amounts = Self.room(scenario.hasAmounts ? capacity : 0)
    times = Self.room(scenario.periodDays == nil ? 0 : capacity)
    let isObserved = contents == .everything && scenario.labelObservation != nil
    trueLabels = Self.room(isObserved ? capacity : 0)
    observedPosterior = Self.room(isObserved ? capacity : 0)
  }

  /// Pages that nobody has touched, so that the threads that fill them do so first.
  private static func room<Value: BitwiseCopyable>(_ count: Int) -> [Value] {
    unsafe [Value](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe lopsided_prefer_huge_pages(buffer.baseAddress, count * MemoryLayout<Value>.stride)
      initialized = count
    }
  }
}
