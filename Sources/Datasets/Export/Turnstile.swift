internal import Foundation

/// Lets threads through one at a time, in the order of the numbers that they hold.
///
/// Each number from 0 on must come once, or those behind it wait for ever.
final class Turnstile<State: Sendable>: @unchecked Sendable {
  private let condition = NSCondition()
  private var next = 0
  /// Touched by the thread alone whose turn it is.
  private var state: State

  init(_ state: State) { self.state = state }

  /// What the turns have made; to be asked for when all of them are over.
  var finalState: State { state }

  /// Waits for a turn, calls `body`, and lets the next one through.
  func pass<Value>(_ number: Int, _ body: (inout State) -> Value) -> Value {
    condition.withLock {
      while next != number { condition.wait() }
    }
    let value = body(&state)
    condition.withLock {
      next += 1
      condition.broadcast()
    }
    return value
  }
}
