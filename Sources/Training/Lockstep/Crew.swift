internal import Dispatch
internal import Kernels
internal import Synchronization

/// Something that several threads do at once, each its part.
protocol CrewTask: AnyObject {
  /// Does the part of a thread, numbered from 0.
  func work(lane: Int)
}

/// Threads that take part in every step of a training, the one that trains among them.
///
/// A step lasts some ten microseconds, less than waking a thread may take. So the threads spin
/// while they wait, and sleep only when nothing has come for longer.
final class Crew {
  /// Number of threads.
  let lanes: Int
  private let orders: CrewOrders
  private let group = DispatchGroup()

  /// A crew of so many threads, at least one.
  init(lanes: Int) {
    self.lanes = max(lanes, 1)
    let orders = CrewOrders(helpers: self.lanes - 1)
    self.orders = orders
    for lane in 1..<self.lanes {
      // A queue of its own gets a thread at once.
      DispatchQueue(label: "lopsided.training-\(lane)").async(group: group) {
        orders.follow(lane: lane)
      }
    }
  }

  deinit {
    orders.give(nil)
    group.wait()
  }

  /// Has every thread do its part of a task; returns when all have.
  func run(_ task: any CrewTask) {
    guard lanes > 1 else { return task.work(lane: 0) }
    orders.give(task)
    task.work(lane: 0)
    orders.awaitHelpers()
  }
}

/// What a crew's threads share.
private final class CrewOrders: @unchecked Sendable {
  /// Written before ``given`` is raised, read after that was seen; `nil` for the end.
  private var task: (any CrewTask)?
  /// Tasks given so far.
  private let given = Atomic<Int>(0)
  /// Helpers that have not done their part yet.
  private let busy = Atomic<Int>(0)
  /// One for each helper.
  private let seats: [CrewSeat]
  /// That of the thread that gives orders.
  private let head = CrewSeat()

  init(helpers: Int) { seats = (0..<helpers).map { _ in CrewSeat() } }

  func give(_ task: (any CrewTask)?) {
    self.task = task
    busy.store(seats.count, ordering: .relaxed)
    given.wrappingAdd(1, ordering: .sequentiallyConsistent)
    for seat in seats { seat.wake() }
  }

  func awaitHelpers() {
    head.wait { busy.load(ordering: .sequentiallyConsistent) == 0 }
    task = nil
  }

  /// What a helper does until the end.
  func follow(lane: Int) {
    var done = 0
    while true {
      seats[lane - 1].wait { given.load(ordering: .sequentiallyConsistent) > done }
      done += 1
      guard let task else { return }
      task.work(lane: lane)
      let before = busy.wrappingSubtract(1, ordering: .sequentiallyConsistent).oldValue
      if before == 1 { head.wake() }
    }
  }
}

/// Where a thread waits.
private final class CrewSeat: Sendable {
  private let isAsleep = Atomic<Bool>(false)
  private let bell = DispatchSemaphore(value: 0)

  /// Looks that a thread takes before it sleeps, some 50 µs.
  private static let patience = 2000

  /// Returns when `holds` does: spins first, then sleeps until it is woken.
  @inline(__always) func wait(_ holds: () -> Bool) {
    while true {
      for _ in 0..<Self.patience {
        if holds() { return }
        pauseBriefly()
      }
      isAsleep.store(true, ordering: .sequentiallyConsistent)
      // Whoever clears the mark decides: a thread that does so itself is not rung for.
      if holds(), isAsleep.exchange(false, ordering: .sequentiallyConsistent) { return }
      bell.wait()
    }
  }

  /// Wakes the thread if it sleeps. What it waits for must hold by now.
  @inline(__always) func wake() {
    guard isAsleep.load(ordering: .sequentiallyConsistent) else { return }
    if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { bell.signal() }
  }
}
