internal import CounterRandom

/// Draws scored rows anew, class by class, for intervals of their metrics.
///
/// Each resample draws as many positives as there are from the positives, and as many negatives from
/// the negatives, with replacement, and recomputes the metrics; see ``StratifiedBootstrap``. Rows
/// that no metric can tell apart are drawn together, so that a resample of ten million rows costs no
/// more than one of their positives. Metrics of different kinds are drawn independently, which an
/// interval of one metric does not notice.
///
/// Efron and Tibshirani, *An introduction to the bootstrap*, 1993, chapters 13 and 14.
public struct ScoreBootstrap: Sendable {
  private let seed: UInt64
  private let ranking: ResampledRanking
  var chosen: ChosenThresholds?
  var threshold: Double?
  var thresholds: [Double: ResampledConfusion] = [:]
  private var means: [(variant: MetricKey.Variant, kind: Kind, mean: ResampledMean)] = []
  private var prevalence = 0.0
  private var keys: Set<String> = []

  private enum Kind: Int, Sendable {
    case logLoss
    case brier
    case probability
    case cost
  }

  init(seed: UInt64, ranking: ResampledRanking) {
    self.seed = seed
    self.ranking = ranking
  }

  /// What one thread needs to draw resamples.
  public struct Room {
    fileprivate var ranking = ResampledRanking.Room()
    fileprivate var drawn: [Int] = []
  }

  /// Room for a thread.
  public func makeRoom() -> Room { Room() }

  /// Leaves metrics out that the rows themselves do not have.
  mutating func keep(_ keys: Set<String>) { self.keys = keys }

  mutating func add(
    _ probabilities: [Double], _ variant: MetricKey.Variant, _ rows: ScoredRows,
    _ costs: DecisionCosts?, _ scores: ProbabilityScores
  ) {
    let labels = rows.labels
    func mean(_ kind: Kind, _ value: (Int) -> Double) {
      means.append(
        (
          variant, kind,
          ResampledMean(labels.indices.map(value), labels: labels, weights: rows.weights)
        ))
    }
    var (positives, total) = (0.0, 0.0)
    for row in labels.indices {
      let weight = rows.weights?[row] ?? 1
      positives += weight * Double(labels[row])
      total += weight
    }
    prevalence = positives / total
    mean(.logLoss) { ProbabilityScores.logLoss(probabilities[$0], label: labels[$0]) }
    mean(.brier) { row in
      let error = probabilities[row] - Double(labels[row])
      return error * error
    }
    // With weights the share of positives is drawn as well, and not independently.
    if rows.weights == nil { mean(.probability) { probabilities[$0] } }
    guard let costs else { return }
    mean(.cost) { row in
      let (miss, alarm, hit) = (costs.misses[row], costs.alarms[row], costs.hits[row])
      let q = probabilities[row]
      let isFlagged = q * (miss - hit) > (1 - q) * alarm
      return labels[row] == 1 ? (isFlagged ? hit : miss) : (isFlagged ? alarm : 0)
    }
  }

  /// The metrics of one resample.
  ///
  /// - Parameters:
  ///   - index: its number; it decides the rows that are drawn.
  ///   - room: reused from resample to resample.
  /// - Returns: values by ``MetricKey``, of metrics that depend on sums over rows or on their order.
  public func metrics(ofResample index: Int, room: inout Room) -> [String: Double] {
    var generator = CounterGenerator(seed: seed, stream: UInt64(index))
    var metrics = MetricValues()
    ranking.draw(from: &generator, into: &room.ranking)
    metrics.addRanking(room.ranking.ranking)
    var drawn: [Double: WeightedConfusion] = [:]
    for (threshold, confusion) in thresholds.sorted(by: { $0.key < $1.key }) {
      drawn[threshold] = confusion.draw(from: &generator, room: &room.drawn)
    }
    let none = WeightedConfusion(
      truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0)
    if let chosen { metrics.addThresholded(chosen) { drawn[$0] ?? none } }
    if let threshold { metrics.addAtThreshold(drawn[threshold] ?? none) }
    for (variant, kind, mean) in means {
      let value = mean.draw(from: &generator, room: &room.drawn)
      switch kind {
      case .logLoss:
        metrics.set(MetricKey.logLoss(variant), value)
        metrics.set(
          MetricKey.logLossSkill(variant), 1 - value / ProbabilityScores.entropy(prevalence))
      case .brier:
        metrics.set(MetricKey.brier(variant), value)
        metrics.set(MetricKey.brierSkill(variant), 1 - value / (prevalence * (1 - prevalence)))
      case .probability:
        metrics.set(MetricKey.observedExpectedRatio(variant), prevalence / value)
      case .cost: metrics.set(MetricKey.cost(variant), value)
      }
    }
    return metrics.values.filter { keys.contains($0.key) }
  }
}
