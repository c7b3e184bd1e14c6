extension Jet {
  /// `f(x)` by the chain rule, from the value and the two derivatives of `f` at `x.value`.
  @inlinable @inline(__always)
  public static func chain(_ x: Jet, value: N, first: N, second: N) -> Jet {
    Jet(value, first * x.first, second * (x.first * x.first) + first * x.second)
  }

  /// `e^x`.
  @inlinable @inline(__always)
  public static func exp(_ x: Jet) -> Jet {
    let value = N.exp(x.value)
    let first = value * x.first
    return Jet(value, first, first * x.first + value * x.second)
  }

  /// `e^x - 1`, accurate for small `x`.
  @inlinable @inline(__always)
  public static func expm1(_ x: Jet) -> Jet {
    var power = exp(x)
    power.value = N.expm1(x.value)
    return power
  }

  /// The natural logarithm.
  @inlinable @inline(__always)
  public static func log(_ x: Jet) -> Jet {
    let first = x.first / x.value
    return Jet(N.log(x.value), first, x.second / x.value - first * first)
  }

  /// `log(1 + x)`.
  @inlinable @inline(__always)
  public static func log1p(_ x: Jet) -> Jet {
    let moved = 1 + x.value
    let first = x.first / moved
    return Jet(N.log1p(x.value), first, x.second / moved - first * first)
  }

  /// The square root.
  @inlinable @inline(__always)
  public static func sqrt(_ x: Jet) -> Jet {
    let value = N.sqrt(x.value)
    let first = x.first / (value + value)
    return Jet(value, first, (x.second - (first * first).scaled(by: 2)) / (value + value))
  }

  /// `base^exponent` for `base >= 0`.
  @inlinable @inline(__always)
  public static func pow(_ base: Jet, _ exponent: Double) -> Jet {
    chain(
      base,
      value: N.pow(base.value, exponent),
      first: N.powDerivative(base.value, exponent, factor: exponent, order: 1),
      second: N.powDerivative(base.value, exponent, factor: exponent * (exponent - 1), order: 2))
  }

  /// The logistic function and its logarithms, with exact derivatives.
  @inlinable @inline(__always)
  public static func logistic(_ z: Jet) -> Logistic<Jet> {
    let l = N.logistic(z.value)
    let slope = l.sigmoid * l.complement
    let sigmoid = chain(
      z, value: l.sigmoid, first: slope, second: slope * (l.complement - l.sigmoid))
    return Logistic(
      sigmoid: sigmoid,
      complement: Jet(l.complement, -sigmoid.first, -sigmoid.second),
      negativeLogSigmoid: chain(
        z, value: l.negativeLogSigmoid, first: -l.complement, second: slope),
      negativeLogComplement: chain(
        z, value: l.negativeLogComplement, first: l.sigmoid, second: slope))
  }
}

extension LossNumber {
  /// A derivative of `x^exponent`: `factor x^(exponent - order)`, zero where the factor is.
  @inlinable @inline(__always)
  static func powDerivative(_ x: Self, _ exponent: Double, factor: Double, order: Double) -> Self {
    factor == 0 ? 0 : pow(x, exponent - order).scaled(by: factor)
  }
}
