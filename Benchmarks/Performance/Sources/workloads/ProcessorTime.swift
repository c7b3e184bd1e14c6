import Foundation

/// Time that a thread, or all threads of the process, ran: other programs do not count.
enum ProcessorTime {
  static var thread: Double { seconds(CLOCK_THREAD_CPUTIME_ID) }
  static var process: Double { seconds(CLOCK_PROCESS_CPUTIME_ID) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// The least times of two pieces of work that take turns, so that both meet the same
  /// neighbours; seconds of this thread.
  static func leastInTurns(
    of turns: Int, _ first: () throws -> Void, _ second: () throws -> Void
  ) rethrows -> (first: Double, second: Double) {
    var least = (first: Double.infinity, second: Double.infinity)
    for _ in 0..<turns {
      let start = thread
      try first()
      let middle = thread
      try second()
      least = (min(least.first, middle - start), min(least.second, thread - middle))
    }
    return least
  }
}
