internal import Results

extension SuitePlan {
  /// What is needed to tell how long units take.
  ///
  /// - Parameters:
  ///   - units: Those that will run.
  ///   - jobs: How many of them at once.
  ///   - states: What is stored; the times of earlier runs count until this one has its own.
  /// - Returns: An estimate with no unit begun.
  func estimate(_ units: [Unit], jobs: Int, states: [String: TrialState]) -> TimeEstimate {
    TimeEstimate(
      units: units.map { TimeEstimate.Unit(kind: kind(of: $0), cost: $0.cost) }, jobs: jobs,
      earlier: earlierRates(states))
  }

  private func kind(of unit: Unit) -> Int { unit.dataset * suite.models.count + unit.model }

  /// Seconds for a unit of cost, by kind, of the trials that are stored.
  private func earlierRates(_ states: [String: TrialState]) -> [Int: Double] {
    var seconds: [Int: Double] = [:]
    var costs: [Int: Double] = [:]
    for unit in units {
      let stored = unit.trials.compactMap { states[$0.key] }.filter { $0.failure == nil }
      guard !stored.isEmpty else { continue }
      let kind = kind(of: unit)
      seconds[kind, default: 0] += stored.reduce(0) { $0 + $1.seconds }
      costs[kind, default: 0] += unit.cost * Double(stored.count) / Double(unit.trials.count)
    }
    return seconds.reduce(into: [:]) { rates, entry in
      guard let cost = costs[entry.key], cost > 0, entry.value > 0 else { return }
      rates[entry.key] = entry.value / cost
    }
  }
}
