internal import Spelling
public import Statistics

/// Why a report could not be made or written.
public enum ReportingError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The suite record contradicts itself.
  case unusableSuite(suite: String, reason: String)
  /// A statistic could not be computed.
  case statistic(suite: String, StatisticsError)
  /// A file or folder could not be written.
  case notWritten(path: String, reason: String)
  /// The report's text could not be made into a page.
  case noPage
  /// A loss that the suite does not list.
  case unknownLoss(suite: String, name: String, losses: [String])
  /// A loss compared with itself.
  case sameLoss(name: String, losses: [String])
  /// A metric that the results do not hold.
  case unknownMetric(suite: String, key: String, metrics: [String])
  /// Two sets of results without a data set, model and loss that both ran.
  case nothingInCommon(first: String, second: String, reason: String)

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
    case .noPage:
      "The report could not be made into a page: memory ran out."
    case .unknownLoss(let suite, let name, let losses):
      "The suite '\(suite)' has no loss '\(name)'. "
        + Spelling.suggestion(for: name, among: losses)
    case .sameLoss(let name, let losses):
      """
      '\(name)' is compared with itself; name two losses of the suite, which are: \
      \(losses.joined(separator: ", ")).
      """
    case .unknownMetric(let suite, let key, let metrics):
      metrics.isEmpty
        ? "The suite '\(suite)' has no scored trial yet, so there is no metric to compare by."
        : "The results of the suite '\(suite)' hold no metric '\(key)'. "
          + Spelling.suggestion(for: key, among: metrics)
    case .nothingInCommon(let first, let second, let reason):
      "\(first) and \(second) have no learner in common that can be compared: \(reason)"
    }
  }
}
