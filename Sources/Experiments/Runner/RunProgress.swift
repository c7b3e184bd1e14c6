internal import Synchronization

/// Adds up what the units have done, by estimated cost.
final class RunProgress: Sendable {
  private let total: Double
  private let done: Mutex<[Double]>
  private let report: @Sendable (RunEvent) -> Void

  init(costs: [Double], report: @escaping @Sendable (RunEvent) -> Void) {
    total = max(costs.reduce(0, +), 1)
    done = Mutex([Double](repeating: 0, count: costs.count))
    self.report = report
  }

  /// Says that a unit has done so much of its cost.
  func advance(unit: Int, to cost: Double) {
    // Reported inside the lock, so that shares arrive in order.
    done.withLock { done in
      done[unit] = cost
      report(.advanced(share: min(done.reduce(0, +) / total, 1)))
    }
  }
}
