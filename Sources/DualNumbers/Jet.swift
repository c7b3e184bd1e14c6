/// A value with its first and second derivative by the logit.
///
/// Second-order forward-mode differentiation: a formula evaluated in `Jet<Pack>` yields gradient
/// and curvature at the cost of a hand-written derivative.
@frozen public struct Jet<N: LossNumber>: LossNumber {
  /// The comparisons of `N`.
  public typealias Mask = N.Mask

  /// The value.
  public var value: N
  /// The first derivative.
  public var first: N
  /// The second derivative.
  public var second: N

  /// A value with its derivatives.
  @inlinable @inline(__always)
  public init(_ value: N, _ first: N, _ second: N) {
    self.value = value
    self.first = first
    self.second = second
  }

  /// The quantity by which we differentiate.
  @inlinable @inline(__always)
  public static func variable(_ value: N) -> Jet { Jet(value, 1, 0) }
  /// A quantity that does not depend on it.
  @inlinable @inline(__always)
  public static func constant(_ value: N) -> Jet { Jet(value, 0, 0) }

  /// A constant.
  @inlinable @inline(__always)
  public init(_ constant: Double) { self.init(N(constant), 0, 0) }
  /// A constant.
  @inlinable @inline(__always)
  public init(floatLiteral value: Double) { self.init(N(floatLiteral: value), 0, 0) }
  /// A constant.
  @inlinable @inline(__always)
  public init(integerLiteral value: Int64) { self.init(N(integerLiteral: value), 0, 0) }

  /// The sum.
  @inlinable @inline(__always)
  public static func + (a: Jet, b: Jet) -> Jet {
    Jet(a.value + b.value, a.first + b.first, a.second + b.second)
  }
  /// The difference.
  @inlinable @inline(__always)
  public static func - (a: Jet, b: Jet) -> Jet {
    Jet(a.value - b.value, a.first - b.first, a.second - b.second)
  }
  /// The product.
  @inlinable @inline(__always)
  public static func * (a: Jet, b: Jet) -> Jet {
    let cross = a.first * b.first
    return Jet(
      a.value * b.value,
      a.first * b.value + a.value * b.first,
      a.second * b.value + (cross + cross) + a.value * b.second)
  }
  /// The quotient.
  @inlinable @inline(__always)
  public static func / (a: Jet, b: Jet) -> Jet {
    let value = a.value / b.value
    let first = (a.first - value * b.first) / b.value
    let cross = first * b.first
    return Jet(value, first, (a.second - (cross + cross) - value * b.second) / b.value)
  }
  /// The negation.
  @inlinable @inline(__always)
  public static prefix func - (a: Jet) -> Jet { Jet(-a.value, -a.first, -a.second) }

  /// Compares values.
  @inlinable @inline(__always)
  public static func .< (a: Jet, b: Jet) -> Mask { a.value .< b.value }
  /// `a` where `mask` holds, elsewhere `b`.
  @inlinable @inline(__always)
  public static func choose(_ mask: Mask, _ a: Jet, _ b: Jet) -> Jet {
    Jet(
      N.choose(mask, a.value, b.value),
      N.choose(mask, a.first, b.first),
      N.choose(mask, a.second, b.second))
  }

  /// The product with a constant.
  @inlinable @inline(__always)
  public func scaled(by factor: Double) -> Jet {
    Jet(value.scaled(by: factor), first.scaled(by: factor), second.scaled(by: factor))
  }
  /// The product with a constant of each class.
  @inlinable @inline(__always)
  public func weighted(positive: Double, negative: Double, label: Jet) -> Jet {
    let weight = N.choose(0.5 .< label.value, N(positive), N(negative))
    return Jet(value * weight, first * weight, second * weight)
  }
}
