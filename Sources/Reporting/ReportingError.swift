public import Statistics

/// Why a report could not be made or written.
public enum ReportingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The suite record contradicts itself.
  case unusableSuite(suite: String, reason: String)
  /// A statistic could not be computed.
  case statistic(suite: String, StatisticsError)
  /// A file or folder could not be written.
  case notWritten(path: String, reason: String)

  /// A full sentence for people.
  public var description: String {
    switch self {
    case .unusableSuite(let suite, let reason):
      "No report can be made of the suite '\(suite)': \(reason)"
    case .statistic(let suite, let error):
      "A statistic of the suite '\(suite)' could not be computed: \(error)"
    case .notWritten(let path, let reason):
      """
      The report could not be written to \(path) (\(reason)). What stood there before is \
      unchanged or complete; free the path or choose another folder.
      """
    }
  }
}
