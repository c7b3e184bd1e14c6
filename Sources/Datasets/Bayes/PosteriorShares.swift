internal import CounterRandom

/// What rows drawn by class stand for, worked out for a block of them at a time.
///
/// With `r = σ(s + log(n₁/n₀))`, a row with log-likelihood ratio `s` stands for the share `r / n₁`
/// of the positive law and `(1 - r) / n₀` of the negative one.
struct PosteriorShares {
  static let capacity = 1024

  let positives: Double
  let negatives: Double
  /// `log(n₁ / n₀)`.
  let balance: Double
  /// `log(π / (1 - π))`.
  let prior: Double

  init(positives: Int, negatives: Int, prevalence: Double) {
    self.positives = Double(positives)
    self.negatives = Double(negatives)
    balance = PortableMath.log(Double(positives)) - PortableMath.log(Double(negatives))
    prior = PortableMath.log(prevalence) - PortableMath.log(1 - prevalence)
  }

  /// The shares of both laws that a ratio stands for.
  @inline(__always)
  func shares(of ratio: Double) -> (positive: Double, negative: Double) {
    let (near, far) = Self.sigmoids(ratio + balance)
    return (near / positives, far / negatives)
  }

  /// `σ(z)` and `σ(-z)`, as ``PortableMath/sigmoid(_:)`` gives them, for one exponential.
  @inline(__always)
  static func sigmoids(_ z: Double) -> (Double, Double) {
    let power = PortableMath.exp(-z.magnitude)
    let (large, small) = (1 / (1 + power), power / (1 + power))
    return z < 0 ? (small, large) : (large, small)
  }

  /// Fills in shares, and what the posterior loses in expectation.
  ///
  /// - Parameters:
  ///   - columns: Four columns of ``capacity`` numbers: share of the positive law, of the negative
  ///     law, `-η log η - (1 - η) log(1 - η)`, `η (1 - η)`.
  ///   - ratios: The rows' log-likelihood ratios.
  ///   - count: Number of rows, at most ``capacity``.
  func fill(_ columns: UnsafeMutablePointer<Double>, ratios: UnsafePointer<Double>, count: Int) {
    for row in 0..<count {
      let (positive, negative) = unsafe shares(of: ratios[row])
      // A row that only one class can have is sure; infinity minus infinity would be no number.
      let logit = unsafe min(max(ratios[row] + prior, -1e300), 1e300)
      let power = PortableMath.exp(-logit.magnitude)
      let (large, small) = (1 / (1 + power), power / (1 + power))
      let posterior = logit < 0 ? small : large
      // log(1 + exp(z)) - η z, with the sign that keeps the exponential below 1.
      let entropy = PortableMath.log1p(power) + (max(logit, 0) - posterior * logit)
      unsafe columns[row] = positive
      unsafe columns[Self.capacity + row] = negative
      unsafe columns[2 * Self.capacity + row] = entropy
      unsafe columns[3 * Self.capacity + row] = posterior * (logit < 0 ? large : small)
    }
  }
}
