internal import CounterRandom
internal import Synchronization

/// Draws the batches of an estimate and sorts each.
struct BatchDrawing {
  let scenario: any Scenario
  let stream: CounterStream
  let estimator: BayesEstimator
  let times: ClassTimes
  let shares: PosteriorShares
  /// What decisions cost; `nil` for scenarios without amounts.
  let cost: DecisionCost?

  /// The batches' log-likelihood ratios, sorted, and their sums of costs.
  func draw(jobs: Int, progress: @Sendable (Double) -> Void) -> (RatioRuns, [CostSums]) {
    let batches = estimator.batches
    let size = estimator.positivesPerBatch + estimator.negativesPerBatch
    let finished = Mutex(0)
    var costs = [CostSums](repeating: CostSums(), count: batches)
    let keys = unsafe [UInt64](unsafeUninitializedCapacity: batches * size) { buffer, done in
      unsafe costs.withUnsafeMutableBufferPointer { costs in
        let target = unsafe BatchBuffer(keys: buffer, costs: costs)
        inParallel(count: batches, jobs: jobs) { batch in
          unsafe draw(batch, size: size, into: target)
          // Told inside the lock, so that shares arrive in order.
          finished.withLock {
            $0 += 1
            progress(Double($0) / Double(batches))
          }
        }
      }
      done = batches * size
    }
    return (RatioRuns(length: size, count: batches, keys: keys), costs)
  }

  private func draw(_ batch: Int, size: Int, into target: BatchBuffer) {
    guard let start = unsafe target.keys.baseAddress else { return }
    let keys = unsafe start + batch * size
    let rows = ClassDraw(
      scenario: scenario, stream: stream, positives: estimator.positivesPerBatch,
      negatives: estimator.negativesPerBatch, times: times, firstNumber: UInt64(batch * size))
    let places = RowPlaces(capacity: DrawPlan.rowsAtOnce)
    let block = ClassBlock(width: scenario.featureCount)
    var sums = CostSums()
    var done = 0
    while done < size {
      let count = min(DrawPlan.rowsAtOnce, size - done)
      unsafe rows.place(done..<done + count, in: places, labels: block.labels)
      unsafe places.draw(
        count, of: scenario, width: block.width, stream: stream, labels: block.labels,
        features: block.features, typology: block.typology, ratios: block.ratios)
      unsafe rows.addTimes(of: places, count: count, to: block.ratios)
      for row in 0..<count { unsafe keys[done + row] = RatioRuns.key(of: block.ratios[row]) }
      if let cost { sums.add(block, count: count, of: scenario, cost: cost, shares: shares) }
      done += count
    }
    unsafe target.costs[batch] = sums
    unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: size) { room in
      guard let room = room.baseAddress else { return }
      unsafe KeySorter.sort(keys, room: room, count: size)
    }
  }
}

/// Where batches go; each thread fills its own.
@unsafe
private struct BatchBuffer: @unchecked Sendable {
  let keys: UnsafeMutableBufferPointer<UInt64>
  let costs: UnsafeMutableBufferPointer<CostSums>
}

/// Room for a few rows of a scenario, used again and again.
@safe
final class ClassBlock {
  let width: Int
  let features: UnsafeMutablePointer<Float>
  let labels: UnsafeMutablePointer<UInt8>
  let typology: UnsafeMutablePointer<UInt8>
  let ratios: UnsafeMutablePointer<Double>
  let amounts: UnsafeMutablePointer<Float>

  init(width: Int) {
    let rows = DrawPlan.rowsAtOnce
    self.width = width
    unsafe features = .allocate(capacity: rows * width)
    unsafe labels = .allocate(capacity: rows)
    unsafe typology = .allocate(capacity: rows)
    unsafe ratios = .allocate(capacity: rows)
    unsafe amounts = .allocate(capacity: rows)
  }

  deinit {
    unsafe features.deallocate()
    unsafe labels.deallocate()
    unsafe typology.deallocate()
    unsafe ratios.deallocate()
    unsafe amounts.deallocate()
  }
}

/// Sums over rows drawn by class of what the better decision costs.
struct CostSums {
  /// Mass of each law.
  var positives = 0.0
  var negatives = 0.0
  /// Costs, each row weighted with its share of the law.
  var costOfPositives = 0.0
  var costOfNegatives = 0.0

  mutating func add(
    _ block: ClassBlock, count: Int, of scenario: any Scenario, cost: DecisionCost,
    shares: PosteriorShares
  ) {
    var amounts = unsafe MutableSpan(_unsafeStart: block.amounts, count: count)
    scenario.amounts(
      of: unsafe Span(_unsafeStart: block.features, count: count * block.width), into: &amounts)
    for row in 0..<count {
      let ratio = unsafe block.ratios[row]
      let share = shares.shares(of: ratio)
      let (posterior, _) = PosteriorShares.sigmoids(ratio + shares.prior)
      let expected = cost.expected(posterior: posterior, amount: Double(amounts[row]))
      positives += share.positive
      negatives += share.negative
      costOfPositives += share.positive * expected
      costOfNegatives += share.negative * expected
    }
  }

  /// Mean cost a row of the population.
  func mean(prevalence: Double) -> Double {
    prevalence * (costOfPositives / positives) + (1 - prevalence) * (costOfNegatives / negatives)
  }

  static func + (a: Self, b: Self) -> Self {
    CostSums(
      positives: a.positives + b.positives, negatives: a.negatives + b.negatives,
      costOfPositives: a.costOfPositives + b.costOfPositives,
      costOfNegatives: a.costOfNegatives + b.costOfNegatives)
  }

  static func - (a: Self, b: Self) -> Self {
    CostSums(
      positives: a.positives - b.positives, negatives: a.negatives - b.negatives,
      costOfPositives: a.costOfPositives - b.costOfPositives,
      costOfNegatives: a.costOfNegatives - b.costOfNegatives)
  }
}
