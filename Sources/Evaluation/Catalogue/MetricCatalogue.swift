internal import Spelling

/// Every metric there is.
public enum MetricCatalogue {
  /// All metrics with a fixed key, in the order in which reports show them.
  ///
  /// Recall per typology is not among them, for its keys depend on the data set, nor are the metrics
  /// of ``truth``, which a suite must ask for, of ``cards``, which need cards and times, and of
  /// ``costs``, which need amounts.
  public static let all: [MetricDescription] = ranking + thresholded + probabilistic + regrets

  /// All of them, and those that only some data or suites have.
  public static let every: [MetricDescription] = all + truth + cards + costs

  /// The keys of ``all``.
  public static var keys: [String] { all.map(\.key) }

  /// What there is to know of a metric, whatever its variant or typology.
  ///
  /// - Parameter key: a key as in ``MetricKey``.
  /// - Returns: the description, made for the variant or typology that the key names.
  /// - Throws: ``EvaluationError/unknownMetric(name:valid:)`` with the nearest names first.
  public static func description(for key: String) throws(EvaluationError) -> MetricDescription {
    if let known = byKey[key] { return known }
    let prefix = MetricKey.recall(ofTypology: "")
    if key.hasPrefix(prefix), key.count > prefix.count {
      return recall(ofTypology: String(key.dropFirst(prefix.count)))
    }
    let byClass = MetricKey.caseControlRecall(ofTypology: "")
    if key.hasPrefix(byClass), key.count > byClass.count {
      return caseControlRecall(ofTypology: String(key.dropFirst(byClass.count)))
    }
    throw .unknownMetric(
      name: key,
      valid: Spelling.nearestFirst(keys + [MetricKey.recall(ofTypology: "<typology>")], to: key))
  }

  private static let byKey: [String: MetricDescription] = Dictionary(
    every.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
}
