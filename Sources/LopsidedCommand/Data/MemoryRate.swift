internal import Dispatch
internal import Synchronization

/// How fast memory takes stores.
enum MemoryRate {
  /// Bytes a second of the fastest of a few passes over 128 MiB a thread.
  static func bytesPerSecond(jobs: Int, clock: ContinuousClock) -> Double {
    let count = 128 << 20
    let buffers = (0..<jobs).map { _ in Buffer(words: count / 8) }
    var best = Double.infinity
    // The first pass touches the pages.
    for pass in 0..<6 {
      let seconds =
        clock.measure {
          DispatchQueue.concurrentPerform(iterations: jobs) { buffers[$0].fill(UInt64(pass)) }
        } / .seconds(1)
      if pass > 0 { best = min(best, seconds) }
    }
    return Double(count * jobs) / best
  }

  /// Words that one thread at a time stores to.
  @safe private final class Buffer: @unchecked Sendable {
    private let words: UnsafeMutableBufferPointer<UInt64>

    init(words count: Int) { unsafe words = .allocate(capacity: count) }

    deinit { unsafe words.deallocate() }

    func fill(_ value: UInt64) { unsafe words.initialize(repeating: value) }
  }
}
