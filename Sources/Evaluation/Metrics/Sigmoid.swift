internal import Foundation

/// What the probability metrics need of a logit; a row costs one `exp` and one `log1p`.
struct Sigmoid {
  private var logit: Double
  /// ln(1 + e^(−|z|)).
  private var remainder: Double
  /// 1 / (1 + e^(−z)), in double precision.
  var probability: Double

  @inline(__always)
  init(_ logit: Double) {
    // The exponent is never positive, so that nothing overflows.
    let small = exp(-abs(logit))
    self.logit = logit
    probability = (logit >= 0 ? 1 : small) / (1 + small)
    remainder = log1p(small)
  }

  /// −q ln p − (1 − q) ln (1 − p), without cancellation at large logits.
  @inline(__always)
  func crossEntropy(with q: Double) -> Double {
    remainder + (logit >= 0 ? (1 - q) * logit : -q * logit)
  }

  @inline(__always)
  static func probability(_ logit: Double) -> Double {
    let small = exp(-abs(logit))
    return (logit >= 0 ? 1 : small) / (1 + small)
  }
}
