import Foundation

/// Two normal laws `d` apart in one dimension, as rows at equally likely quantiles: sums over them
/// are integrals, free of chance.
///
/// Reference values are integrals by scipy.integrate.quad over the same laws.
struct NormalPair {
  let distance: Double

  /// Rows at the middle of `count` equally likely parts of the standard normal law.
  static func quantiles(_ count: Int) -> [Double] {
    (0..<count).map { quantile((Double($0) + 0.5) / Double(count)) }
  }

  /// The standard normal number that a share of the law lies below, by Newton's method.
  static func quantile(_ share: Double) -> Double {
    var z = 0.0
    for _ in 0..<100 {
      let error = erfc(-z / 2.0.squareRoot()) / 2 - share
      let slope = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      let step = max(-0.5, min(0.5, error / slope))
      z -= step
      if abs(step) < 1e-12 { break }
    }
    return z
  }

  /// Pairs of standard normal numbers that fill the plane evenly (Kronecker's sequence of the
  /// plastic number).
  static func pairs(_ count: Int) -> [(Double, Double)] {
    (1...count).map { row in
      let (a, b) = (Double(row) * 0.754_877_666_246_693, Double(row) * 0.569_840_290_998_053)
      return (quantile(a - a.rounded(.down)), quantile(b - b.rounded(.down)))
    }
  }

  /// The log-likelihood ratio at `z`, negatives lying about 0 and positives about the distance.
  func ratio(_ z: Double) -> Double { distance * z - distance * distance / 2 }

  /// Ratios of rows drawn by class, positives first.
  func byClass(positives: Int, negatives: Int) -> [Double] {
    Self.quantiles(positives).map { ratio($0 + distance) } + Self.quantiles(negatives).map(ratio)
  }

  /// Posterior logits of rows as they come.
  func natural(rows: Int, prevalence: Double) -> [Double] {
    let positives = Int((prevalence * Double(rows)).rounded())
    let odds = log(prevalence / (1 - prevalence))
    return byClass(positives: positives, negatives: rows - positives).map { $0 + odds }
  }
}

func sigmoid(_ z: Double) -> Double { 1 / (1 + exp(-z)) }
