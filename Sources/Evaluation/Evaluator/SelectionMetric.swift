internal import Spelling

/// A metric that chooses epochs and configurations on validation, from logits and labels alone.
public struct SelectionMetric: Equatable, Sendable {
  private enum Kind: Equatable, Sendable {
    case averagePrecision
    case areaUnderROC
    case recall(falsePositiveRate: Double)
    case precision(top: Int)
    case bestF1
    case bestMatthewsCorrelation
    case logLoss
    case brier
  }

  private static let kinds: [(key: String, kind: Kind)] =
    [(MetricKey.averagePrecision, .averagePrecision), (MetricKey.areaUnderROC, .areaUnderROC)]
    + MetricKey.falsePositiveRateCaps.map {
      (MetricKey.recall(atFalsePositiveRate: $0), .recall(falsePositiveRate: $0))
    }
    + MetricKey.topRows.map { (MetricKey.precision(atTop: $0), .precision(top: $0)) }
    + [
      (MetricKey.f1, .bestF1), (MetricKey.matthewsCorrelation, .bestMatthewsCorrelation),
      (MetricKey.logLoss(.raw), .logLoss), (MetricKey.brier(.raw), .brier),
    ]

  /// The keys that may be used.
  public static var keys: [String] { kinds.map(\.key) }

  /// What there is to know of the metric.
  public let description: MetricDescription
  private let kind: Kind

  /// The key of the metric.
  public var key: String { description.key }

  /// The metric with a key.
  ///
  /// `f1` and `mcc` mean the highest value over all thresholds on the rows given.
  ///
  /// - Throws: ``EvaluationError/unknownMetric(name:valid:)``, or
  ///   ``EvaluationError/notForSelection(name:valid:)`` for a metric that needs more than scores
  ///   and labels.
  public init(_ key: String) throws(EvaluationError) {
    if let known = Self.kinds.first(where: { $0.key == key }) {
      description = try MetricCatalogue.description(for: key)
      kind = known.kind
      return
    }
    let valid = Spelling.nearestFirst(Self.keys, to: key)
    guard (try? MetricCatalogue.description(for: key)) != nil else {
      throw .unknownMetric(name: key, valid: valid)
    }
    throw .notForSelection(name: key, valid: valid)
  }

  /// The metric's value on some rows.
  ///
  /// - Parameters:
  ///   - logits: one a row, finite.
  ///   - labels: one a row, 0 or 1.
  ///   - scratch: buffers to reuse.
  /// - Returns: `nil` where the metric is undefined, as average precision without positives.
  /// - Throws: ``EvaluationError``, notably ``EvaluationError/notFinite(what:row:value:)`` for a
  ///   model that diverged.
  public func value(
    logits: Span<Float>, labels: Span<UInt8>, scratch: inout RankingScratch
  ) throws(EvaluationError) -> Double? {
    switch kind {
    case .logLoss, .brier:
      return try probabilityScore(logits: logits, labels: labels)
    default:
      try scratch.update(logits, labels: labels)
    }
    return switch kind {
    case .averagePrecision: scratch.ranked.averagePrecision
    case .areaUnderROC: scratch.ranked.areaUnderROC
    case .recall(let cap): scratch.ranked.recall(atFalsePositiveRate: cap)
    case .precision(let rows): scratch.ranked.precision(atTop: rows)
    case .bestF1: scratch.ranked.bestF1?.value
    case .bestMatthewsCorrelation: scratch.ranked.bestMatthewsCorrelation?.value
    case .logLoss, .brier: nil
    }
  }

  /// The metric's value; see ``value(logits:labels:scratch:)-(Span<Float>,_,_)``.
  ///
  /// - Throws: ``EvaluationError``.
  public func value(
    logits: [Float], labels: [UInt8], scratch: inout RankingScratch
  ) throws(EvaluationError) -> Double? {
    try value(logits: logits.span, labels: labels.span, scratch: &scratch)
  }

  /// Whether `a` is strictly better than `b`; NaN is worse than any number.
  public func isBetter(_ a: Double, than b: Double) -> Bool { description.isBetter(a, than: b) }

  private func probabilityScore(
    logits: Span<Float>, labels: Span<UInt8>
  ) throws(EvaluationError) -> Double? {
    try Validation.sameLength(labels.count, what: "labels", rows: logits.count)
    try Validation.finite(logits, what: "logit")
    try Validation.labels(labels)
    guard !logits.isEmpty else { throw .noRows }
    var sum = CompensatedSum()
    if kind == .logLoss {
      for row in logits.indices {
        sum.add(Sigmoid(Double(logits[row])).crossEntropy(with: Double(labels[row])))
      }
    } else {
      for row in logits.indices {
        let error = Sigmoid.probability(Double(logits[row])) - Double(labels[row])
        sum.add(error * error)
      }
    }
    return sum.value / Double(logits.count)
  }
}
