/// What the laws of the posterior need to know of rows.
struct PosteriorTally: LawTally {
  private static let bins = 10
  /// Bins with less variance than this say nothing: their sums are no normal numbers yet.
  private static let leastVariance = 10.0

  /// Labels less posteriors, and what they vary by, in each bin of one third of the period.
  private struct Bins: Sendable {
    var sums = [Double](repeating: 0, count: PosteriorTally.bins)
    var variances = [Double](repeating: 0, count: PosteriorTally.bins)

    @inline(__always)
    mutating func add(_ label: UInt8, _ posterior: Double) {
      let bin = min(PosteriorTally.bins - 1, Int(posterior * Double(PosteriorTally.bins)))
      sums[bin] += Double(label) - posterior
      variances[bin] += posterior * (1 - posterior)
    }

    mutating func merge(_ other: Bins) {
      for bin in sums.indices {
        sums[bin] += other.sums[bin]
        variances[bin] += other.variances[bin]
      }
    }

    /// Neighbouring bins are taken together until they say something.
    var scores: [Double?] {
      var scores: [Double?] = []
      var (sum, variance) = (0.0, 0.0)
      for bin in sums.indices {
        sum += sums[bin]
        variance += variances[bin]
        guard variance >= PosteriorTally.leastVariance else { continue }
        scores.append(sum / variance.squareRoot())
        (sum, variance) = (0, 0)
      }
      return scores
    }
  }

  private var thirds = [Bins](repeating: Bins(), count: 3)
  private var observed = Bins()
  /// 1 - η of positives, and η of negatives.
  private var missing = SampleSum()
  private var excess = SampleSum()

  mutating func add(_ block: RowBlock, times: Span<Double>, of scenario: any Scenario) {
    let isObserved = !block.trueLabels.isEmpty
    for row in 0..<block.rowCount {
      let label = isObserved ? block.trueLabels[row] : block.labels[row]
      let posterior = block.posterior[row]
      thirds[min(2, Int(times[row] * 3))].add(label, posterior)
      if label == 0 { excess.add(posterior) } else { missing.add(1 - posterior) }
      if isObserved { observed.add(block.labels[row], block.observedPosterior[row]) }
    }
  }

  mutating func merge(_ other: PosteriorTally) {
    for third in 0..<3 { thirds[third].merge(other.thirds[third]) }
    observed.merge(other.observed)
    missing.merge(other.missing)
    excess.merge(other.excess)
  }

  var scores: [ScenarioLaw: Double] {
    var scores: [ScenarioLaw: Double] = [:]
    // The number of positives is fixed, so that only posteriors vary.
    let deviation =
      (missing.varianceOfMean * missing.count * missing.count
      + excess.varianceOfMean * excess.count * excess.count).squareRoot()
    if missing.count > 1, deviation > 0 {
      scores[.meanPosterior] = (missing.sum - excess.sum) / deviation
    }
    let whole = thirds.reduce(into: Bins()) { $0.merge($1) }
    scores[.posteriorBins] = worst(whole.scores)
    scores[.posteriorBinsByTime] = worst(thirds.flatMap(\.scores))
    scores[.observedBins] = worst(observed.scores)
    return scores
  }
}
