internal import CounterRandom

/// Rows drawn by class, sorted by descending log-likelihood ratio, with what each stands for.
struct CaseControlSample {
  static let metricKeys = ["average-precision", "auroc", "log-loss", "brier"]

  /// Share of the positive law that each row stands for, up to a common factor.
  private var positive: [Double] = []
  /// Share of the negative law.
  private var negative: [Double] = []
  /// `-η log η - (1 - η) log(1 - η)`: what the posterior itself loses in expectation.
  private var entropy: [Double] = []
  /// `η (1 - η)`.
  private var variance: [Double] = []
  /// The batch that each row belongs to.
  private var batch: [Int32] = []
  private let prevalence: Double

  init(
    ratios: [Double], batchSize: Int, positives: Int, negatives: Int, prevalence: Double
  ) {
    self.prevalence = prevalence
    // Ties keep the order of drawing, so that the sums have one order only.
    let order = ratios.indices.sorted {
      (ratios[$1], $0) < (ratios[$0], $1)
    }
    let balance =
      PortableMath.log(Double(positives)) - PortableMath.log(Double(negatives))
    let prior = PortableMath.log(prevalence) - PortableMath.log(1 - prevalence)
    positive.reserveCapacity(order.count)
    negative.reserveCapacity(order.count)
    entropy.reserveCapacity(order.count)
    variance.reserveCapacity(order.count)
    batch.reserveCapacity(order.count)
    for row in order {
      positive.append(PortableMath.sigmoid(ratios[row] + balance) / Double(positives))
      negative.append(PortableMath.sigmoid(-ratios[row] - balance) / Double(negatives))
      let logit = ratios[row] + prior
      let posterior = PortableMath.sigmoid(logit)
      // log(1 + exp(z)) - η z, with the sign that keeps the exponential below 1.
      let softplus = PortableMath.log1p(PortableMath.exp(-logit.magnitude))
      entropy.append(softplus + (max(logit, 0) - posterior * logit))
      variance.append(posterior * PortableMath.sigmoid(-logit))
      batch.append(Int32(row / batchSize))
    }
  }

  /// The metrics, in the order of ``metricKeys``, of all rows but those of one batch.
  func metrics(without left: Int?) -> [Double] {
    let leftOut = Int32(left ?? -1)
    var (positives, negatives) = (0.0, 0.0)
    var (precision, ranked, loss, brier) = (0.0, 0.0, 0.0, 0.0)
    var (lossOfNegatives, brierOfNegatives) = (0.0, 0.0)
    // The sums of shares are 1 up to noise; dividing by them makes the metrics ratios, so that
    // their common factor does not matter. Precision is the same for any common factor only
    // after both laws have mass 1, hence the first pass.
    for row in positive.indices where batch[row] != leftOut {
      positives += positive[row]
      negatives += negative[row]
    }
    let (factor1, factor0) = (1 / positives, 1 / negatives)
    var (recall, fallOut) = (0.0, 0.0)
    for row in positive.indices where batch[row] != leftOut {
      let (share1, share0) = (positive[row] * factor1, negative[row] * factor0)
      // Half of the row's own mass: the midpoint of the step it makes in the curve.
      let (recallHere, fallOutHere) = (recall + share1 / 2, fallOut + share0 / 2)
      let caught = prevalence * recallHere
      precision += share1 * (caught / (caught + (1 - prevalence) * fallOutHere))
      ranked += share0 * recallHere
      loss += share1 * entropy[row]
      brier += share1 * variance[row]
      lossOfNegatives += share0 * entropy[row]
      brierOfNegatives += share0 * variance[row]
      recall += share1
      fallOut += share0
    }
    return [
      precision, ranked, prevalence * loss + (1 - prevalence) * lossOfNegatives,
      prevalence * brier + (1 - prevalence) * brierOfNegatives,
    ]
  }
}
