internal import CounterRandom

/// Sums over the rows of a line in the logit, eight rows at once: first as if all were negatives,
/// then corrected for the few that are not.
struct LineSums {
  private var loss = LaneSum()
  private var squares = LaneSum()
  private var expected = LaneSum()
  private var divergence = LaneSum()
  private var distance = LaneSum()
  private var hasPosterior = false
  private var positives = 0
  private var lossCorrection = CompensatedSum()
  private var squareCorrection = CompensatedSum()

  /// Adds all rows as negatives, and writes their probabilities out.
  mutating func add(
    _ line: LogisticLine, _ values: [Double],
    _ posterior: (values: [Double], entropies: [Double])?, into probabilities: inout [Double]
  ) {
    hasPosterior = posterior != nil
    let whole = values.count & ~7
    unsafe values.withUnsafeBufferPointer { values in
      unsafe probabilities.withUnsafeMutableBufferPointer { probabilities in
        guard let from = values.baseAddress, let to = probabilities.baseAddress else { return }
        guard let posterior else {
          for row in stride(from: 0, to: whole, by: 8) {
            let rows = unsafe Rows(line, DoublePack(at: from + row))
            add(rows, weight: 1.0)
            unsafe rows.probability.store(at: to + row)
          }
          return
        }
        unsafe posterior.values.withUnsafeBufferPointer { posteriors in
          unsafe posterior.entropies.withUnsafeBufferPointer { entropies in
            guard let truth = posteriors.baseAddress, let least = entropies.baseAddress else {
              return
            }
            for row in stride(from: 0, to: whole, by: 8) {
              let rows = unsafe Rows(line, DoublePack(at: from + row))
              add(rows, weight: 1.0)
              unsafe add(
                rows, posterior: DoublePack(at: truth + row), entropy: DoublePack(at: least + row),
                weight: 1.0)
              unsafe rows.probability.store(at: to + row)
            }
          }
        }
      }
    }
    guard whole < values.count else { return }
    // The rest, with rows of no weight to fill a pack.
    var (rest, weight) = (SIMD8<Double>(repeating: 0), SIMD8<Double>(repeating: 0))
    var (truth, least) = (SIMD8<Double>(repeating: 0), SIMD8<Double>(repeating: 0))
    for row in whole..<values.count {
      rest[row - whole] = values[row]
      weight[row - whole] = 1
      truth[row - whole] = posterior?.values[row] ?? 0
      least[row - whole] = posterior?.entropies[row] ?? 0
    }
    let rows = Rows(line, DoublePack(rest))
    add(rows, weight: DoublePack(weight))
    if posterior != nil {
      add(
        rows, posterior: DoublePack(truth), entropy: DoublePack(least), weight: DoublePack(weight))
    }
    for row in whole..<values.count { probabilities[row] = rows.probability.lanes[row - whole] }
  }

  /// Makes a positive of a row.
  mutating func correct(probability: Double, logit: Double) {
    positives += 1
    lossCorrection.add(-logit)
    squareCorrection.add(1 - 2 * probability)
  }

  /// The sums of all rows.
  func sums(rows: Int) -> ProbabilitySums {
    ProbabilitySums(
      rows: rows, positives: positives, loss: loss.value + lossCorrection.value,
      squares: squares.value + squareCorrection.value, expected: expected.value,
      regrets: hasPosterior ? (divergence.value, distance.value) : nil)
  }

  @inline(__always)
  private mutating func add(_ rows: Rows, weight: DoublePack) {
    loss.add(weight * rows.lossOfNegative)
    squares.add(weight * (rows.probability * rows.probability))
    expected.add(weight * rows.probability)
  }

  @inline(__always)
  private mutating func add(
    _ rows: Rows, posterior: DoublePack, entropy: DoublePack, weight: DoublePack
  ) {
    let error = rows.probability - posterior
    divergence.add(weight * ((rows.lossOfNegative - posterior * rows.logit) - entropy))
    distance.add(weight * (error * error))
  }

  /// What eight rows add.
  private struct Rows {
    let logit: DoublePack
    let probability: DoublePack
    /// ln(1 + e^z).
    let lossOfNegative: DoublePack

    @inline(__always)
    init(_ line: LogisticLine, _ values: DoublePack) {
      let z = DoublePack(line.slope) * values + DoublePack(line.intercept)
      let power = PortableMath.expOfNegative(-z.magnitude)
      let sum = 1.0 + power
      let share = 1.0 / sum
      logit = z
      probability = DoublePack.choose(z.signMask, power, 1.0) * share
      // What rounding took off the sum comes back in first order.
      let remainder = PortableMath.logOfNormal(sum) + (power - (sum - 1.0)) * share
      lossOfNegative = remainder + DoublePack.choose(z.signMask, 0.0, z)
    }
  }

  /// Eight compensated sums side by side; see ``CompensatedSum``.
  private struct LaneSum {
    private var total = DoublePack(0)
    private var compensation = DoublePack(0)

    @inline(__always)
    mutating func add(_ term: DoublePack) {
      let sum = total + term
      let part = sum - total
      compensation = compensation + ((total - (sum - part)) + (term - part))
      total = sum
    }

    var value: Double {
      var sum = CompensatedSum()
      for lane in 0..<8 { sum.add(total.lanes[lane]) }
      for lane in 0..<8 { sum.add(compensation.lanes[lane]) }
      return sum.value
    }
  }
}
