extension Slope {
  /// `e^x`.
  @inlinable @inline(__always)
  public static func exp(_ x: Slope) -> Slope {
    let value = N.exp(x.value)
    return Slope(value, value * x.first)
  }

  /// `e^x - 1`, accurate for small `x`.
  @inlinable @inline(__always)
  public static func expm1(_ x: Slope) -> Slope {
    Slope(N.expm1(x.value), N.exp(x.value) * x.first)
  }

  /// The natural logarithm.
  @inlinable @inline(__always)
  public static func log(_ x: Slope) -> Slope { Slope(N.log(x.value), x.first / x.value) }

  /// `log(1 + x)`.
  @inlinable @inline(__always)
  public static func log1p(_ x: Slope) -> Slope {
    Slope(N.log1p(x.value), x.first / (1 + x.value))
  }

  /// The square root.
  @inlinable @inline(__always)
  public static func sqrt(_ x: Slope) -> Slope {
    let value = N.sqrt(x.value)
    return Slope(value, x.first / (value + value))
  }

  /// `base^exponent` for `base >= 0`.
  @inlinable @inline(__always)
  public static func pow(_ base: Slope, _ exponent: Double) -> Slope {
    let first = N.powDerivative(base.value, exponent, factor: exponent, order: 1)
    return Slope(N.pow(base.value, exponent), first * base.first)
  }

  /// The logistic function and its logarithms, with exact derivatives.
  @inlinable @inline(__always)
  public static func logistic(_ z: Slope) -> Logistic<Slope> {
    let l = N.logistic(z.value)
    let slope = l.sigmoid * l.complement * z.first
    return Logistic(
      sigmoid: Slope(l.sigmoid, slope),
      complement: Slope(l.complement, -slope),
      negativeLogSigmoid: Slope(l.negativeLogSigmoid, -(l.complement * z.first)),
      negativeLogComplement: Slope(l.negativeLogComplement, l.sigmoid * z.first))
  }
}
