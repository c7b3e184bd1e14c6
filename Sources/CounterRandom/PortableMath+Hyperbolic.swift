extension PortableMath {
  /// Hyperbolic tangent, within 2 units in the last place of the exact value.
  public static func tanh(_ x: Double) -> Double {
    let magnitude = x.magnitude
    guard magnitude >= 0.55 else {
      // The [7/8] Padé approximant, as x minus what it differs from x by.
      let t = x * x
      let top = t * (675_675 + t * (45_045 + t * (594 + t)))
      let bottom = 2_027_025 + t * (945_945 + t * (51_975 + t * (630 + t)))
      return x - x * (top / bottom)
    }
    guard magnitude < 20 else { return x.isNaN ? x : (x < 0 ? -1 : 1) }
    let value = 1 - 2 / (expInRange(2 * magnitude) + 1)
    return x < 0 ? -value : value
  }

  /// Hyperbolic sine, within 2 units in the last place of the exact value; infinite beyond ±709.78.
  public static func sinh(_ x: Double) -> Double {
    let magnitude = x.magnitude
    guard magnitude >= 1 else {
      let t = x * x
      var series = 1.0 / 121_645_100_408_832_000
      series = series * t + 1.0 / 355_687_428_096_000
      series = series * t + 1.0 / 1_307_674_368_000
      series = series * t + 1.0 / 6_227_020_800
      series = series * t + 1.0 / 39_916_800
      series = series * t + 1.0 / 362_880
      series = series * t + 1.0 / 5040
      series = series * t + 1.0 / 120
      series = series * t + 1.0 / 6
      return x + x * (t * series)
    }
    let power = exp(magnitude)
    let value = (power - 1 / power) / 2
    return x < 0 ? -value : value
  }

  /// Inverse hyperbolic sine, within 3 units in the last place of the exact value, for |x| ≤ 10¹⁵⁰.
  public static func asinh(_ x: Double) -> Double {
    let magnitude = x.magnitude
    let square = magnitude * magnitude
    let value = log1p(magnitude + square / (1 + (1 + square).squareRoot()))
    return x < 0 ? -value : value
  }
}
