internal import CounterRandom

/// A negative binomial law of counts, by its mean and size.
///
/// `P(k) = Γ(k + size) / (k! Γ(size)) · p^size (1 - p)^k` with `p = size / (size + mean)`; the
/// variance is `mean + mean² / size`.
struct NegativeBinomial: Sendable {
  let mean: Double
  let size: Double

  /// Probability of each count from 0 to `levels - 2`, and last that of all greater ones.
  func shares(levels: Int) -> [Double] {
    let ratio = mean / (size + mean)
    var shares: [Double] = []
    shares.reserveCapacity(levels)
    var share = PortableMath.exp(size * PortableMath.log(size / (size + mean)))
    var count = 0.0
    func advance() {
      share *= (count + size) / (count + 1) * ratio
      count += 1
    }
    for _ in 0..<levels - 1 {
      shares.append(share)
      advance()
    }
    // The tail is added up: one minus the rest would be all rounding error.
    var tail = 0.0
    while share > tail * 0x1p-60, share > .leastNormalMagnitude {
      tail += share
      advance()
    }
    shares.append(tail)
    return shares
  }
}
