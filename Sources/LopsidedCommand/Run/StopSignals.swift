internal import Experiments
internal import Foundation
internal import Synchronization

/// What signals do to a run: the first ends it well, the second at once.
///
/// Nothing here touches the store: a run that ends at once loses what is in flight and no more.
final class StopSignals: Sendable {
  private let stop: StopRequest
  private let grace: Duration
  private let progress: ProgressDisplay
  private let first = Mutex<Int32?>(nil)

  /// Takes the signals of the process over, for the rest of its life.
  ///
  /// - Parameters:
  ///   - stop: made by the first signal.
  ///   - grace: time that SIGTERM and SIGHUP leave what is in flight.
  ///   - progress: tells how many trials that is.
  init(_ stop: StopRequest, grace: Duration, progress: ProgressDisplay) {
    self.stop = stop
    self.grace = grace
    self.progress = progress
    // A pipe that nobody reads and a file that is too long are errors of writing, not ends.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    guard Self.channel.write >= 0 else { return }
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let earlier = signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = unsafe write(StopSignals.channel.write, &byte, 1)
      }
      // nohup and shells ignore a signal in the name of what they start.
      if unsafe unsafeBitCast(earlier, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
      }
    }
    Thread.detachNewThread { [self] in listen() }
  }

  /// The first signal that came, if any.
  var received: Int32? { first.withLock { $0 } }

  /// A pipe, since next to nothing may be done where a signal arrives; below 0 if there is none.
  private static let channel: (read: Int32, write: Int32) = {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return (-1, -1) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }()

  private func listen() {
    var deadline: ContinuousClock.Instant?
    while true {
      var request = pollfd(fd: Self.channel.read, events: Int16(POLLIN), revents: 0)
      let left = deadline.map { ($0 - ContinuousClock.now) / .milliseconds(1) }
      let wait = left.map { Int32(min(max($0.rounded(.up), 0), 1e6)) } ?? -1
      let count = unsafe poll(&request, 1, wait)
      if count == 0, let deadline, deadline <= .now {
        end(received ?? SIGTERM, "Stopped after \(DurationText.text(grace)): \(inFlight) lost")
      }
      guard count > 0 else { continue }
      var byte: UInt8 = 0
      guard unsafe read(Self.channel.read, &byte, 1) == 1 else { continue }
      let number = Int32(byte)
      if received != nil { end(number, "Stopped at once: \(inFlight) lost") }
      first.withLock { $0 = number }
      stop.make()
      if number == SIGINT {
        progress.note(
          """
          Stopping: finishing and saving the \(inFlight). Press Ctrl-C again to lose them and stop \
          at once.
          """)
      } else {
        progress.note(
          """
          Stopping: the \(inFlight) have \(DurationText.text(grace)) to be finished and saved.
          """)
        deadline = .now + grace
      }
    }
  }

  /// "4 trials in flight"
  private var inFlight: String {
    let trials = progress.inFlight
    return "\(trials) \(trials == 1 ? "trial" : "trials") in flight"
  }

  private func end(_ number: Int32, _ sentence: String) -> Never {
    progress.note(sentence + ", everything finished before is saved.")
    // Without the destructors of threads that are at work.
    _exit(128 + number)
  }
}
