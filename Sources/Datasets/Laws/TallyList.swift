internal import Synchronization

/// Tallies of several threads, by the piece of rows that they are of.
final class TallyList<Tally: Sendable>: Sendable {
  private let tallies: Mutex<[Tally]>

  init(count: Int, empty: () -> Tally) {
    tallies = Mutex((0..<count).map { _ in empty() })
  }

  func set(_ index: Int, _ tally: Tally) {
    tallies.withLock { $0[index] = tally }
  }

  var all: [Tally] { tallies.withLock { $0 } }
}
