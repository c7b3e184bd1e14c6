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
    var row = 0
    while row &+ 8 <= count {
      let ratio = unsafe DoublePack(at: ratios + row)
      // What is no number has a magnitude of more bits than infinity.
      let room = SIMD8(repeating: Double.infinity.bitPattern) &- ratio.magnitude.bits
      if (room & SIMD8(repeating: 1 << 63)) == SIMD8(repeating: 0) {
        unsafe terms(of: ratio).store(at: columns + row)
      } else {
        for lane in 0..<8 { unsafe terms(of: ratios[row + lane]).store(at: columns + row + lane) }
      }
      row &+= 8
    }
    while row < count {
      unsafe terms(of: ratios[row]).store(at: columns + row)
      row &+= 1
    }
  }

  /// A row's places in the four columns.
  private struct Terms {
    let positive: Double
    let negative: Double
    let entropy: Double
    let variance: Double

    @inline(__always)
    func store(at place: UnsafeMutablePointer<Double>) {
      unsafe place[0] = positive
      unsafe place[PosteriorShares.capacity] = negative
      unsafe place[2 * PosteriorShares.capacity] = entropy
      unsafe place[3 * PosteriorShares.capacity] = variance
    }
  }

  private func terms(of ratio: Double) -> Terms {
    let (positive, negative) = shares(of: ratio)
    // A row that only one class can have is sure; infinity minus infinity would be no number.
    let logit = min(max(ratio + prior, -1e300), 1e300)
    let power = PortableMath.exp(-logit.magnitude)
    let (large, small) = (1 / (1 + power), power / (1 + power))
    let posterior = logit < 0 ? small : large
    // log(1 + exp(z)) - η z, with the sign that keeps the exponential below 1.
    let entropy = PortableMath.log1p(power) + (max(logit, 0) - posterior * logit)
    return Terms(
      positive: positive, negative: negative, entropy: entropy,
      variance: posterior * (logit < 0 ? large : small))
  }

  /// The same for eight rows.
  private struct TermPacks {
    let positive: DoublePack
    let negative: DoublePack
    let entropy: DoublePack
    let variance: DoublePack

    @inline(__always)
    func store(at place: UnsafeMutablePointer<Double>) {
      unsafe positive.store(at: place)
      unsafe negative.store(at: place + PosteriorShares.capacity)
      unsafe entropy.store(at: place + 2 * PosteriorShares.capacity)
      unsafe variance.store(at: place + 3 * PosteriorShares.capacity)
    }
  }

  /// The bits of each lane are those of its row alone; none may be NaN.
  @inline(__always)
  private func terms(of ratio: DoublePack) -> TermPacks {
    let (near, far, _) = Self.sigmoids(ratio + DoublePack(balance))
    let logit = (ratio + DoublePack(prior)).maximum(-1e300).minimum(1e300)
    let (posterior, other, power) = Self.sigmoids(logit)
    let sum = 1.0 + power
    // `PortableMath.log1p`.
    let exact = PortableMath.logOfNormal(sum) * (power / (sum - 1.0))
    let isLost = DoublePack(bits: (sum - 1.0).bits &- SIMD8(repeating: 1)).signMask
    let logarithm = DoublePack.choose(isLost, power, exact)
    let above = DoublePack.choose(logit.signMask, 0.0, logit)
    return TermPacks(
      positive: near / DoublePack(positives), negative: far / DoublePack(negatives),
      entropy: logarithm + (above - posterior * logit), variance: posterior * other)
  }

  /// `σ(z)`, `σ(-z)` and `exp(-|z|)`.
  @inline(__always)
  private static func sigmoids(_ z: DoublePack) -> (DoublePack, DoublePack, DoublePack) {
    let power = PortableMath.expOfNegative(-z.magnitude)
    let (large, small) = (1.0 / (1.0 + power), power / (1.0 + power))
    return (
      .choose(z.signMask, small, large), .choose(z.signMask, large, small), power
    )
  }
}
