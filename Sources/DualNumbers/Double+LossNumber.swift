#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The reference arithmetic, on the C library's functions.
extension Double: LossNumber {
  /// One truth value.
  public typealias Mask = Bool

  /// `e^x`.
  public static func exp(_ x: Double) -> Double { cExp(x) }
  /// `e^x - 1`, accurate for small `x`.
  public static func expm1(_ x: Double) -> Double { cExpm1(x) }
  /// The natural logarithm.
  public static func log(_ x: Double) -> Double { cLog(x) }
  /// `log(1 + x)`, accurate for small `x`.
  public static func log1p(_ x: Double) -> Double { cLog1p(x) }
  /// The square root.
  public static func sqrt(_ x: Double) -> Double { x.squareRoot() }
  /// `base^exponent`.
  public static func pow(_ base: Double, _ exponent: Double) -> Double { cPow(base, exponent) }

  /// The logistic function of `z` and its logarithms.
  public static func logistic(_ z: Double) -> Logistic<Double> {
    let decay = exp(-z.magnitude)
    let tail = log1p(decay)
    let large = 1 / (1 + decay)
    let small = decay / (1 + decay)
    return Logistic(
      sigmoid: z < 0 ? small : large,
      complement: z < 0 ? large : small,
      negativeLogSigmoid: z < 0 ? tail - z : tail,
      negativeLogComplement: z < 0 ? tail : tail + z)
  }

  /// Whether `a` is less than `b`.
  @inlinable @inline(__always)
  public static func .< (a: Double, b: Double) -> Bool { a < b }
  /// `a` where `mask` holds, elsewhere `b`.
  @inlinable @inline(__always)
  public static func choose(_ mask: Bool, _ a: Double, _ b: Double) -> Double { mask ? a : b }
}

// Inside the extension the bare names would find the static methods themselves.
private func cExp(_ x: Double) -> Double { exp(x) }
private func cExpm1(_ x: Double) -> Double { expm1(x) }
private func cLog(_ x: Double) -> Double { log(x) }
private func cLog1p(_ x: Double) -> Double { log1p(x) }
private func cPow(_ x: Double, _ y: Double) -> Double { pow(x, y) }
