internal import Experiments
internal import Foundation
internal import Results
internal import Synchronization

/// Shows how far a run is: one line that moves on a terminal, a line each tenth elsewhere.
final class ProgressDisplay: Sendable {
  private struct State {
    var trials = 0
    var finished = 0
    var failed = 0
    var share = 0.0
    var shownTenth = 0
    var lastShown = ContinuousClock.Instant.now
    var start = ContinuousClock.Instant.now
    var hasLine = false
    var isFinished = false
  }

  private let name: String
  private let isInteractive: Bool
  private let state = Mutex(State())

  init(name: String, isInteractive: Bool = Terminal.isInteractive) {
    self.name = name
    self.isInteractive = isInteractive
  }

  /// Takes note of an event, and shows it when it is time to.
  func show(_ event: RunEvent) {
    state.withLock { state in
      switch event {
      case .planned(let trials, let finished):
        state.trials = trials
        state.finished = finished
        state.start = .now
        let kept = finished > 0 ? ", \(finished) of them finished before" : ""
        Terminal.error("\(name): \(trials) trials\(kept)")
      case .advanced(let share):
        state.share = max(state.share, share)
      case .finished(let record):
        state.finished += 1
        if record.outcome.failure != nil { state.failed += 1 }
      case .counted(let finished, let failed):
        state.finished = finished
        state.failed = failed
      }
      render(&state)
    }
  }

  /// Ends the moving line.
  func finish() {
    state.withLock { state in
      if state.hasLine { Terminal.rewrite("\r\u{1B}[K") }
      state.hasLine = false
      guard !state.isFinished, state.share > 0 else { return }
      state.isFinished = true
      let elapsed = DurationText.text(ContinuousClock.now - state.start)
      Terminal.error("\(name): \(state.share < 1 ? "stopped after" : "done in") \(elapsed)")
    }
  }

  private func render(_ state: inout State) {
    let now = ContinuousClock.now
    let elapsed = now - state.start
    let left = state.share > 0.001 ? elapsed * ((1 - state.share) / state.share) : nil
    let failures = state.failed > 0 ? ", \(state.failed) failed" : ""
    let counts = "\(state.finished) of \(state.trials) trials\(failures)"
    let eta = left.map { "\(DurationText.text($0)) left" } ?? ""
    if isInteractive {
      guard now - state.lastShown > .milliseconds(100) || !state.hasLine else { return }
      state.lastShown = now
      state.hasLine = true
      let percent = Int((state.share * 100).rounded(.down))
      let tail = " \(percent) %  \(counts)  \(eta)"
      let room = max(Terminal.width - name.count - tail.count - 4, 0)
      let cells = min(room, 30)
      let full = Int((Double(cells) * state.share).rounded(.down))
      let bar = String(repeating: "█", count: full) + String(repeating: "░", count: cells - full)
      let line = "\(name) \(bar)\(tail)".prefix(max(Terminal.width - 1, 1))
      Terminal.rewrite("\r\u{1B}[K\(line)")
    } else {
      let tenth = Int(state.share * 10)
      guard tenth > state.shownTenth else { return }
      state.shownTenth = tenth
      Terminal.error(
        "\(name): \(tenth * 10) %, \(counts), \(DurationText.text(elapsed)) elapsed"
          + (tenth < 10 ? ", \(eta)" : ""))
    }
  }
}

/// Durations for people.
enum DurationText {
  /// "8 s", "3 min 5 s", "2 h 10 min".
  static func text(_ duration: Duration) -> String {
    let seconds = Int((duration / .seconds(1)).rounded())
    return switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
    default: "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
  }
}
