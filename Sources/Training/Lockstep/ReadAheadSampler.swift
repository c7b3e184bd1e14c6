internal import Dispatch
internal import Losses
internal import Synchronization

/// The batches of another sampler, read or drawn by several threads while one of them is trained on.
///
/// The other sampler only plans, that is it says which rows make the next batch. A few batches are
/// under way at a time, each in a place of its own; a thread that trains and finds its next batch
/// not begun fills it itself, and where another thread is at it fills a later one meanwhile. Batches
/// come in the planned order, so what is trained does not depend on threads.
final class ReadAheadSampler: BatchSampler {
  private let work: ReadAhead
  private let threads: Int
  private let group = DispatchGroup()
  private var current: ReadAhead.Place?
  private let empty: BatchFiller

  var batch: LossBatch {
    _read { yield current?.filler.batch ?? empty.batch }
  }

  /// Batches that `planner` plans.
  ///
  /// - Parameters:
  ///   - planner: A sampler whose fillers only plan.
  ///   - data: The training rows.
  ///   - capacity: Rows of the largest batch.
  init(_ planner: any BatchSampler, data: TrainingData, capacity: Int) {
    threads = data.jobs
    empty = BatchFiller(data: data, capacity: 0)
    work = ReadAhead(
      planner, places: (0..<data.jobs + 2).map { _ in ReadAhead.Place(data, capacity: capacity) })
  }

  deinit { stop() }

  func begin(epoch: Int) {
    stop()
    work.begin(epoch: epoch)
    for number in 1..<max(threads, 1) {
      let work = work
      DispatchQueue(label: "lopsided.read-ahead-\(number)").async(group: group) {
        work.fillUntilDone()
      }
    }
  }

  func nextBatch() -> Bool {
    current = work.next()
    return current != nil
  }

  func withFeatures(_ body: (UnsafePointer<Float>) -> Void) {
    unsafe (current?.filler ?? empty).withFeatures(body)
  }

  /// Ends an epoch of which not all batches were taken.
  private func stop() {
    current = nil
    work.stop()
    group.wait()
  }
}

/// The batches that are under way, shared by the threads that fill them.
private final class ReadAhead: @unchecked Sendable {
  /// Room for one batch. It belongs to the thread that fills it, then to the one that trains.
  final class Place {
    var filler: BatchFiller
    var rows: [UInt32] = []

    init(_ data: TrainingData, capacity: Int) {
      filler = BatchFiller(data: data, capacity: capacity, plansOnly: false)
      rows.reserveCapacity(capacity)
    }

    func fill() {
      filler.removeAll()
      filler.append(rows[...])
    }
  }

  private struct State {
    /// Batches that were planned, that were handed out, and, once all are planned, how many there
    /// are.
    var planned = 0
    var taken = 0
    var total: Int?
    var isStopped = true
    /// Whether each place's batch is filled.
    var isFilled: [Bool]
    /// Threads that wait for a place, and whether the one that trains waits for its batch.
    var waiting = 0
    var isAwaited = false
  }

  private let places: [Place]
  /// Only touched under the lock.
  private let planner: any BatchSampler
  private let state: Mutex<State>
  private let placeIsFree = DispatchSemaphore(value: 0)
  private let batchIsFilled = DispatchSemaphore(value: 0)

  init(_ planner: any BatchSampler, places: [Place]) {
    self.planner = planner
    self.places = places
    state = Mutex(State(isFilled: places.map { _ in false }))
  }

  func begin(epoch: Int) {
    state.withLock { state in
      state = State(isStopped: false, isFilled: places.map { _ in false })
      planner.begin(epoch: epoch)
    }
  }

  func stop() {
    let waiting = state.withLock { state in
      state.isStopped = true
      defer { state.waiting = 0 }
      return state.waiting
    }
    for _ in 0..<waiting { placeIsFree.signal() }
  }

  /// Fills batches until none is left.
  func fillUntilDone() {
    while true {
      let step: (number: Int?, waits: Bool) = state.withLock { state in
        guard !state.isStopped else { return (nil, false) }
        if let number = plan(&state) { return (number, false) }
        guard state.total == nil else { return (nil, false) }
        state.waiting += 1
        return (nil, true)
      }
      if let number = step.number {
        fill(number)
      } else if step.waits {
        placeIsFree.wait()
      } else {
        return
      }
    }
  }

  private enum Step {
    case take(Int)
    case fill(Int)
    case wait
    case end
  }

  /// The next batch in order; `nil` after the last one. The one before is given back.
  func next() -> Place? {
    while true {
      let (step, frees) = state.withLock { state in nextStep(&state) }
      if frees { placeIsFree.signal() }
      switch step {
      case .take(let number): return places[number % places.count]
      case .fill(let number): fill(number)
      case .wait: batchIsFilled.wait()
      case .end: return nil
      }
    }
  }

  private func nextStep(_ state: inout State) -> (Step, freesPlace: Bool) {
    let number = state.taken
    if number < state.planned, state.isFilled[number % places.count] {
      state.taken += 1
      guard state.waiting > 0 else { return (.take(number), false) }
      state.waiting -= 1
      return (.take(number), true)
    }
    if let planned = plan(&state) { return (.fill(planned), false) }
    if let total = state.total, number >= total { return (.end, false) }
    state.isAwaited = true
    return (.wait, false)
  }

  /// Plans the next batch if there is a place for it.
  private func plan(_ state: inout State) -> Int? {
    // The batch that was taken last is with the thread that trains.
    let held = state.taken > 0 ? state.taken - 1 : 0
    guard state.total == nil, state.planned < held + places.count else { return nil }
    guard planner.nextBatch() else {
      state.total = state.planned
      return nil
    }
    let number = state.planned
    let place = places[number % places.count]
    place.rows.removeAll(keepingCapacity: true)
    place.rows += planner.batch.rows
    state.isFilled[number % places.count] = false
    state.planned += 1
    return number
  }

  private func fill(_ number: Int) {
    places[number % places.count].fill()
    let wakes = state.withLock { state in
      state.isFilled[number % places.count] = true
      guard state.isAwaited, number == state.taken else { return false }
      state.isAwaited = false
      return true
    }
    if wakes { batchIsFilled.signal() }
  }
}
