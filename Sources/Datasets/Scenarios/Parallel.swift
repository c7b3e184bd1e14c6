internal import Dispatch
internal import Synchronization

/// Calls `body` with each of 0..<count on up to `jobs` threads, the caller's being one of them.
///
/// Which thread takes which index is left to chance: `body` must not let it matter.
package func inParallel(count: Int, jobs: Int, body: @Sendable (Int) -> Void) {
  inParallel(count: count, jobs: jobs, state: {}, body: { index, _ in body(index) })
}

/// Calls `body` with each of 0..<count and with a state that each thread makes for itself.
///
/// Which thread takes which index is left to chance: `body` must not let it matter.
package func inParallel<State>(
  count: Int, jobs: Int, state makeState: @Sendable () -> State,
  body: @Sendable (Int, inout State) -> Void
) {
  let jobs = min(max(jobs, 1), count)
  guard jobs > 1 else {
    guard count > 0 else { return }
    var state = makeState()
    for index in 0..<count { body(index, &state) }
    return
  }
  let next = Turn()
  withoutActuallyEscaping(body) { body in
    withoutActuallyEscaping(makeState) { makeState in
      let work = { @Sendable in
        guard var index = next.take(below: count) else { return }
        var state = makeState()
        while true {
          body(index, &state)
          guard let following = next.take(below: count) else { return }
          index = following
        }
      }
      let group = DispatchGroup()
      for job in 1..<jobs {
        // A queue of its own gets a thread at once; the shared pool may hold one back while the
        // machine is busy with other processes.
        DispatchQueue(label: "lopsided.job-\(job)").async(group: group, execute: work)
      }
      work()
      group.wait()
    }
  }
}

/// Deals out indices to threads.
private final class Turn: Sendable {
  private let next = Atomic<Int>(0)

  func take(below count: Int) -> Int? {
    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}
