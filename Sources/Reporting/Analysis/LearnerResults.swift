internal import Foundation
internal import Results
internal import Statistics

/// The trials of one loss with one model on one data set.
struct LearnerResults: Sendable {
  /// The configuration of a trial that is looked at.
  enum Variant: String, CaseIterable, Sendable {
    case tuned
    case defaults = "default"
  }

  let loss: LossRecord
  /// Ordered by replicate, at most one a replicate.
  let trials: [TrialRecord]

  /// The trials that have scores.
  let scored: [(replicate: Int, scores: TrialScores)]
  /// The metrics of ``scored``: every section asks for some of them.
  private let metrics: [Variant: [(replicate: Int, values: [String: Double])]]

  init(loss: LossRecord, trials: [TrialRecord]) {
    self.loss = loss
    self.trials = trials
    let scored = trials.compactMap { trial in
      trial.outcome.scores.map { (replicate: trial.replicate, scores: $0) }
    }
    self.scored = scored
    metrics = [
      .tuned: scored.map { ($0.replicate, $0.scores.tuned.metrics) },
      .defaults: scored.compactMap { replicate, scores in
        scores.defaults.map { (replicate, $0.metrics) }
      },
    ]
  }

  var failures: [TrialFailure] { trials.compactMap(\.outcome.failure) }

  var failedReplicates: Set<Int> {
    Set(trials.filter { $0.outcome.failure != nil }.map(\.replicate))
  }

  /// A metric by replicate; replicates where it is undefined are absent.
  func values(_ key: String, _ variant: Variant = .tuned) -> [Int: Double] {
    var values: [Int: Double] = [:]
    for (replicate, metrics) in metrics[variant] ?? [] {
      if let value = metrics[key], value.isFinite { values[replicate] = value }
    }
    return values
  }
}

/// A mean over replicates with its 95 % interval under the design.
struct Estimate: Equatable, Sendable {
  let mean: Double
  /// Ends of the interval; absent for a single replicate.
  let interval: ConfidenceInterval?
  let count: Int

  var halfWidth: Double? { interval.map { $0.width / 2 } }

  /// The mean of values by replicate, or nothing without a value.
  ///
  /// For resampled splits the standard error is corrected for the overlap of the training parts
  /// (Nadeau and Bengio 2003), as in the comparisons.
  init?(_ values: [Int: Double], design: ReplicateDesign) throws(StatisticsError) {
    let ordered = values.sorted { $0.key < $1.key }.map(\.value)
    guard !ordered.isEmpty else { return nil }
    count = ordered.count
    mean = try Summary(ordered).mean
    if ordered.count > 1 {
      interval = try PairedComparison.compare(
        ordered, ordered.map { _ in 0 }, design: design
      ).interval
    } else {
      interval = nil
    }
  }

  private init(mean: Double, interval: ConfidenceInterval?, count: Int) {
    self.mean = mean
    self.interval = interval
    self.count = count
  }

  /// The geometric mean of positive values; its interval is symmetric on the log axis.
  static func geometric(
    _ values: [Int: Double], design: ReplicateDesign
  ) throws(StatisticsError) -> Estimate? {
    let logarithms = values.filter { $0.value > 0 }.mapValues { log($0) }
    guard let estimate = try Estimate(logarithms, design: design) else { return nil }
    return Estimate(
      mean: exp(estimate.mean),
      interval: estimate.interval.map {
        ConfidenceInterval(lower: exp($0.lower), upper: exp($0.upper), level: $0.level)
      },
      count: estimate.count)
  }
}
