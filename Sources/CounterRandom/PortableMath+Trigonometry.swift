extension PortableMath {
  /// Sine of an angle in radians, within 2 units in the last place of the exact value.
  ///
  /// NaN beyond ±10⁶, where the reduction to an eighth of a turn would lose accuracy.
  public static func sin(_ x: Double) -> Double {
    guard x.magnitude <= trigonometricLimit else { return .nan }
    let (quarter, r) = reducedAngle(x)
    let value = quarter & 1 == 0 ? sineSeries(r) : cosineSeries(r)
    return quarter & 2 == 0 ? value : -value
  }

  /// Cosine of an angle in radians, within 2 units in the last place of the exact value.
  ///
  /// NaN beyond ±10⁶, where the reduction to an eighth of a turn would lose accuracy.
  public static func cos(_ x: Double) -> Double {
    guard x.magnitude <= trigonometricLimit else { return .nan }
    let (quarter, r) = reducedAngle(x)
    let value = quarter & 1 == 0 ? cosineSeries(r) : sineSeries(r)
    return (quarter &+ 1) & 2 == 0 ? value : -value
  }

  /// Greatest angle that is reduced without loss.
  static let trigonometricLimit = 1e6

  /// `x = quarter · π/2 + r` with |r| ≤ π/4.
  @inline(__always)
  private static func reducedAngle(_ x: Double) -> (quarter: UInt64, r: Double) {
    let shifted = x * 0.636_619_772_367_581_3 + 0x1.8p52
    let k = shifted - 0x1.8p52
    // π/2 in three pieces; the products with the first two are exact, as both have 33 bits.
    var r = x - k * 0x1.921f_b544p0
    r -= k * 0x1.0b46_11a6p-34
    r -= k * 0x1.3198_a2e0_3707_3p-69
    return (shifted.bitPattern &- (0x1.8p52).bitPattern, r)
  }

  @inline(__always)
  private static func sineSeries(_ r: Double) -> Double {
    let t = r * r
    var series = 1.0 / 355_687_428_096_000
    series = series * t - 1.0 / 1_307_674_368_000
    series = series * t + 1.0 / 6_227_020_800
    series = series * t - 1.0 / 39_916_800
    series = series * t + 1.0 / 362_880
    series = series * t - 1.0 / 5040
    series = series * t + 1.0 / 120
    series = series * t - 1.0 / 6
    return r + r * (t * series)
  }

  @inline(__always)
  private static func cosineSeries(_ r: Double) -> Double {
    let t = r * r
    var series = 1.0 / 20_922_789_888_000
    series = series * t - 1.0 / 87_178_291_200
    series = series * t + 1.0 / 479_001_600
    series = series * t - 1.0 / 3_628_800
    series = series * t + 1.0 / 40_320
    series = series * t - 1.0 / 720
    series = series * t + 1.0 / 24
    return 1 - (t * 0.5 - t * t * series)
  }
}
