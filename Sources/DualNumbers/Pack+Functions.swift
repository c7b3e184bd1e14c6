// Polynomials of our own: the C library works on one lane at a time, and rounds more exactly than
// training needs.
extension Pack {
  /// `e^x`, to about 1 ulp; 0 below -87.7, infinite above 88.3.
  @inlinable @inline(__always)
  public static func exp(_ x: Pack) -> Pack {
    // Written so that a NaN passes through: a diverged model must be seen.
    let high = Pack(repeating: 89)
    return expUpTo89(choose(high .< x, high, x))
  }

  /// `e^x` for `x <= 89`.
  @inlinable @inline(__always)
  static func expUpTo89(_ x: Pack) -> Pack {
    let (tail, scale) = scaledExpm1UpTo89(x)
    return Pack((tail + 1) * scale)
  }

  /// `e^x - 1`, to about 2 ulp; infinite above 88.3.
  @inlinable @inline(__always)
  public static func expm1(_ x: Pack) -> Pack {
    let high = Pack(repeating: 89)
    let (tail, scale) = scaledExpm1UpTo89(choose(high .< x, high, x))
    // The scale is infinite before the power is.
    return choose(40 .< x, Pack((tail + 1) * scale), Pack(tail * scale + (scale - 1)))
  }

  /// For `x <= 89` a power of two and a `t`, `-0.3 < t < 0.42`, with `e^x = (1 + t) scale`.
  @inlinable @inline(__always)
  static func scaledExpm1UpTo89(_ x: Pack) -> (tail: SIMD8<Float>, scale: SIMD8<Float>) {
    let least = Pack(repeating: -88)
    let clamped = choose(x .< least, least, x).lanes
    // Adding 1.5 * 2^23 leaves the nearest whole number in the low bits.
    let magic = SIMD8<Float>(repeating: 12_582_912)
    let shifted = clamped * 1.442_695_04 + magic
    let whole = shifted - magic
    let rest = (clamped - whole * 0.693_359_375) + whole * 2.121_944_4e-4
    // Estrin's scheme: as many operations as Horner's, a shorter chain of dependent ones.
    let square = rest * rest
    let high = rest * 1.987_569_15e-4 + 1.398_199_95e-3
    let middle = rest * 8.333_451_9e-3 + 4.166_579_6e-2
    let low = rest * 1.666_666_55e-1 + 5.000_000_1e-1
    let tail = ((high * square + middle) * square + low) * square + rest
    let exponent = (bits(of: shifted) &- 0x4B40_0000 &+ 127) &<< 23
    return (tail, floats(of: exponent))
  }

  /// The natural logarithm, to about 2 ulp; minus infinity at 0, NaN below.
  @inlinable @inline(__always)
  public static func log(_ x: Pack) -> Pack {
    let pattern = bits(of: x.lanes)
    let exponent = (pattern &- 0x3F35_04F3) &>> 23
    let mantissa = floats(of: pattern &- (exponent &<< 23))
    // The same trick backwards makes the exponent a float.
    let scale = floats(of: exponent &+ 0x4B40_0000) - 12_582_912
    let f = mantissa - 1
    let s = f / (f + 2)
    let z = s * s
    var q = z * 0.222_222_22 + 0.285_714_28
    q = q * z + 0.4
    q = q * z + 0.666_666_66
    let finite = Pack(scale * 0.693_147_18 + (s * 2 + s * z * q))
    let top = Pack(repeating: .infinity)
    // 0 - infinity is the limit at 0, and a NaN stays one.
    let special = choose(x .< 0, Pack(repeating: .nan), x - top)
    return choose(0 .< x, choose(x .< top, finite, x), special)
  }

  /// `log(1 + x)` for `x > -1`, accurate for small `x`.
  @inlinable @inline(__always)
  public static func log1p(_ x: Pack) -> Pack {
    let u = 1 + x
    return log(u) + choose(u .< Pack(repeating: .infinity), (x - (u - 1)) / u, 0)
  }

  /// The square root.
  @inlinable @inline(__always)
  public static func sqrt(_ x: Pack) -> Pack { Pack(x.lanes.squareRoot()) }

  /// `base^exponent` for `base >= 0`, with a relative error of about `|exponent log(base)|` ulp.
  @inlinable @inline(__always)
  public static func pow(_ base: Pack, _ exponent: Double) -> Pack {
    let power = exp(log(base) * Pack(exponent))
    return choose(0 .< base, power, Pack(exponent > 0 ? 0 : exponent == 0 ? 1 : .infinity))
  }

  /// The logistic function of `z` and its logarithms, from one exponential.
  @inlinable @inline(__always)
  public static func logistic(_ z: Pack) -> Logistic<Pack> {
    let fall = negatedMagnitude(z)
    let decay = expUpTo89(fall)
    let large = 1 / (1 + decay)
    let small = decay * large
    let tail = log1pOfUnit(decay)
    let isNegative = signBit(z)
    // The parts of z on either side of zero, without a mask: the compiler splits lanes into halves
    // where a mask has many uses.
    return Logistic(
      sigmoid: choose(isNegative, small, large),
      complement: choose(isNegative, large, small),
      negativeLogSigmoid: tail - (z + fall).scaled(by: 0.5),
      negativeLogComplement: tail + (z - fall).scaled(by: 0.5))
  }

  /// `log(1 + t)` for `0 <= t <= 1`, as `2 atanh(s)` with `s = t / (2 + t)`.
  @inlinable @inline(__always)
  static func log1pOfUnit(_ t: Pack) -> Pack {
    let s = t.lanes / (t.lanes + 2)
    // Below 1e-4 the square changes no digit, and that of a tiny number is slow to compute.
    let root = choose(Pack(repeating: 1e-4) .< Pack(s), Pack(s), 0).lanes
    let z = root * root
    // Minimax on 0...1/9: relative error 5e-9 before rounding.
    let high = z * 0.280_119_87 + 0.280_018_06
    let low = z * 0.400_215_27 + 0.666_664_18
    return Pack((high * (z * z) + low) * (z * s) + s * 2)
  }
}
