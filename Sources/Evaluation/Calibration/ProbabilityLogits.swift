internal import CounterRandom

/// Logits of probabilities.
enum ProbabilityLogits {
  /// ln p − ln (1 − p), p kept ``ProbabilityScores/clipping`` away from 0 and 1.
  static func of(_ probabilities: [Double]) -> [Double] {
    let low = ProbabilityScores.clipping
    var logits = probabilities.map { min(max($0, low), 1 - low) }
    let whole = logits.count & ~7
    unsafe logits.withUnsafeMutableBufferPointer { logits in
      guard let start = logits.baseAddress else { return }
      for row in stride(from: 0, to: whole, by: 8) {
        let p = unsafe DoublePack(at: start + row)
        let logit = PortableMath.logOfNormal(p) - PortableMath.logOfNormal(1.0 - p)
        unsafe logit.store(at: start + row)
      }
    }
    for row in whole..<logits.count {
      logits[row] = PortableMath.log(logits[row]) - PortableMath.log(1 - logits[row])
    }
    return logits
  }
}

/// Entropies of posteriors.
enum PosteriorEntropies {
  /// −q ln q − (1 − q) ln (1 − q) of each q, in nats; within 10⁻¹⁶ of ``ProbabilityScores/entropy(_:)``.
  static func of(_ posteriors: [Double]) -> [Double] {
    var entropies = posteriors
    let whole = entropies.count & ~7
    unsafe entropies.withUnsafeMutableBufferPointer { entropies in
      guard let start = entropies.baseAddress else { return }
      for row in stride(from: 0, to: whole, by: 8) {
        let q = unsafe DoublePack(at: start + row)
        let rest = 1.0 - q
        // The logarithm of zero is some finite number here, and vanishes in the product.
        let sum = q * PortableMath.logOfNormal(q) + rest * PortableMath.logOfNormal(rest)
        unsafe (-sum).store(at: start + row)
      }
    }
    for row in whole..<entropies.count {
      entropies[row] = ProbabilityScores.entropy(entropies[row])
    }
    return entropies
  }
}
