internal import Dispatch
internal import Kernels
internal import Synchronization

/// Something in parts that several threads may do.
protocol CrewTask: AnyObject {
  /// Does one part. No two threads do so on the same lane at once.
  func work(part: Int, lane: Int)
}

/// Threads that take part in every step of a training, the one that trains among them.
///
/// A step lasts some ten microseconds, less than waking a thread may take. So the threads spin
/// while they wait, and sleep only when nothing has come for longer. Each begins with parts of its
/// own, the same in every step, whose rows then are in its caches; who has none left takes those of
/// others, so that nobody waits for a thread that the system has put aside.
final class Crew {
  /// Number of threads.
  let lanes: Int
  private let orders: CrewOrders
  private let group = DispatchGroup()

  /// A crew of so many threads, at least one.
  init(lanes: Int) {
    self.lanes = max(lanes, 1)
    let orders = CrewOrders(lanes: self.lanes)
    self.orders = orders
    for lane in 1..<self.lanes {
      // A queue of its own gets a thread at once.
      DispatchQueue(label: "lopsided.training-\(lane)").async(group: group) {
        orders.follow(lane: lane)
      }
    }
  }

  deinit {
    orders.dismiss()
    group.wait()
  }

  /// Has all parts of a task done.
  func run(_ task: any CrewTask, parts: Int) {
    guard lanes > 1, parts > 1 else {
      for part in 0..<parts { task.work(part: part, lane: 0) }
      return
    }
    orders.carryOut(task, parts: parts)
  }
}

/// What a crew's threads share.
private final class CrewOrders: @unchecked Sendable {
  /// Written before parts are offered, and read by who has got one of them.
  private var task: (any CrewTask)?
  private var parts = 0
  /// Tasks so far; negative at the end.
  private let number = Atomic<Int>(0)
  /// Parts of the task that are done.
  private let done = Atomic<Int>(0)
  private let seats: [CrewSeat]

  init(lanes: Int) { seats = (0..<lanes).map { _ in CrewSeat() } }

  func carryOut(_ task: any CrewTask, parts: Int) {
    self.task = task
    self.parts = parts
    done.store(0, ordering: .relaxed)
    let number = number.load(ordering: .relaxed) + 1
    let lanes = seats.count
    for (lane, seat) in seats.enumerated() {
      seat.offer(parts * lane / lanes..<parts * (lane + 1) / lanes, of: number)
    }
    self.number.store(number, ordering: .sequentiallyConsistent)
    for seat in seats { seat.wake() }
    takeParts(of: number, lane: 0)
    seats[0].wait { done.load(ordering: .sequentiallyConsistent) == parts }
    self.task = nil
  }

  func dismiss() {
    number.store(-1, ordering: .sequentiallyConsistent)
    for seat in seats { seat.wake() }
  }

  /// What the other threads do until the end.
  func follow(lane: Int) {
    var last = 0
    while true {
      seats[lane].wait { number.load(ordering: .sequentiallyConsistent) != last }
      last = number.load(ordering: .sequentiallyConsistent)
      guard last >= 0 else { return }
      takeParts(of: last, lane: lane)
    }
  }

  /// Does parts of a task, first a lane's own, until all are taken.
  private func takeParts(of number: Int, lane: Int) {
    var taken = 0
    for offset in 0..<seats.count {
      let seat = seats[(lane + offset) % seats.count]
      while let part = seat.take(of: number) {
        task?.work(part: part, lane: lane)
        taken += 1
      }
    }
    guard taken > 0 else { return }
    // The task stays what it is until all parts are done.
    let all = parts
    let before = done.wrappingAdd(taken, ordering: .sequentiallyConsistent).oldValue
    if before + taken == all, lane > 0 { seats[0].wake() }
  }
}

/// A thread's parts of the present task, and where it waits.
private final class CrewSeat: Sendable {
  /// The number of the task, the first part that is left and the one after the last.
  private let offered = Atomic<UInt64>(0)
  private let isAsleep = Atomic<Bool>(false)
  private let bell = DispatchSemaphore(value: 0)

  /// Bits of a place in ``offered``.
  private static let width: UInt64 = 20
  private static let mask: UInt64 = 1 << width - 1
  /// Looks that a thread takes before it sleeps, some 50 µs.
  private static let patience = 2000

  func offer(_ parts: Range<Int>, of number: Int) {
    precondition(parts.upperBound <= Self.mask, "a task has fewer than a million parts")
    let word =
      UInt64(truncatingIfNeeded: number) << (2 * Self.width)
      | UInt64(parts.lowerBound) << Self.width | UInt64(parts.upperBound)
    offered.store(word, ordering: .sequentiallyConsistent)
  }

  /// A part of a task that nobody else gets; `nil` if none is left here or the task is over.
  func take(of number: Int) -> Int? {
    let wanted = (UInt64(truncatingIfNeeded: number) << (2 * Self.width)) >> (2 * Self.width)
    var word = offered.load(ordering: .acquiring)
    while true {
      let next = word >> Self.width & Self.mask
      guard word >> (2 * Self.width) == wanted, next < word & Self.mask else { return nil }
      let (isTaken, present) = offered.compareExchange(
        expected: word, desired: word + 1 << Self.width, ordering: .sequentiallyConsistent)
      if isTaken { return Int(next) }
      word = present
    }
  }

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
