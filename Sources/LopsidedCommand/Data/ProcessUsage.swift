internal import Foundation

/// What this process has used so far.
struct ProcessUsage {
  /// Seconds that its threads were busy, together; a machine's load leaves them as they are.
  let busySeconds: Double
  /// The most memory that it has held, in bytes.
  let peakBytes: Int

  /// As of now; zeros where that is unknown.
  static var now: ProcessUsage {
    var usage = rusage()
    #if os(Linux)
      let isKnown = unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0
      let unit = 1024
    #else
      let isKnown = unsafe getrusage(RUSAGE_SELF, &usage) == 0
      let unit = 1
    #endif
    guard isKnown else { return ProcessUsage(busySeconds: 0, peakBytes: 0) }
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return ProcessUsage(
      busySeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peakBytes: Int(usage.ru_maxrss) * unit)
  }
}
