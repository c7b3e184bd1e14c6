/// Elementary functions made of `+ - * /` and bit patterns only.
///
/// The C library's differ in the last bit from one platform to the next, and with them every
/// value generated through them. These give the same bits wherever IEEE 754 doubles do. No
/// product is fused with a sum: the accuracy stated is reached without, and fusing would change
/// bits.
public enum PortableMath {
  /// Natural logarithm, within 1 unit in the last place of the exact value for normal `x`.
  ///
  /// `log(0)` is `-infinity`; negative and NaN arguments give NaN.
  public static func log(_ x: Double) -> Double {
    guard x > 0, x < .infinity else {
      return x == 0 ? -.infinity : (x == .infinity ? x : .nan)
    }
    // A subnormal number is brought into the normal range: 2⁵⁴ x.
    return x < .leastNormalMagnitude
      ? logOfNormal(x * 0x1p54) - 54 * 0.693_147_180_559_945_3 : logOfNormal(x)
  }

  /// Exponential function, within 1 unit in the last place of the exact value.
  ///
  /// Zero below -708, where the result (3·10⁻³⁰⁸) nears the subnormal numbers; infinity above the
  /// logarithm of the greatest finite number.
  public static func exp(_ x: Double) -> Double {
    guard x >= -708 else { return x.isNaN ? x : 0 }
    return x <= 709.782_712_893_384 ? expInRange(x) : .infinity
  }

  /// `log(1 + x)` for `x >= 0`, accurate for small `x` too.
  public static func log1p(_ x: Double) -> Double {
    let sum = 1 + x
    return sum == 1 ? x : log(sum) * (x / (sum - 1))
  }

  /// `1 / (1 + exp(-x))`.
  public static func sigmoid(_ x: Double) -> Double {
    guard x < 0 else { return 1 / (1 + exp(-x)) }
    let power = exp(x)
    return power / (1 + power)
  }

  /// `log` of a positive normal finite number, without branches.
  @inlinable
  @inline(__always)
  package static func logOfNormal<Number: PortableNumber>(_ x: Number) -> Number {
    let (exponent, mantissa) = x.factors
    // log m = 2 artanh s = 2 (s + s³/3 + s⁵/5 + …), |s| ≤ 0.1716.
    let f = mantissa - 1.0
    let s = f / (mantissa + 1.0)
    let t = s * s
    var series = Number(floatLiteral: 1.0 / 23)
    series = series * t + Number(floatLiteral: 1.0 / 21)
    series = series * t + Number(floatLiteral: 1.0 / 19)
    series = series * t + Number(floatLiteral: 1.0 / 17)
    series = series * t + Number(floatLiteral: 1.0 / 15)
    series = series * t + Number(floatLiteral: 1.0 / 13)
    series = series * t + Number(floatLiteral: 1.0 / 11)
    series = series * t + Number(floatLiteral: 1.0 / 9)
    series = series * t + Number(floatLiteral: 1.0 / 7)
    series = series * t + Number(floatLiteral: 1.0 / 5)
    series = series * t + Number(floatLiteral: 1.0 / 3)
    let tail = 2.0 * t * series
    // 2 s = f - s f, so that log m = f - s (f - tail): the leading term is exact.
    let low = exponent * 1.908_214_929_270_587_7e-10
    let high = exponent * 0.693_147_180_369_123_82
    return high + (f - (s * (f - tail) - low))
  }

  /// `exp` for -708 <= x <= 709.78…, without branches.
  @inlinable
  @inline(__always)
  package static func expInRange<Number: PortableNumber>(_ x: Number) -> Number {
    // x = k ln 2 + r, |r| ≤ ½ ln 2; adding 1.5 · 2⁵² rounds to an integer.
    let shifted = x * 1.442_695_040_888_963_4 + 0x1.8p52
    let k = shifted - 0x1.8p52
    let r = (x - k * 0.693_147_180_369_123_82) - k * 1.908_214_929_270_587_7e-10
    var series = Number(floatLiteral: 1.0 / 6_227_020_800)
    series = series * r + Number(floatLiteral: 1.0 / 479_001_600)
    series = series * r + Number(floatLiteral: 1.0 / 39_916_800)
    series = series * r + Number(floatLiteral: 1.0 / 3_628_800)
    series = series * r + Number(floatLiteral: 1.0 / 362_880)
    series = series * r + Number(floatLiteral: 1.0 / 40_320)
    series = series * r + Number(floatLiteral: 1.0 / 5040)
    series = series * r + Number(floatLiteral: 1.0 / 720)
    series = series * r + Number(floatLiteral: 1.0 / 120)
    series = series * r + Number(floatLiteral: 1.0 / 24)
    series = series * r + Number(floatLiteral: 1.0 / 6)
    series = series * r + 0.5
    series = series * (r * r) + r + 1.0
    // Two factors, as 2¹⁰²⁴ alone is no double.
    return series * shifted.halfPower * 2.0
  }
}
