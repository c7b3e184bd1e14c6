internal import Dispatch
internal import Synchronization

/// Threads that share out work of ours between two pieces of XGBoost's.
///
/// They are XGBoost's own where possible. OpenMP's threads stay awake for some milliseconds after a
/// piece of work, since the next one follows soon as a rule. Threads of another pool would not get
/// a core meanwhile, and the calling thread would do the whole work alone.
struct WorkerTeam {
  /// Threads, the calling one among them.
  let threads: Int
  private let library: XGBoostLibrary?

  /// A team.
  ///
  /// - Parameters:
  ///   - threads: Threads, the calling one among them.
  ///   - library: XGBoost, whose threads they are; without it they are the system's.
  init(threads: Int, library: XGBoostLibrary? = nil) {
    self.threads = max(threads, 1)
    self.library = library
  }

  /// Calls `body` with every number below `count` once, from several threads, and waits.
  ///
  /// Which thread gets which number is left to chance.
  func perform(_ count: Int, _ body: (Int) -> Void) {
    guard threads > 1, count > 1 else {
      for index in 0..<count { body(index) }
      return
    }
    let threads = min(threads, count)
    withoutActuallyEscaping(body) { body in
      let work = SharedWork(count, body)
      guard let parallel = unsafe library?.functions.parallel else {
        DispatchQueue.concurrentPerform(iterations: threads) { _ in work.help() }
        return
      }
      // The other threads have no hold on it of their own.
      withExtendedLifetime(work) {
        unsafe parallel(
          { context in
            guard let context = unsafe context else { return }
            unsafe Unmanaged<SharedWork>.fromOpaque(context).takeUnretainedValue().help()
          }, Unmanaged.passUnretained(work).toOpaque(), UInt32(threads), 0)
      }
    }
  }
}

/// Pieces of work, each of which is taken by the thread that comes first.
private final class SharedWork: Sendable {
  private let count: Int
  // Whoever shares work out sees to it that its pieces do not touch each other.
  nonisolated(unsafe) private let body: (Int) -> Void
  private let next = Atomic(0)

  init(_ count: Int, _ body: @escaping (Int) -> Void) {
    self.count = count
    unsafe self.body = body
  }

  /// Takes pieces until none is left.
  func help() {
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      unsafe body(index)
    }
  }
}
