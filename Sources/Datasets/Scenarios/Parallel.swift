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

/// Calls `body` with each of 0..<count and with a state that each thread makes for itself, and
/// joins what it gives in the order of the indices, so that the result does not depend on threads.
func inParallel<State, Value: Sendable, Result: Sendable>(
  count: Int, jobs: Int, into start: Result, state makeState: @Sendable () -> State,
  body: @Sendable (Int, inout State) -> Value,
  join: @Sendable (_ result: inout Result, _ value: Value) -> Void
) -> Result {
  let joined = Mutex(Joined<Value, Result>(result: start))
  inParallel(count: count, jobs: jobs, state: makeState) { index, state in
    let value = body(index, &state)
    joined.withLock { joined in
      joined.waiting[index] = value
      while let next = joined.waiting.removeValue(forKey: joined.next) {
        join(&joined.result, next)
        joined.next += 1
      }
    }
  }
  return joined.withLock { $0.result }
}

/// What has been joined, and what waits for something before it.
private struct Joined<Value: Sendable, Result: Sendable>: Sendable {
  var result: Result
  var next = 0
  var waiting: [Int: Value] = [:]
}

/// Deals out indices to threads.
private final class Turn: Sendable {
  private let next = Atomic<Int>(0)

  func take(below count: Int) -> Int? {
    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }
}
