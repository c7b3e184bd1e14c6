/// How far probabilities are from the posterior, and whether because they are ill calibrated or
/// because they do not tell rows apart.
///
/// With the posterior `η`, the probability `q` and `c(q) = E[η | q]`, the Brier regret is
///
///     E(η − q)² = E(c(q) − q)² + E(η − c(q))²
///
/// the calibration loss, which a function of `q` alone would undo, and the grouping loss, which none
/// can. Source: M. Kull, P. Flach, *Novel decompositions of proper scoring rules for classification*,
/// ECML PKDD 2015.
///
/// `c` is fitted by one straight line in each of ``binCount`` bins of `q` at most. Since `q` itself is
/// a straight line, the residual of a fit is at right angles to `fit − q` within each bin, and the
/// two losses add up to the Brier regret of the rows exactly: no within-bin term remains, as it
/// would if `c` were a constant in each bin. A bin holds equally much of
/// `½ (share of rows + share of Σq)`, so that neither the many rows of low nor the few of high
/// probability share one bin, and rows with equal `q` are never parted.
///
/// A line that is fitted to `n` rows with residual variance `v` is `2 v / n` away from `c` in the mean
/// square, which would count as calibration loss. That expectation is taken off the calibration loss
/// and put on the grouping loss, with `v` estimated from the residuals; the sum stays, and the
/// calibration loss of a calibrated model is 0 in the mean, hence at times slightly negative.
public struct TrueCalibration: Equatable, Sendable {
  /// Bins at most.
  public static let binCount = 50
  /// A bin has so many rows on average at least.
  static let rowsPerBin = 50

  /// The mean distance of `c(q)` from `q`.
  public let error: Double
  /// `E(c(q) − q)²`, less what noise of the fit is expected to add.
  public let calibrationLoss: Double
  /// `E(η − c(q))²`, with what noise of the fit is expected to hide.
  public let groupingLoss: Double
  /// What was taken off the one and put on the other.
  public let fitNoise: Double

  /// The mean of `(η − q)²`.
  public var brierRegret: Double { calibrationLoss + groupingLoss }

  /// Judges probabilities by the posterior.
  ///
  /// - Parameters:
  ///   - probabilities: one a row, 0…1.
  ///   - posterior: true P(y = 1 | x) of each row.
  /// - Throws: ``EvaluationError``.
  public init(probabilities: [Double], posterior: [Double]) throws(EvaluationError) {
    guard !probabilities.isEmpty else { throw .noRows }
    try Validation.probabilities(probabilities.span, what: "probability")
    try Validation.sameLength(posterior.count, what: "posteriors", rows: probabilities.count)
    try Validation.probabilities(posterior.span, what: "posterior")
    self.init(checkedProbabilities: probabilities, posterior: posterior)
  }

  init(checkedProbabilities probabilities: [Double], posterior: [Double]) {
    let bins = ProbabilityBins(probabilities, most: Self.binCount, rowsPerBin: Self.rowsPerBin)
    var lines = [Line](repeating: Line(), count: bins.count)
    for row in probabilities.indices {
      lines[bins.bin(of: probabilities[row])].addToMeans(probabilities[row], posterior[row])
    }
    for bin in lines.indices { lines[bin].finishMeans() }
    for row in probabilities.indices {
      lines[bins.bin(of: probabilities[row])].addToMoments(probabilities[row], posterior[row])
    }
    for bin in lines.indices { lines[bin].finishSlope() }
    var distance = CompensatedSum()
    for row in probabilities.indices {
      let bin = bins.bin(of: probabilities[row])
      distance.add(lines[bin].addResidual(probabilities[row], posterior[row]))
    }
    let rows = Double(probabilities.count)
    var (calibration, grouping, noise) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for line in lines where line.count > 0 {
      calibration.add(line.distance.value)
      grouping.add(line.residual.value)
      noise.add(line.noise)
    }
    error = distance.value / rows
    fitNoise = noise.value / rows
    calibrationLoss = (calibration.value - noise.value) / rows
    groupingLoss = (grouping.value + noise.value) / rows
  }

  /// The straight line of `η` over `q` in one bin, by least squares.
  private struct Line {
    var count = 0.0
    var meanProbability = 0.0
    var meanPosterior = 0.0
    /// Sums of squares and products about the means.
    var square = 0.0
    var product = 0.0
    /// Slope of `fit − q`; 0 where `q` does not vary.
    var excess = 0.0
    /// Coefficients fitted.
    var coefficients = 1.0
    var distance = CompensatedSum()
    var residual = CompensatedSum()
    private var sums = (probability: CompensatedSum(), posterior: CompensatedSum())

    mutating func addToMeans(_ probability: Double, _ posterior: Double) {
      count += 1
      sums.probability.add(probability)
      sums.posterior.add(posterior)
    }

    mutating func finishMeans() {
      guard count > 0 else { return }
      meanProbability = sums.probability.value / count
      meanPosterior = sums.posterior.value / count
    }

    mutating func addToMoments(_ probability: Double, _ posterior: Double) {
      let offset = probability - meanProbability
      square += offset * offset
      // Of η − q, not of η: nothing cancels where both are nearly equal.
      product += offset * ((posterior - probability) - (meanPosterior - meanProbability))
    }

    mutating func finishSlope() {
      // Below this the spread of q is rounding.
      guard square > 1e-24 * count * meanProbability * meanProbability, count > 2 else { return }
      excess = product / square
      coefficients = 2
    }

    /// Adds a row's squares; gives the distance of fit and probability.
    mutating func addResidual(_ probability: Double, _ posterior: Double) -> Double {
      let fit = (meanPosterior - meanProbability) + excess * (probability - meanProbability)
      let rest = (posterior - probability) - fit
      distance.add(fit * fit)
      residual.add(rest * rest)
      return abs(fit)
    }

    /// What noise of the fit adds to the bin's squared distance in expectation.
    var noise: Double {
      count > coefficients ? coefficients * residual.value / (count - coefficients) : 0
    }
  }
}
