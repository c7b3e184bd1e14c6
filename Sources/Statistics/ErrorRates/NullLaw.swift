internal import CounterRandom

/// Differences between learners that do not differ: symmetric about zero, or of mean zero.
public enum NullLaw: String, CaseIterable, Sendable {
  /// Normal differences, for which t tests are exact.
  case normal
  /// Student's t with three degrees of freedom: now and then an odd replicate.
  case heavyTails = "heavy tails"
  /// Multiples of 1/4: ties and zeros, as metrics of few positives have.
  case coarse
  /// An exponential variate less its mean: skewed, so that only tests of means fit.
  case skewed

  /// Whether differences are symmetric about zero, as rank, sign and permutation tests need.
  public var isSymmetric: Bool { self != .skewed }

  /// One difference.
  func draw(_ generator: inout CounterGenerator) -> Double {
    switch self {
    case .normal: return generator.normal()
    case .heavyTails:
      let squares = (0..<3).reduce(0.0) { sum, _ in
        let value = generator.normal()
        return sum + value * value
      }
      return generator.normal() / (squares / 3).squareRoot()
    case .coarse: return (generator.normal() * 4).rounded() / 4
    case .skewed: return -PortableMath.log(generator.uniform()) - 1
    }
  }
}
