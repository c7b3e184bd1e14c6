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

  /// The least of some measurements of a piece of work, seconds of this thread.
  static func least(of turns: Int, _ work: () throws -> Void) rethrows -> Double {
    var least = Double.infinity
    for _ in 0..<turns {
      let start = thread
      try work()
      least = min(least, thread - start)
    }
    return least
  }
}
