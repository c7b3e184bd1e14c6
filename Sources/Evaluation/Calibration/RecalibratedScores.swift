internal import CounterRandom

/// What probabilities after calibration are worth.
struct RecalibratedScores {
  let scores: ProbabilityScores
  /// The rows ranked by the probability, where steps are ranked with it.
  private(set) var ranking = RankedScores()

  /// Judges the sigmoids of a line in the logit; the log-loss is never clipped.
  ///
  /// - Parameters:
  ///   - line: the line.
  ///   - logits: one a row, finite.
  ///   - labels: one a row, 0 or 1.
  ///   - posterior: the true posterior and its entropy, of each row, where known.
  ///   - probabilities: takes the probabilities, one a row.
  init(
    _ line: LogisticLine, logits: [Double], labels: [UInt8],
    posterior: (values: [Double], entropies: [Double])?, into probabilities: inout [Double]
  ) {
    var sums = ProbabilitySums()
    probabilities.removeAll(keepingCapacity: true)
    probabilities.reserveCapacity(logits.count)
    var block = SigmoidBlock()
    for first in stride(from: 0, to: logits.count, by: SigmoidBlock.rows) {
      let rows = first..<min(first + SigmoidBlock.rows, logits.count)
      block.fill(logits, rows, line)
      for row in rows {
        let (logit, probability) = (block.logits[row - first], block.probabilities[row - first])
        let remainder = block.remainders[row - first]
        probabilities.append(probability)
        let above = logit >= 0 ? logit : 0
        sums.add(
          probability: probability, label: labels[row],
          loss: remainder + (labels[row] == 0 ? above : above - logit))
        if let posterior {
          let q = posterior.values[row]
          sums.add(
            probability: probability, posterior: q,
            divergence: remainder + (above - q * logit) - posterior.entropies[row])
        }
      }
    }
    scores = sums.scores
  }

  /// Judges the steps of an isotonic calibration.
  init(
    _ calibration: IsotonicCalibration, logits: [Double], labels: [UInt8],
    posterior: (values: [Double], entropies: [Double])?, into probabilities: inout [Double]
  ) {
    var sums = ProbabilitySums()
    probabilities.removeAll(keepingCapacity: true)
    probabilities.reserveCapacity(logits.count)
    let losses = calibration.values.map {
      (ProbabilityScores.logLoss($0, label: 0), ProbabilityScores.logLoss($0, label: 1))
    }
    var counts = [(negatives: Int, positives: Int)](repeating: (0, 0), count: losses.count)
    for row in logits.indices {
      let step = calibration.step(of: logits[row])
      let probability = calibration.values[step]
      let (negative, positive) = losses[step]
      probabilities.append(probability)
      if labels[row] == 0 { counts[step].negatives &+= 1 } else { counts[step].positives &+= 1 }
      sums.add(
        probability: probability, label: labels[row], loss: labels[row] == 0 ? negative : positive)
      if let posterior {
        let q = posterior.values[row]
        sums.add(
          probability: probability, posterior: q,
          divergence: q * positive + (1 - q) * negative - posterior.entropies[row])
      }
    }
    scores = sums.scores
    ranking = RankedScores(counts: counts, values: calibration.values)
  }
}

extension RankedScores {
  /// Rows that share one of a few scores, ascending.
  init(counts: [(negatives: Int, positives: Int)], values: [Double]) {
    self.init()
    for (count, value) in zip(counts, values).reversed() {
      if count.positives > 0 {
        groups.append(
          Group(
            score: value, positives: count.positives, negatives: count.negatives,
            positivesAbove: positiveCount, negativesAbove: negativeCount))
      }
      positiveCount += count.positives
      negativeCount += count.negatives
    }
  }
}

/// Sigmoids of some rows at once, with what their log-loss is made of.
struct SigmoidBlock {
  static let rows = 256

  /// The logits themselves.
  private(set) var logits = [Double](repeating: 0, count: rows)
  /// 1 / (1 + e^(−z)).
  private(set) var probabilities = [Double](repeating: 0, count: rows)
  /// ln(1 + e^(−|z|)).
  private(set) var remainders = [Double](repeating: 0, count: rows)

  /// Fills the block with a line in the logit of some rows, as many as it has at most.
  mutating func fill(_ values: [Double], _ rows: Range<Int>, _ line: LogisticLine) {
    for row in rows { logits[row - rows.lowerBound] = line.logit(values[row]) }
    unsafe logits.withUnsafeBufferPointer { logits in
      unsafe probabilities.withUnsafeMutableBufferPointer { probabilities in
        unsafe remainders.withUnsafeMutableBufferPointer { remainders in
          guard let from = logits.baseAddress, let to = probabilities.baseAddress,
            let rest = remainders.baseAddress
          else { return }
          // Rows behind the last are worked out as well, from whatever stands there.
          for row in stride(from: 0, to: Self.rows, by: 8) {
            let z = unsafe DoublePack(at: from + row)
            let power = PortableMath.expOfNegative(-z.magnitude)
            let sum = 1.0 + power
            let share = 1.0 / sum
            unsafe (DoublePack.choose(z.signMask, power, 1.0) * share).store(at: to + row)
            // What rounding took off the sum comes back in first order.
            let lost = (power - (sum - 1.0)) * share
            unsafe (PortableMath.logOfNormal(sum) + lost).store(at: rest + row)
          }
        }
      }
    }
  }
}
