/// A value with its first derivative by the logit: what gradient descent needs, and cheaper than
/// ``Jet``.
@frozen public struct Slope<N: LossNumber>: LossNumber {
  /// The comparisons of `N`.
  public typealias Mask = N.Mask

  /// The value.
  public var value: N
  /// The first derivative.
  public var first: N

  /// A value with its derivative.
  @inlinable @inline(__always)
  public init(_ value: N, _ first: N) {
    self.value = value
    self.first = first
  }

  /// The quantity by which we differentiate.
  @inlinable @inline(__always)
  public static func variable(_ value: N) -> Slope { Slope(value, 1) }
  /// A quantity that does not depend on it.
  @inlinable @inline(__always)
  public static func constant(_ value: N) -> Slope { Slope(value, 0) }

  /// A constant.
  @inlinable @inline(__always)
  public init(_ constant: Double) { self.init(N(constant), 0) }
  /// A constant.
  @inlinable @inline(__always)
  public init(floatLiteral value: Double) { self.init(N(floatLiteral: value), 0) }
  /// A constant.
  @inlinable @inline(__always)
  public init(integerLiteral value: Int64) { self.init(N(integerLiteral: value), 0) }

  /// The sum.
  @inlinable @inline(__always)
  public static func + (a: Slope, b: Slope) -> Slope {
    Slope(a.value + b.value, a.first + b.first)
  }
  /// The difference.
  @inlinable @inline(__always)
  public static func - (a: Slope, b: Slope) -> Slope {
    Slope(a.value - b.value, a.first - b.first)
  }
  /// The product.
  @inlinable @inline(__always)
  public static func * (a: Slope, b: Slope) -> Slope {
    Slope(a.value * b.value, a.first * b.value + a.value * b.first)
  }
  /// The quotient.
  @inlinable @inline(__always)
  public static func / (a: Slope, b: Slope) -> Slope {
    let value = a.value / b.value
    return Slope(value, (a.first - value * b.first) / b.value)
  }
  /// The negation.
  @inlinable @inline(__always)
  public static prefix func - (a: Slope) -> Slope { Slope(-a.value, -a.first) }

  /// Compares values.
  @inlinable @inline(__always)
  public static func .< (a: Slope, b: Slope) -> Mask { a.value .< b.value }
  /// `a` where `mask` holds, elsewhere `b`.
  @inlinable @inline(__always)
  public static func choose(_ mask: Mask, _ a: Slope, _ b: Slope) -> Slope {
    Slope(N.choose(mask, a.value, b.value), N.choose(mask, a.first, b.first))
  }

  /// The product with a constant.
  @inlinable @inline(__always)
  public func scaled(by factor: Double) -> Slope {
    Slope(value.scaled(by: factor), first.scaled(by: factor))
  }
  /// The product with a constant of each class.
  @inlinable @inline(__always)
  public func weighted(positive: Double, negative: Double, label: Slope) -> Slope {
    let weight = N.choose(0.5 .< label.value, N(positive), N(negative))
    return Slope(value * weight, first * weight)
  }
}
