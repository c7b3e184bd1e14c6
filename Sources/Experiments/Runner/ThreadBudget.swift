internal import Synchronization

/// Threads of a run, shared out among the units that are in flight.
///
/// While units are waiting each has one; towards the end those that are left get the others' too.
/// No result depends on it.
final class ThreadBudget: Sendable {
  /// All threads.
  let threads: Int
  private let jobs: Int
  private let unfinished: Atomic<Int>

  /// A budget.
  ///
  /// - Parameters:
  ///   - threads: All threads, at least one.
  ///   - jobs: Units in flight at once.
  ///   - units: Units of the run.
  init(threads: Int, jobs: Int, units: Int) {
    self.threads = max(threads, 1)
    self.jobs = max(jobs, 1)
    unfinished = Atomic(units)
  }

  /// Threads that each unit in flight may use now, at least one.
  var share: Int {
    max(1, threads / max(1, min(jobs, unfinished.load(ordering: .relaxed))))
  }

  /// Trials of a unit that may be evaluated side by side now, at least one.
  ///
  /// Each takes memory, of which there is enough for all jobs: those that are not in flight leave
  /// theirs to the others.
  var evaluations: Int {
    min(share, max(1, jobs / max(1, min(jobs, unfinished.load(ordering: .relaxed)))))
  }

  /// Says that a unit is finished.
  func finishUnit() { unfinished.wrappingSubtract(1, ordering: .relaxed) }
}
