internal import Results
internal import Statistics

/// How the selection metric on validation moves over the configurations that one loss tried.
struct SettingSensitivity: Sendable {
  /// One configuration over all replicates.
  struct Configuration: Sendable {
    let settings: [String: Double]
    /// The learning rate, or the penalty where penalties are tuned.
    let rate: Double
    /// The selection metric on validation by replicate; absent where it failed.
    fileprivate(set) var values: [Int: Double] = [:]
    fileprivate(set) var failures = 0
    /// In how many replicates it was chosen.
    fileprivate(set) var chosen = 0

    /// The mean over replicates; absent where it always failed.
    var mean: Double? { mean(without: nil) }

    /// The mean over the replicates other than one; absent without any.
    func mean(without replicate: Int?) -> Double? {
      let kept = values.filter { $0.key != replicate }.sorted { $0.key < $1.key }
      return kept.isEmpty ? nil : kept.reduce(0) { $0 + $1.value } / Double(kept.count)
    }
  }

  /// What a change of one factor alone did.
  struct Effect: Sendable, Equatable {
    /// A setting's name, or `nil` for the learning rate or penalty.
    let setting: String?
    /// The largest mean difference, over shared replicates, between two configurations that differ
    /// in this factor alone.
    let size: Double
  }

  let loss: LossRecord
  let configurations: [Configuration]
  /// Means over replicates of the median configuration of each, and of the configurations that
  /// were best and worst on all other replicates, so that neither is flattered by its own luck.
  let best: Estimate
  let median: Estimate
  let worst: Estimate
  /// By how much the median, and the worst, stay behind the best; below 0 by chance alone.
  let medianLag: Estimate
  let worstLag: Estimate
  /// The largest first.
  let effects: [Effect]

  /// Whether half of the configurations, in half of the replicates, failed.
  var oftenFails: Bool {
    let failures = configurations.reduce(0) { $0 + $1.failures }
    let tried = failures + configurations.reduce(0) { $0 + $1.values.count }
    return 2 * failures >= tried
  }

  /// Whether a middling configuration was shown to cost more than counts.
  func isFragile(region: Double) -> Bool {
    oftenFails || (medianLag.interval.map { $0.lower > region } ?? false)
  }

  /// Whether even the worst configuration was shown to cost no more than counts.
  func isRobust(region: Double) -> Bool {
    configurations.allSatisfy { $0.failures == 0 }
      && (worstLag.interval.map { $0.upper <= region } ?? false)
  }
}

extension SettingSensitivity {
  /// Nothing for a loss that tried one configuration alone, or none with success.
  init?(
    _ learner: LearnerResults, preference: Preference, design: ReplicateDesign
  ) throws(StatisticsError) {
    let configurations = Self.configurations(of: learner)
    guard configurations.count > 1 else { return nil }
    let sign = preference == .higherIsBetter ? 1.0 : -1.0
    var (best, median, worst) = ([Int: Double](), [Int: Double](), [Int: Double]())
    for replicate in Set(configurations.flatMap(\.values.keys)).sorted() {
      // As if larger were better.
      let here = configurations.compactMap { configuration in
        configuration.values[replicate].map {
          (
            value: sign * $0,
            elsewhere: configuration.mean(without: replicate).map { sign * $0 } ?? sign * $0
          )
        }
      }
      median[replicate] = try Summary(here.map(\.value)).median
      best[replicate] = here.max { $0.elsewhere < $1.elsewhere }?.value
      worst[replicate] = here.min { $0.elsewhere < $1.elsewhere }?.value
    }
    func estimate(
      _ value: (Int) -> Double?
    ) throws(StatisticsError) -> Estimate? {
      var values: [Int: Double] = [:]
      for replicate in best.keys { values[replicate] = value(replicate) }
      return try Estimate(values, design: design)
    }
    func lag(_ lower: [Int: Double]) -> (Int) -> Double? {
      { replicate in best[replicate].flatMap { top in lower[replicate].map { top - $0 } } }
    }
    guard
      let bestMean = try estimate({ best[$0].map { sign * $0 } }),
      let medianMean = try estimate({ median[$0].map { sign * $0 } }),
      let worstMean = try estimate({ worst[$0].map { sign * $0 } }),
      let medianLag = try estimate(lag(median)), let worstLag = try estimate(lag(worst))
    else { return nil }
    loss = learner.loss
    self.configurations = configurations
    self.best = bestMean
    self.median = medianMean
    self.worst = worstMean
    self.medianLag = medianLag
    self.worstLag = worstLag
    effects = Self.effects(configurations)
  }

  /// In the order in which they were first tried.
  private static func configurations(of learner: LearnerResults) -> [Configuration] {
    struct Key: Hashable {
      let settings: [String: Double]
      let rate: Double
    }
    var places: [Key: Int] = [:]
    var found: [Configuration] = []
    for (replicate, scores) in learner.scored {
      let kept = Key(
        settings: scores.tuned.settings, rate: scores.tuned.l2 ?? scores.tuned.learningRate)
      for tried in scores.configurations {
        let key = Key(settings: tried.settings, rate: tried.l2 ?? tried.learningRate)
        let place = places[key] ?? found.count
        if place == found.count {
          places[key] = place
          found.append(Configuration(settings: key.settings, rate: key.rate))
        }
        if let value = tried.validation, value.isFinite {
          found[place].values[replicate] = value
        } else {
          found[place].failures += 1
        }
        if key == kept { found[place].chosen += 1 }
      }
    }
    return found
  }

  /// Pairs of configurations that differ in one factor alone: no confounding, whatever the plan.
  private static func effects(_ configurations: [Configuration]) -> [Effect] {
    var sizes: [String?: Double] = [:]
    for (index, first) in configurations.enumerated() {
      for second in configurations[(index + 1)...] {
        let names = Set(first.settings.keys).union(second.settings.keys)
        let changed: [String?] =
          names.filter { first.settings[$0] != second.settings[$0] }.map { $0 }
          + (first.rate != second.rate ? [nil] : [])
        guard changed.count == 1, let factor = changed.first else { continue }
        let shared = first.values.keys.filter { second.values[$0] != nil }.sorted()
        guard !shared.isEmpty else { continue }
        let sum = shared.reduce(0) { sum, replicate in
          sum + (first.values[replicate] ?? 0) - (second.values[replicate] ?? 0)
        }
        sizes[factor] = max(sizes[factor] ?? 0, (sum / Double(shared.count)).magnitude)
      }
    }
    return sizes.map { Effect(setting: $0.key, size: $0.value) }
      .sorted { ($1.size, $0.setting ?? "") < ($0.size, $1.setting ?? "") }
  }
}
