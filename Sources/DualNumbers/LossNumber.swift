/// A number that a loss formula can be written in.
///
/// One generic formula serves three purposes: in `Double` it is the reference, in ``Pack`` it runs
/// on eight rows at once, and wrapped in ``Slope`` or ``Jet`` it carries its derivatives along.
///
/// A lane cannot branch, so formulas use ``choose(_:_:_:)`` instead of `if`. Both sides are
/// evaluated.
public protocol LossNumber: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral
where FloatLiteralType == Double, IntegerLiteralType == Int64 {
  /// The result of a comparison: one truth value a lane.
  associatedtype Mask: Sendable

  /// The same constant in every lane, with all derivatives zero.
  init(_ constant: Double)

  /// The sum.
  static func + (a: Self, b: Self) -> Self
  /// The difference.
  static func - (a: Self, b: Self) -> Self
  /// The product.
  static func * (a: Self, b: Self) -> Self
  /// The quotient.
  static func / (a: Self, b: Self) -> Self
  /// The negation.
  static prefix func - (a: Self) -> Self

  /// `e^x`.
  static func exp(_ x: Self) -> Self
  /// `e^x - 1`, accurate for small `x`.
  static func expm1(_ x: Self) -> Self
  /// The natural logarithm.
  static func log(_ x: Self) -> Self
  /// `log(1 + x)`, accurate for small `x`.
  static func log1p(_ x: Self) -> Self
  /// The square root.
  static func sqrt(_ x: Self) -> Self
  /// `base^exponent` for `base >= 0`. Where the base is zero, derivatives are their limits.
  static func pow(_ base: Self, _ exponent: Double) -> Self
  /// The logistic function of `z` and its logarithms, together because they share their work.
  static func logistic(_ z: Self) -> Logistic<Self>

  /// Compares values lane by lane; derivatives take no part.
  static func .< (a: Self, b: Self) -> Mask
  /// `a` where `mask` holds, elsewhere `b`.
  static func choose(_ mask: Mask, _ a: Self, _ b: Self) -> Self

  /// The product with a constant, without the work that a constant's derivatives would cost.
  func scaled(by factor: Double) -> Self
  /// The product with `positive` where `label` is 1 and with `negative` where it is 0.
  func weighted(positive: Double, negative: Double, label: Self) -> Self
}

/// The logistic function of `z` with everything that losses ask of it, each without cancellation.
@frozen public struct Logistic<N: LossNumber>: Sendable {
  /// `σ(z) = 1 / (1 + e^-z)`.
  public var sigmoid: N
  /// `1 - σ(z) = σ(-z)`, accurate also where it is tiny.
  public var complement: N
  /// `-log σ(z) = log(1 + e^-z)`.
  public var negativeLogSigmoid: N
  /// `-log(1 - σ(z)) = log(1 + e^z)`.
  public var negativeLogComplement: N

  /// Puts the four together.
  @inlinable @inline(__always)
  public init(sigmoid: N, complement: N, negativeLogSigmoid: N, negativeLogComplement: N) {
    self.sigmoid = sigmoid
    self.complement = complement
    self.negativeLogSigmoid = negativeLogSigmoid
    self.negativeLogComplement = negativeLogComplement
  }
}

extension Logistic {
  /// That of `-z`: the same numbers in other places.
  @inlinable @inline(__always)
  public var mirrored: Logistic {
    Logistic(
      sigmoid: complement, complement: sigmoid, negativeLogSigmoid: negativeLogComplement,
      negativeLogComplement: negativeLogSigmoid)
  }

  /// `(1 - σ(z))^exponent`, exact in both tails.
  @inlinable @inline(__always)
  public func complementPower(_ exponent: Double) -> N {
    N.wholePower(complement, exponent) ?? N.exp(negativeLogComplement.scaled(by: -exponent))
  }
}

extension LossNumber {
  /// `base^exponent` by multiplication for the exponents 0, 1, 2, 3 and 4, which users like best;
  /// nil for others, which need an exponential and a logarithm.
  @inlinable @inline(__always)
  public static func wholePower(_ base: Self, _ exponent: Double) -> Self? {
    switch exponent {
    case 0: return 1
    case 1: return base
    case 2: return base * base
    case 3: return base * base * base
    case 4:
      let square = base * base
      return square * square
    default: return nil
    }
  }

  /// `log(1 + e^z)` without overflow.
  @inlinable @inline(__always)
  public static func softplus(_ z: Self) -> Self { logistic(z).negativeLogComplement }

  /// `1 / (1 + e^-z)`.
  @inlinable @inline(__always)
  public static func sigmoid(_ z: Self) -> Self { logistic(z).sigmoid }

  /// The signed margin `(2y - 1) z`: positive where the logit is on the side of its label.
  ///
  /// Write formulas on the margin. `softplus(z) - y z` loses all digits of a row that is surely
  /// right; `softplus(-margin)` keeps them.
  @inlinable @inline(__always)
  public static func margin(_ logit: Self, label: Self) -> Self {
    choose(0.5 .< label, logit, -logit)
  }

  /// The larger of the two; `b` where they are equal.
  @inlinable @inline(__always)
  public static func max(_ a: Self, _ b: Self) -> Self { choose(b .< a, a, b) }

  /// The smaller of the two; `b` where they are equal.
  @inlinable @inline(__always)
  public static func min(_ a: Self, _ b: Self) -> Self { choose(a .< b, a, b) }

  /// The magnitude; its slope at zero is 1.
  @inlinable @inline(__always)
  public static func abs(_ x: Self) -> Self { choose(x .< 0, -x, x) }

  /// The product with a constant.
  @inlinable @inline(__always)
  public func scaled(by factor: Double) -> Self { self * Self(factor) }

  /// The product with `positive` where `label` is 1 and with `negative` where it is 0.
  @inlinable @inline(__always)
  public func weighted(positive: Double, negative: Double, label: Self) -> Self {
    self * Self.choose(0.5 .< label, Self(positive), Self(negative))
  }
}
