/// The metrics of all rows, and of all rows but those of one batch, for every batch.
///
/// Rows pass once, from the highest ratio to the lowest, for four lanes at a time; a lane leaves
/// out one batch, the first lane none. Each lane adds its rows up in that order, so that the values
/// do not depend on how lanes are dealt out to threads.
struct JackknifeSums {
  typealias Lanes = SIMD4<Double>

  /// Rows of all batches, sorted.
  let runs: RatioRuns
  /// The batch of each next row.
  let order: [UInt16]
  let shares: PosteriorShares
  let prevalence: Double

  /// Average precision, AUROC, log-loss, Brier score, and recall at each false-positive rate.
  static let metricCount = 4 + BayesValues.falsePositiveRates.count

  /// Lanes of four that hold the whole and every batch.
  var quadCount: Int { (runs.count + 1 + 3) / 4 }

  /// The metrics, ``metricCount`` for each lane: the whole first, then without each batch.
  func metrics(jobs: Int, progress: @Sendable (Double) -> Void) -> [[Double]] {
    let groups = min(max(jobs, 1), quadCount)
    var metrics = [Double](repeating: 0, count: 4 * quadCount * Self.metricCount)
    unsafe metrics.withUnsafeMutableBufferPointer { buffer in
      let target = unsafe MetricBuffer(values: buffer)
      inParallel(count: groups, jobs: jobs) { group in
        let quads = group * quadCount / groups..<(group + 1) * quadCount / groups
        let rows = add(quads) { if group == 0 { progress($0) } }
        for (place, values) in rows.enumerated() {
          for (index, value) in values.enumerated() {
            unsafe target.values[(4 * quads.lowerBound + place) * Self.metricCount + index] = value
          }
        }
      }
    }
    return (0...runs.count).map { lane in
      (0..<Self.metricCount).map { metrics[lane * Self.metricCount + $0] }
    }
  }

  /// The metrics of each lane of some quads.
  private func add(_ quads: Range<Int>, progress: (Double) -> Void) -> [[Double]] {
    let rates = BayesValues.falsePositiveRates
    let masks = masks(of: quads)
    var totals = [LaneTotals](repeating: LaneTotals(), count: quads.count)
    var sums = [LaneSums](repeating: LaneSums(), count: quads.count)
    var recalls = [[Double]](
      repeating: [Double](repeating: 1, count: rates.count), count: 4 * quads.count)
    eachBlock { block, first in
      for quad in 0..<quads.count { totals[quad].add(block, masks: masks[quad]) }
      if first % (64 * PosteriorShares.capacity) == 0 {
        progress(0.4 * Double(first) / Double(order.count))
      }
    }
    // The shares sum to 1 up to noise; precision needs both laws to have mass 1 exactly.
    let factors = totals.map { (positive: 1 / $0.positives, negative: 1 / $0.negatives) }
    eachBlock { block, first in
      for quad in 0..<quads.count {
        let before = sums[quad]
        sums[quad].add(
          block, masks: masks[quad], factors: factors[quad], prevalence: prevalence)
        for (index, rate) in rates.enumerated() {
          for lane in 0..<4
          where before.fallOut[lane] < rate && sums[quad].fallOut[lane] >= rate {
            recalls[4 * quad + lane][index] = before.recall(
              at: rate, lane: lane, in: block, masks: masks[quad], factors: factors[quad])
          }
        }
      }
      if first % (64 * PosteriorShares.capacity) == 0 {
        progress(0.4 + 0.6 * Double(first) / Double(order.count))
      }
    }
    return (0..<4 * quads.count).map { place in
      let (sum, lane) = (sums[place / 4], place % 4)
      return [
        sum.precision[lane], sum.ranked[lane],
        prevalence * sum.loss[lane] + (1 - prevalence) * sum.lossOfNegatives[lane],
        prevalence * sum.brier[lane] + (1 - prevalence) * sum.brierOfNegatives[lane],
      ] + recalls[place]
    }
  }

  /// For each quad and batch, 0 for the lane that leaves the batch out and 1 for the others.
  private func masks(of quads: Range<Int>) -> [[Lanes]] {
    quads.map { quad in
      (0..<runs.count).map { batch in
        var mask = Lanes(repeating: 1)
        let lane = batch + 1 - 4 * quad
        if (0..<4).contains(lane) { mask[lane] = 0 }
        return mask
      }
    }
  }

  /// Calls `body` with every block of rows, in order, and the number of its first row.
  private func eachBlock(_ body: (ShareBlock, Int) -> Void) {
    let capacity = PosteriorShares.capacity
    var next = (0..<runs.count).map { $0 * runs.length }
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: 5 * capacity) { room in
      guard let columns = room.baseAddress else { return }
      let ratios = unsafe columns + 4 * capacity
      var first = 0
      while first < order.count {
        let count = min(capacity, order.count - first)
        for row in 0..<count {
          let batch = Int(order[first + row])
          unsafe ratios[row] = RatioRuns.ratio(of: runs.keys[next[batch]])
          next[batch] += 1
        }
        unsafe shares.fill(columns, ratios: ratios, count: count)
        unsafe order.withUnsafeBufferPointer { order in
          guard let batches = order.baseAddress else { return }
          body(
            unsafe ShareBlock(count: count, columns: columns, batches: batches + first), first)
        }
        first += count
      }
    }
  }
}

/// Where lanes put their metrics; each thread fills its own.
@unsafe
private struct MetricBuffer: @unchecked Sendable {
  let values: UnsafeMutableBufferPointer<Double>
}

/// Rows with what they stand for, see ``PosteriorShares/fill(_:ratios:count:)``.
@safe
struct ShareBlock {
  let count: Int
  private let columns: UnsafePointer<Double>
  private let batches: UnsafePointer<UInt16>

  init(count: Int, columns: UnsafePointer<Double>, batches: UnsafePointer<UInt16>) {
    precondition(count <= PosteriorShares.capacity)
    self.count = count
    unsafe self.columns = columns
    unsafe self.batches = batches
  }

  @inline(__always)
  func batch(_ row: Int) -> Int { unsafe Int(batches[row]) }
  @inline(__always)
  func positive(_ row: Int) -> Double { unsafe columns[row] }
  @inline(__always)
  func negative(_ row: Int) -> Double { unsafe columns[PosteriorShares.capacity &+ row] }
  @inline(__always)
  func entropy(_ row: Int) -> Double { unsafe columns[2 &* PosteriorShares.capacity &+ row] }
  @inline(__always)
  func variance(_ row: Int) -> Double { unsafe columns[3 &* PosteriorShares.capacity &+ row] }
}

/// Mass of both laws in four lanes.
struct LaneTotals {
  var positives = JackknifeSums.Lanes()
  var negatives = JackknifeSums.Lanes()

  mutating func add(_ block: ShareBlock, masks: [JackknifeSums.Lanes]) {
    var (positives, negatives) = (positives, negatives)
    unsafe masks.withUnsafeBufferPointer { masks in
      for row in 0..<block.count {
        let mask = unsafe masks[block.batch(row)]
        positives += block.positive(row) * mask
        negatives += block.negative(row) * mask
      }
    }
    self.positives = positives
    self.negatives = negatives
  }
}

/// Sums of four lanes over the rows so far.
struct LaneSums {
  typealias Lanes = JackknifeSums.Lanes
  typealias Factors = (positive: Lanes, negative: Lanes)

  /// Mass of each law so far.
  var recall = Lanes()
  var fallOut = Lanes()
  var precision = Lanes()
  var ranked = Lanes()
  var loss = Lanes()
  var lossOfNegatives = Lanes()
  var brier = Lanes()
  var brierOfNegatives = Lanes()

  mutating func add(
    _ block: ShareBlock, masks: [Lanes], factors: Factors, prevalence: Double
  ) {
    var sums = self
    let others = 1 - prevalence
    // Before the first row of a lane there is nothing to divide by; any sum of masses absorbs this.
    let tiny = Lanes(repeating: 1e-300)
    unsafe masks.withUnsafeBufferPointer { masks in
      for row in 0..<block.count {
        let mask = unsafe masks[block.batch(row)]
        let share1 = block.positive(row) * factors.positive * mask
        let share0 = block.negative(row) * factors.negative * mask
        // Half of the row's own mass: the midpoint of the step it makes in the curve.
        let recallHere = sums.recall + share1 * 0.5
        let fallOutHere = sums.fallOut + share0 * 0.5
        let caught = prevalence * recallHere
        sums.precision += share1 * (caught / (caught + others * fallOutHere + tiny))
        sums.ranked += share0 * recallHere
        let (entropy, variance) = (block.entropy(row), block.variance(row))
        sums.loss += share1 * entropy
        sums.brier += share1 * variance
        sums.lossOfNegatives += share0 * entropy
        sums.brierOfNegatives += share0 * variance
        sums.recall += share1
        sums.fallOut += share0
      }
    }
    self = sums
  }

  /// Recall of one lane where the false-positive rate reaches `rate` within the block, the row that
  /// crosses it counting in part.
  func recall(
    at rate: Double, lane: Int, in block: ShareBlock, masks: [Lanes], factors: Factors
  ) -> Double {
    var (recall, fallOut) = (recall[lane], fallOut[lane])
    for row in 0..<block.count {
      let mask = masks[block.batch(row)][lane]
      let share1 = block.positive(row) * factors.positive[lane] * mask
      let share0 = block.negative(row) * factors.negative[lane] * mask
      if fallOut + share0 >= rate {
        return share0 > 0 ? recall + share1 * ((rate - fallOut) / share0) : recall
      }
      recall += share1
      fallOut += share0
    }
    return recall
  }
}
