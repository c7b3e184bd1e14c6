internal import Synchronization

/// Shows how far a piece of work is once it has taken two seconds: one line that moves on a
/// terminal, a line each tenth elsewhere.
final class WorkDisplay: Sendable {
  private struct State {
    var shownTenth = 0
    var lastShown = ContinuousClock.Instant.now
    var hasLine = false
  }

  private let name: String
  private let start = ContinuousClock.Instant.now
  private let isInteractive: Bool
  private let state = Mutex(State())

  init(_ name: String, isInteractive: Bool = Terminal.isInteractive) {
    self.name = name
    self.isInteractive = isInteractive
  }

  /// Takes note of the share that is done, 0…1, and shows it when it is time to.
  func show(_ share: Double) {
    let now = ContinuousClock.now
    let elapsed = now - start
    guard elapsed > .seconds(2), share > 0 else { return }
    let left = DurationText.text(elapsed * ((1 - share) / share))
    state.withLock { state in
      if isInteractive {
        guard now - state.lastShown > .milliseconds(100) || !state.hasLine else { return }
        state.lastShown = now
        state.hasLine = true
        let line = "\(name) \(Int((share * 100).rounded(.down))) %  \(left) left"
        Terminal.rewrite("\r\u{1B}[K\(line.prefix(max(Terminal.width - 1, 1)))")
      } else {
        let tenth = Int(share * 10)
        guard tenth > state.shownTenth, tenth < 10 else { return }
        state.shownTenth = tenth
        Terminal.error(
          "\(name): \(tenth * 10) %, \(DurationText.text(elapsed)) elapsed, \(left) left")
      }
    }
  }

  /// Ends the moving line.
  func finish() {
    state.withLock { state in
      if state.hasLine { Terminal.rewrite("\r\u{1B}[K") }
      state.hasLine = false
    }
  }
}
