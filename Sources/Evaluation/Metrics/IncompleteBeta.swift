internal import Foundation

/// The regularised incomplete beta function, the distribution function of Beta(a, b).
enum IncompleteBeta {
  /// I_x(a, b) by its continued fraction (DLMF 8.17.22), evaluated as Thompson and Barnett do.
  ///
  /// - Parameters:
  ///   - x: 0…1.
  ///   - a: above 0.
  ///   - b: above 0.
  /// - Returns: 0…1, within some 10⁻¹⁴ for parameters of a few units.
  static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges fast below this point; above, the other tail is taken.
    guard x <= (a + 1) / (a + b + 2) else { return 1 - regularized(1 - x, b, a) }
    let logFactor = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)
    return exp(logFactor) / (a * continuedFraction(x, a, b))
  }

  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    // Zero denominators are moved off zero, as the modified Lentz method has it.
    let tiny = 1e-300
    func nonzero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var (fraction, c, d) = (1.0, 1.0, 0.0)
    for step in 1...300 {
      let m = Double(step / 2)
      let term =
        step % 2 == 0
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + term * d)
      c = nonzero(1 + term / c)
      fraction *= c * d
      if abs(c * d - 1) < 1e-16 { break }
    }
    return fraction
  }
}
