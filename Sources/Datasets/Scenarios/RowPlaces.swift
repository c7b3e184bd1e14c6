internal import CounterRandom

/// Numbers and times of a few rows, reused from block to block.
@safe
final class RowPlaces {
  private let numbers: UnsafeMutablePointer<UInt64>
  private let times: UnsafeMutablePointer<Double>
  private let capacity: Int

  init(capacity: Int) {
    self.capacity = capacity
    unsafe numbers = .allocate(capacity: capacity)
    unsafe times = .allocate(capacity: capacity)
  }

  deinit {
    unsafe numbers.deallocate()
    unsafe times.deallocate()
  }

  /// Places row `index` of the block.
  @inline(__always)
  func set(_ index: Int, number: UInt64, time: Double) {
    precondition(index >= 0 && index < capacity)
    unsafe numbers[index] = number
    unsafe times[index] = time
  }

  /// The number of row `index` of the block.
  func number(at index: Int) -> Int {
    precondition(index >= 0 && index < capacity)
    return unsafe Int(numbers[index])
  }

  /// The time of row `index` of the block.
  func time(at index: Int) -> Double {
    precondition(index >= 0 && index < capacity)
    return unsafe times[index]
  }

  /// Copies the times of the first `count` rows.
  func copyTimes(_ count: Int, to target: UnsafeMutablePointer<Double>) {
    precondition(count <= capacity)
    unsafe target.update(from: times, count: count)
  }

  /// Places `count` rows of the `total` of a draw: those from `start` on among `source`.
  func set(_ source: RowNumbers, from start: Int, count: Int, of total: Int) {
    precondition(start >= 0 && count <= capacity)
    switch unsafe source {
    case .first(let first):
      for index in 0..<count { unsafe numbers[index] = first &+ UInt64(start &+ index) }
    case .list(let list):
      for index in 0..<count { unsafe numbers[index] = list[start &+ index] }
    }
    let step = 1 / Double(total)
    for index in 0..<count { unsafe times[index] = (Double(numbers[index]) + 0.5) * step }
  }

  /// When each row happens, in days.
  func copyTimes(_ count: Int, days: Double, to target: UnsafeMutablePointer<Double>) {
    precondition(count <= capacity)
    for index in 0..<count { unsafe target[index] = times[index] * days }
  }

  /// Labels the rows that a permutation sends below `limit`.
  func mark(
    _ count: Int, by permutation: KeyedPermutation, below limit: UInt64,
    labels: UnsafeMutablePointer<UInt8>
  ) {
    precondition(count <= capacity)
    var marks = unsafe MutableSpan(_unsafeStart: labels, count: count)
    permutation.mark(
      unsafe Span(_unsafeStart: numbers, count: count), below: limit, into: &marks)
  }

  /// Draws `count` rows of a scenario and computes their log-likelihood ratios.
  ///
  /// `labels` are given; the other pointers are to room for as many rows.
  func draw(
    _ count: Int, of scenario: any Scenario, width: Int, stream: CounterStream,
    labels: UnsafePointer<UInt8>, features: UnsafeMutablePointer<Float>,
    typology: UnsafeMutablePointer<UInt8>, ratios: UnsafeMutablePointer<Double>
  ) {
    precondition(count <= capacity)
    let rows = unsafe Span(_unsafeStart: numbers, count: count)
    let times = unsafe Span(_unsafeStart: times, count: count)
    var x = unsafe MutableSpan(_unsafeStart: features, count: count * width)
    var kinds = unsafe MutableSpan(_unsafeStart: typology, count: count)
    var target = unsafe MutableSpan(_unsafeStart: ratios, count: count)
    scenario.drawRated(
      rows: rows, times: times, stream: stream,
      labels: unsafe Span(_unsafeStart: labels, count: count), features: &x, typology: &kinds,
      ratios: &target)
  }

  /// Draws `count` rows of a scenario.
  ///
  /// `labels` are given; the other pointers are to room for as many rows.
  func draw(
    _ count: Int, of scenario: any Scenario, width: Int, stream: CounterStream,
    labels: UnsafePointer<UInt8>, features: UnsafeMutablePointer<Float>,
    typology: UnsafeMutablePointer<UInt8>
  ) {
    precondition(count <= capacity)
    var x = unsafe MutableSpan(_unsafeStart: features, count: count * width)
    var kinds = unsafe MutableSpan(_unsafeStart: typology, count: count)
    scenario.draw(
      rows: unsafe Span(_unsafeStart: numbers, count: count),
      times: unsafe Span(_unsafeStart: times, count: count), stream: stream,
      labels: unsafe Span(_unsafeStart: labels, count: count), features: &x, typology: &kinds)
  }

  /// Replaces true labels by those that are seen, and fills in their posteriors.
  func observe(
    _ count: Int, by observation: any LabelObservation, width: Int, stream: CounterStream,
    features: UnsafePointer<Float>, typology: UnsafePointer<UInt8>,
    posterior: UnsafePointer<Double>, labels: UnsafeMutablePointer<UInt8>,
    observed: UnsafeMutablePointer<Double>
  ) {
    precondition(count <= capacity)
    var seen = unsafe MutableSpan(_unsafeStart: labels, count: count)
    var target = unsafe MutableSpan(_unsafeStart: observed, count: count)
    observation.observe(
      rows: unsafe Span(_unsafeStart: numbers, count: count),
      times: unsafe Span(_unsafeStart: times, count: count), stream: stream,
      features: unsafe Span(_unsafeStart: features, count: count * width),
      typology: unsafe Span(_unsafeStart: typology, count: count),
      posterior: unsafe Span(_unsafeStart: posterior, count: count), labels: &seen,
      observed: &target)
  }
}
