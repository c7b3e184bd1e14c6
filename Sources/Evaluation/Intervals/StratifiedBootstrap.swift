internal import CounterRandom

/// Intervals for the metrics of one model on one test part, by resampling its rows.
///
/// Each resample draws as many positives as there are from the positives, and as many negatives
/// from the negatives, with replacement; an interval reaches from the 2.5 to the 97.5 percentile of
/// the metric over resamples. It tells how much the metric depends on which rows happened to be
/// tested, and nothing about other training rows or seeds. Efron and Tibshirani, *An introduction
/// to the bootstrap*, 1993, chapters 13 and 14.
public struct StratifiedBootstrap: Sendable {
  private let labels: [UInt8]
  private let positives: [Int32]
  private let negatives: [Int32]
  private let model: Ranking
  private let oracle: Ranking?
  private let rowLosses: [(key: String, losses: [Double])]
  private let seed: UInt64

  /// The rows of a ranking, the highest score first.
  private struct Ranking: Sendable {
    let order: [Int32]
    /// Whether the next row has a lower score.
    let endsGroup: [Bool]

    init<Score: Comparable>(_ scores: [Score]) {
      let order = scores.indices.sorted { a, b in
        scores[a] == scores[b] ? a < b : scores[a] > scores[b]
      }
      endsGroup = order.indices.map { place in
        place + 1 == order.count || scores[order[place + 1]] != scores[order[place]]
      }
      self.order = order.map { Int32($0) }
    }
  }

  /// What one thread needs to draw resamples.
  public struct Room: Sendable {
    fileprivate var counts: [UInt16]
  }

  /// A bootstrap of some predictions.
  ///
  /// - Parameters:
  ///   - input: Predictions and what is known about their rows; thresholds are not resampled.
  ///   - seed: Decides the resamples.
  /// - Throws: ``EvaluationError``.
  public init(_ input: EvaluationInput, seed: UInt64) throws(EvaluationError) {
    try Validation.rows(input.logits.count, labels: input.labels, posterior: input.posterior)
    try Validation.labels(input.labels.span)
    try Validation.finite(input.logits.span, what: "logit")
    let labels = input.labels
    self.labels = labels
    positives = labels.indices.filter { labels[$0] == 1 }.map { Int32($0) }
    negatives = labels.indices.filter { labels[$0] == 0 }.map { Int32($0) }
    model = Ranking(input.logits)
    oracle = input.posterior.map { Ranking($0) }
    self.seed = seed
    var rowLosses: [(key: String, losses: [Double])] = []
    let sigmoids = input.logits.map { Sigmoid(Double($0)) }
    rowLosses.append(
      (
        MetricKey.logLoss(.raw),
        zip(sigmoids, labels).map { $0.crossEntropy(with: Double($1)) }
      ))
    func squares(_ probabilities: [Double]) -> [Double] {
      zip(probabilities, input.labels).map { ($0 - Double($1)) * ($0 - Double($1)) }
    }
    rowLosses.append((MetricKey.brier(.raw), squares(sigmoids.map(\.probability))))
    if let recovered = input.recovered {
      try Validation.sameLength(
        recovered.count, what: "recovered posteriors", rows: input.logits.count)
      try Validation.probabilities(recovered.span, what: "recovered posterior")
      rowLosses.append(
        (
          MetricKey.logLoss(.recovered),
          zip(recovered, labels).map { ProbabilityScores.logLoss($0, label: $1) }
        ))
      rowLosses.append((MetricKey.brier(.recovered), squares(recovered)))
    }
    self.rowLosses = rowLosses
  }

  /// Room for a thread.
  public func makeRoom() -> Room { Room(counts: [UInt16](repeating: 0, count: labels.count)) }

  /// The metrics of one resample.
  ///
  /// - Parameters:
  ///   - index: Its number; it decides the rows that are drawn.
  ///   - room: Reused from resample to resample.
  /// - Returns: Values by ``MetricKey``.
  public func metrics(ofResample index: Int, room: inout Room) -> [String: Double] {
    for row in room.counts.indices { room.counts[row] = 0 }
    var generator = CounterGenerator(seed: seed, stream: UInt64(index))
    for rows in [positives, negatives] {
      let bound = UInt64(rows.count)
      for _ in rows.indices { room.counts[Int(rows[Int(generator.integer(below: bound))])] &+= 1 }
    }
    var metrics: [String: Double] = [:]
    let own = rankingMetrics(model, counts: room.counts)
    metrics[MetricKey.averagePrecision] = own.averagePrecision
    metrics[MetricKey.areaUnderROC] = own.areaUnderROC
    for (cap, recall) in zip(MetricKey.falsePositiveRateCaps, own.recalls) {
      metrics[MetricKey.recall(atFalsePositiveRate: cap)] = recall
    }
    if let oracle {
      let best = rankingMetrics(oracle, counts: room.counts)
      metrics[MetricKey.averagePrecisionRegret] = best.averagePrecision - own.averagePrecision
      metrics[MetricKey.areaUnderROCRegret] = best.areaUnderROC - own.areaUnderROC
    }
    for entry in rowLosses {
      var sum = CompensatedSum()
      for row in labels.indices where room.counts[row] > 0 {
        sum.add(Double(room.counts[row]) * entry.losses[row])
      }
      metrics[entry.key] = sum.value / Double(labels.count)
    }
    return metrics
  }

  /// The metrics that depend on the order of rows, each row counting as often as it was drawn.
  private func rankingMetrics(
    _ ranking: Ranking, counts: [UInt16]
  ) -> (averagePrecision: Double, areaUnderROC: Double, recalls: [Double]) {
    var (truePositives, falsePositives) = (0, 0)
    var (groupPositives, groupNegatives) = (0, 0)
    var (precisionSum, areaSum) = (0.0, 0.0)
    let (all, others) = (Double(positives.count), Double(negatives.count))
    let caps = MetricKey.falsePositiveRateCaps
    var found = caps.map { _ in 0 }
    for place in ranking.order.indices {
      let row = Int(ranking.order[place])
      let count = Int(counts[row])
      if labels[row] == 1 { groupPositives += count } else { groupNegatives += count }
      guard ranking.endsGroup[place], groupPositives + groupNegatives > 0 else { continue }
      areaSum +=
        Double(groupNegatives) * (Double(truePositives) + Double(groupPositives) / 2)
      truePositives += groupPositives
      falsePositives += groupNegatives
      if groupPositives > 0 {
        precisionSum +=
          Double(groupPositives) * Double(truePositives) / Double(truePositives + falsePositives)
        for index in caps.indices where Double(falsePositives) / others <= caps[index] {
          found[index] = truePositives
        }
      }
      (groupPositives, groupNegatives) = (0, 0)
    }
    return (precisionSum / all, areaSum / (all * others), found.map { Double($0) / all })
  }

  /// From the 2.5 to the 97.5 percentile of each metric.
  ///
  /// - Parameter resamples: The metrics of resamples, at least two.
  /// - Returns: Intervals by ``MetricKey``, for metrics that every resample has and that are finite.
  public static func intervals(
    _ resamples: [[String: Double]]
  ) -> [String: ClosedRange<Double>] {
    guard let first = resamples.first, resamples.count >= 2 else { return [:] }
    var intervals: [String: ClosedRange<Double>] = [:]
    for key in first.keys {
      let values = resamples.compactMap { $0[key] }.filter(\.isFinite).sorted()
      guard values.count == resamples.count else { continue }
      intervals[key] = quantile(values, 0.025)...quantile(values, 0.975)
    }
    return intervals
  }

  /// Between the two nearest of sorted values, as R's type 7.
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let lower = Int(place)
    let upper = min(lower + 1, sorted.count - 1)
    return sorted[lower] + (place - Double(lower)) * (sorted[upper] - sorted[lower])
  }
}
