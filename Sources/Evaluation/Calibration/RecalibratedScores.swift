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
    if probabilities.count != logits.count {
      probabilities = [Double](repeating: 0, count: logits.count)
    }
    var sums = LineSums()
    sums.add(line, logits, posterior, into: &probabilities)
    for row in labels.indices where labels[row] == 1 {
      sums.correct(probability: probabilities[row], logit: line.logit(logits[row]))
    }
    scores = sums.sums(rows: logits.count).scores
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
    // Held once, not once a row.
    let values = calibration.values
    let (truth, entropies) = posterior ?? ([], [])
    let hasPosterior = posterior != nil
    for row in logits.indices {
      let step = calibration.step(of: logits[row])
      let probability = values[step]
      let (negative, positive) = losses[step]
      probabilities.append(probability)
      if labels[row] == 0 { counts[step].negatives &+= 1 } else { counts[step].positives &+= 1 }
      sums.add(
        probability: probability, label: labels[row], loss: labels[row] == 0 ? negative : positive)
      if hasPosterior {
        let q = truth[row]
        sums.add(
          probability: probability, posterior: q,
          divergence: q * positive + (1 - q) * negative - entropies[row])
      }
    }
    scores = sums.scores
    ranking = RankedScores(counts: counts, values: values)
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
