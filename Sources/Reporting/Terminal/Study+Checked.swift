internal import Evaluation
internal import Results
internal import Statistics

extension Study {
  /// The study of results whose suite does not contradict itself.
  static func checked(_ results: SuiteResults) throws(ReportingError) -> Study {
    try Report.check(results.suite)
    do { return try Study(results) } catch {
      throw .statistic(suite: results.suite.name, error)
    }
  }

  /// The metrics that scored trials hold, in the catalogue's order.
  var metricKeys: [String] {
    var keys: Set<String> = []
    for (_, scores) in panels.flatMap(\.learners).flatMap(\.scored) {
      keys.formUnion(scores.tuned.metrics.keys)
    }
    return keys.sorted { MetricKey.place(of: $0) < MetricKey.place(of: $1) }
  }

  /// The metric of a key that the results hold, or the one that losses are compared by.
  func metric(_ key: String?) throws(ReportingError) -> ReportedMetric {
    let keys = metricKeys
    guard !keys.isEmpty else {
      throw .unknownMetric(suite: suite.name, key: key ?? metric.key, metrics: [])
    }
    guard let key else { return metric }
    for candidate in [key, key + "/raw"] where keys.contains(candidate) { return .of(candidate) }
    throw .unknownMetric(suite: suite.name, key: key, metrics: keys)
  }
}
