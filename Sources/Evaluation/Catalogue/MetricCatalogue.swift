/// Every metric there is.
public enum MetricCatalogue {
  /// All metrics with a fixed key, in the order in which reports show them.
  ///
  /// Recall per typology is not among them, for its keys depend on the data set.
  public static let all: [MetricDescription] = ranking + thresholded + probabilistic + regrets

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
    throw .unknownMetric(
      name: key, valid: nearestFirst(keys + [MetricKey.recall(ofTypology: "<typology>")], to: key))
  }

  private static let byKey: [String: MetricDescription] = Dictionary(
    all.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })

  /// Names by edit distance, then in their own order.
  static func nearestFirst(_ names: [String], to name: String) -> [String] {
    let wanted = simplify(name)
    let distances = names.map { editDistance(wanted, simplify($0)) }
    return names.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.map { names[$0] }
  }

  private static func simplify(_ name: String) -> [Character] {
    name.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }
  }

  private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        row.append(min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1)))
      }
      last = row
    }
    return last[b.count]
  }
}
