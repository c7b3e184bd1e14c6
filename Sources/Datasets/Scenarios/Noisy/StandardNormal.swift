internal import CounterRandom

/// The standard normal distribution function, bit for bit the same everywhere.
///
/// Relative accuracy about 1e-15, in the lower tail too. Source: Cody, "Rational Chebyshev
/// approximations for the error function", Mathematics of Computation 23 (1969), 631–637; as the
/// function ANORM of his SPECFUN (Algorithm 715, ACM TOMS 19, 1993).
enum StandardNormal {
  /// `Φ(x)`.
  static func cumulative(_ x: Double) -> Double {
    let y = x.magnitude
    if y <= 0.674_489_75 { return 0.5 + x * ratio(x * x, center.top, center.bottom) }
    let tail: Double
    if y <= 5.656_854_249_492_38 {
      tail = exponential(y) * ratio(y, middle.top, middle.bottom)
    } else {
      let inverse = 1 / (y * y)
      let correction = inverse * ratio(inverse, far.top, far.bottom)
      tail = exponential(y) * (0.398_942_280_401_432_68 - correction) / y
    }
    return x > 0 ? 1 - tail : tail
  }

  /// `exp(-y² / 2)`, in two factors: `y²` alone would lose the last digits.
  private static func exponential(_ y: Double) -> Double {
    let coarse = (y * 16).rounded(.towardZero) / 16
    let rest = (y - coarse) * (y + coarse)
    return PortableMath.exp(-coarse * coarse / 2) * PortableMath.exp(-rest / 2)
  }

  /// Quotient of two polynomials, coefficients of the highest power first.
  private static func ratio(_ x: Double, _ top: [Double], _ bottom: [Double]) -> Double {
    var (above, below) = (0.0, 0.0)
    for coefficient in top { above = above * x + coefficient }
    for coefficient in bottom { below = below * x + coefficient }
    return above / below
  }

  private static let center = (
    top: [
      0.065_682_337_918_207_449_113, 2.235_252_035_460_683_928_7, 161.028_231_068_555_878_81,
      1067.689_485_460_370_958_2, 18154.981_253_343_561_249,
    ],
    bottom: [
      1, 47.202_581_904_688_241_87, 976.098_551_737_776_693_22, 10260.932_208_618_978_205,
      45507.789_335_026_729_956,
    ]
  )
  private static let middle = (
    top: [
      1.076_557_677_372_019_231_7e-8, 0.398_941_512_088_134_667_64, 8.883_149_794_388_375_941_2,
      93.506_656_132_177_855_979, 597.270_276_394_800_262_26, 2494.537_585_290_372_671_1,
      6848.190_450_536_282_332_6, 11602.651_437_647_350_124, 9842.714_838_383_978_021_8,
    ],
    bottom: [
      1, 22.266_688_044_328_115_691, 235.387_901_782_624_998_61, 1519.377_599_407_554_805,
      6485.558_298_266_760_755, 18615.571_640_885_098_091, 34900.952_721_145_977_266,
      38912.003_286_093_271_411, 19685.429_676_859_990_727,
    ]
  )
  private static let far = (
    top: [
      0.023_073_441_764_940_173_03, 0.215_898_534_057_956_99, 0.127_401_161_160_247_363_9,
      0.022_235_277_870_649_807, 0.001_421_619_193_227_893_466, 2.911_287_495_116_879_2e-5,
    ],
    bottom: [
      1, 1.284_260_096_144_911_21, 0.468_238_212_480_865_118, 0.065_988_137_868_928_551_5,
      0.003_782_396_332_027_582_44, 7.297_515_550_839_662_05e-5,
    ]
  )
}
