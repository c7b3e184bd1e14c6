/// Why a statistic cannot be computed.
///
/// Offending numbers are kept as text, so that errors about NaN compare equal to themselves.
public enum StatisticsError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Fewer values than the statistic needs.
  case tooFew(statistic: String, count: Int, needed: Int)
  /// A value that is NaN or infinite; missing values are `nil`.
  case notFinite(what: String, index: Int, value: String)
  /// Two samples that should be paired but differ in length.
  case unequalCounts(first: Int, second: Int)
  /// A setting outside its range.
  case outOfRange(setting: String, value: String, valid: String)
  /// A numerical routine did not deliver; never a matter of the data's meaning.
  case notComputable(routine: String, reason: String)

  /// A full sentence that names the offending value and what would be valid.
  public var description: String {
    switch self {
    case .tooFew(let statistic, let count, let needed):
      "The \(statistic) needs at least \(needed) value\(needed == 1 ? "" : "s"), "
        + "but got \(count)."
    case .notFinite(let what, let index, let value):
      "The \(what) at index \(index) is \(value); values must be finite numbers, "
        + "and a missing value must be nil."
    case .unequalCounts(let first, let second):
      "Paired samples must have the same length, but the first has \(first) values "
        + "and the second \(second)."
    case .outOfRange(let setting, let value, let valid):
      "The \(setting) is \(value), but it must be \(valid)."
    case .notComputable(let routine, let reason):
      "The numerical routine \(routine) failed: \(reason)."
    }
  }
}

extension StatisticsError {
  /// Throws unless every value is a finite number.
  static func requireFinite(_ values: [Double], _ what: String) throws(StatisticsError) {
    for (index, value) in values.enumerated() where !value.isFinite {
      throw .notFinite(what: what, index: index, value: "\(value)")
    }
  }

  /// Throws unless the setting lies strictly between 0 and 1.
  static func requireOpenUnit(_ value: Double, _ setting: String) throws(StatisticsError) {
    guard value > 0, value < 1 else {
      throw .outOfRange(
        setting: setting, value: "\(value)", valid: "a number between 0 and 1, both excluded")
    }
  }
}
