internal import Foundation
internal import Results
internal import Synchronization

/// How far a task is, in a small file that whoever follows the array reads.
///
/// Shards are not read while tasks write them: a network's file system need not keep locks that
/// would make it safe.
final class TaskProgress: Sendable {
  /// What the file says.
  struct Count: Equatable, Sendable {
    /// The share of the task's work that is done, 0…1.
    var share = 0.0
    /// Trials that are saved.
    var finished = 0
    /// Those of them that failed.
    var failed = 0

    init() {}

    /// Reads a file; `nil` when there is none.
    init?(at url: URL) {
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
      let fields = text.split(whereSeparator: \.isWhitespace)
      guard fields.count == 3, let share = Double(fields[0]), let finished = Int(fields[1]),
        let failed = Int(fields[2])
      else { return nil }
      self.share = share
      self.finished = finished
      self.failed = failed
    }
  }

  private struct State {
    var count = Count()
    /// The share that was done before this attempt.
    var before = 0.0
    var written: ContinuousClock.Instant?
  }

  private let url: URL
  private let state = Mutex(State())

  init(at url: URL) { self.url = url }

  /// Takes note of an event, and writes at most once a second.
  func note(_ event: RunEvent) {
    state.withLock { state in
      switch event {
      case .planned(let trials, let finished):
        state.count.finished = finished
        state.before = trials > 0 ? Double(finished) / Double(trials) : 0
        state.count.share = state.before
      case .advanced(let share):
        state.count.share = state.before + (1 - state.before) * share
      case .finished(let record):
        state.count.finished += 1
        if record.outcome.failure != nil { state.count.failed += 1 }
      case .counted(let finished, let failed):
        state.count.finished = finished
        state.count.failed = failed
      case .resources, .began, .remaining: return
      }
      let now = ContinuousClock.now
      if let written = state.written, now - written < .seconds(1) { return }
      state.written = now
      write(state.count)
    }
  }

  /// Writes how it ended.
  func finish() { state.withLock { write($0.count) } }

  private func write(_ count: Count) {
    // Progress that cannot be written must not end a task.
    try? Data("\(count.share) \(count.finished) \(count.failed)\n".utf8).write(
      to: url, options: .atomic)
  }
}
