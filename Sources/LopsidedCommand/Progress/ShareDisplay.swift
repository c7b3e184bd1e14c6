internal import Foundation
internal import Synchronization

/// Shows how much of a long task is done, on a terminal and only after two seconds.
final class ShareDisplay: Sendable {
  private struct State {
    var start = ContinuousClock.Instant.now
    var lastShown: ContinuousClock.Instant?
  }

  private let name: String
  private let isInteractive: Bool
  private let state = Mutex(State())

  init(name: String, isInteractive: Bool = Terminal.isInteractive) {
    self.name = name
    self.isInteractive = isInteractive
  }

  /// Shows a share of 0…1, at most ten times a second.
  func show(_ share: Double) {
    guard isInteractive else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      let elapsed = now - state.start
      guard elapsed > .seconds(2), now - (state.lastShown ?? state.start) > .milliseconds(100)
      else { return }
      state.lastShown = now
      let left = share > 0.001 ? "\(DurationText.text(elapsed * ((1 - share) / share))) left" : ""
      let line = "\(name): \(Int(share * 100)) %  \(left)".prefix(max(Terminal.width - 1, 1))
      Terminal.rewrite("\r\u{1B}[K\(line)")
    }
  }

  /// Ends the line.
  func finish() {
    state.withLock { state in
      if state.lastShown != nil { Terminal.rewrite("\r\u{1B}[K") }
      state.lastShown = nil
    }
  }
}
