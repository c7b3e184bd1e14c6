internal import Synchronization

/// Adds up what the units have done, by estimated cost, and tells what is left.
final class RunProgress: Sendable {
  private struct State {
    var shares: [Double]
    var starts: [ContinuousClock.Instant?]
    var done = 0.0
    var unfinished: Int
    var estimate: TimeEstimate
    var lastEstimate: ContinuousClock.Instant?
  }

  private let total: Double
  private let state: Mutex<State>
  private let report: @Sendable (RunEvent) -> Void

  /// The progress of a run of which nothing is done.
  ///
  /// - Parameters:
  ///   - estimate: the units, none of them begun.
  ///   - report: told of the progress.
  init(_ estimate: TimeEstimate, report: @escaping @Sendable (RunEvent) -> Void) {
    let count = estimate.units.count
    total = max(estimate.units.reduce(0) { $0 + $1.cost }, 1)
    state = Mutex(
      State(
        shares: [Double](repeating: 0, count: count),
        starts: [ContinuousClock.Instant?](repeating: nil, count: count), unfinished: count,
        estimate: estimate))
    self.report = report
  }

  /// Says that a unit begins.
  func begin(unit: Int, trials: Int) {
    state.withLock { $0.starts[unit] = .now }
    report(.began(trials: trials))
  }

  /// Says that a share of a unit's training is done.
  func advance(unit: Int, to share: Double) { update(unit, share, isFinished: false) }

  /// Says that a unit is finished.
  func finish(unit: Int) { update(unit, 1, isFinished: true) }

  private func update(_ unit: Int, _ share: Double, isFinished: Bool) {
    // Reported inside the lock, so that shares arrive in order.
    state.withLock { state in
      let now = ContinuousClock.now
      // A unit that is begun anew, trial by trial, has not come less far.
      let share = max(share, state.shares[unit])
      state.done += (share - state.shares[unit]) * state.estimate.units[unit].cost
      state.shares[unit] = share
      if isFinished {
        let seconds = state.starts[unit].map { (now - $0) / .seconds(1) } ?? 0
        state.estimate.units[unit].seconds = seconds
        state.unfinished -= 1
      }
      report(.advanced(share: state.unfinished > 0 ? max(0, min(state.done / total, 0.999)) : 1))
      if let last = state.lastEstimate, now - last < .milliseconds(200), !isFinished { return }
      state.lastEstimate = now
      for index in state.starts.indices where state.estimate.units[index].seconds == nil {
        state.estimate.units[index].flight = state.starts[index].map {
          (seconds: (now - $0) / .seconds(1), share: state.shares[index])
        }
      }
      if let left = state.estimate.remaining { report(.remaining(.seconds(left))) }
    }
  }
}
