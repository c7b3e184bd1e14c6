internal import CGSL

/// The only door to the GNU Scientific Library: error handler off, every result checked.
///
/// GSL's default error handler aborts the process; it is turned off once, before the first call.
/// A Swift `static let` is initialised once and thread-safely.
enum GSL {
  private static let handlerIsOff: Bool = {
    _ = unsafe gsl_set_error_handler_off()
    return true
  }()

  private static func prepare() {
    precondition(handlerIsOff)
  }

  /// Mean, by GSL's recurrence in extended precision; constant data give the constant itself.
  static func mean(_ values: [Double]) -> Double {
    prepare()
    assert(!values.isEmpty)
    return unsafe values.withUnsafeBufferPointer {
      unsafe gsl_stats_mean($0.baseAddress, 1, $0.count)
    }
  }

  /// Standard deviation about a known mean, with divisor n − 1; needs two values.
  static func standardDeviation(_ values: [Double], mean: Double) -> Double {
    prepare()
    assert(values.count > 1)
    return unsafe values.withUnsafeBufferPointer {
      unsafe gsl_stats_sd_m($0.baseAddress, 1, $0.count, mean)
    }
  }

  /// Quantile of ascending values by linear interpolation at (n − 1)p (type 7).
  static func quantile(ascending values: [Double], at probability: Double) -> Double {
    prepare()
    assert(!values.isEmpty)
    return unsafe values.withUnsafeBufferPointer {
      unsafe gsl_stats_quantile_from_sorted_data($0.baseAddress, 1, $0.count, probability)
    }
  }

  /// P(T > t) for Student's t.
  static func studentUpperTail(
    _ t: Double, degreesOfFreedom: Double
  ) throws(StatisticsError) -> Double {
    try checked("gsl_cdf_tdist_Q", gsl_cdf_tdist_Q(t, degreesOfFreedom))
  }

  /// The t that Student's t exceeds with the given probability.
  static func studentQuantile(
    upperTail: Double, degreesOfFreedom: Double
  ) throws(StatisticsError) -> Double {
    try checked("gsl_cdf_tdist_Qinv", gsl_cdf_tdist_Qinv(upperTail, degreesOfFreedom))
  }

  /// P(Z > z) for the standard normal.
  static func normalUpperTail(_ z: Double) throws(StatisticsError) -> Double {
    try checked("gsl_cdf_ugaussian_Q", gsl_cdf_ugaussian_Q(z))
  }

  /// P(X ≤ k) for the number of heads in n tosses of a fair coin.
  static func fairBinomialLowerTail(_ k: Int, of n: Int) throws(StatisticsError) -> Double {
    try checked("gsl_cdf_binomial_P", gsl_cdf_binomial_P(UInt32(k), 0.5, UInt32(n)))
  }

  /// P(Z ≤ z) for the standard normal.
  static func normalLowerTail(_ z: Double) throws(StatisticsError) -> Double {
    try checked("gsl_cdf_ugaussian_P", gsl_cdf_ugaussian_P(z))
  }

  /// The z that the standard normal stays below with the given probability, 0 < probability < 1.
  static func normalQuantile(_ probability: Double) throws(StatisticsError) -> Double {
    try checked("gsl_cdf_ugaussian_Pinv", gsl_cdf_ugaussian_Pinv(probability))
  }

  /// P(X > x) for χ².
  static func chiSquaredUpperTail(
    _ x: Double, degreesOfFreedom: Double
  ) throws(StatisticsError) -> Double {
    try checked("gsl_cdf_chisq_Q", gsl_cdf_chisq_Q(x, degreesOfFreedom))
  }

  /// P(X > x) for Fisher's F.
  static func fisherUpperTail(
    _ x: Double, degreesOfFreedom first: Double, _ second: Double
  ) throws(StatisticsError) -> Double {
    try checked("gsl_cdf_fdist_Q", gsl_cdf_fdist_Q(x, first, second))
  }

  /// P(X ≤ x) for a beta variable.
  static func betaLowerTail(
    _ x: Double, _ first: Double, _ second: Double
  ) throws(StatisticsError) -> Double {
    try checked("gsl_cdf_beta_P", gsl_cdf_beta_P(x, first, second))
  }

  /// Natural logarithm of the gamma function.
  static func logGamma(_ x: Double) throws(StatisticsError) -> Double {
    prepare()
    var result = gsl_sf_result()
    let status = unsafe gsl_sf_lngamma_e(x, &result)
    guard status == 0 else {
      let reason = unsafe gsl_strerror(status).map { unsafe String(cString: $0) }
      throw .notComputable(routine: "gsl_sf_lngamma_e", reason: reason ?? "status \(status)")
    }
    return result.val
  }

  /// GSL's distributions report failure by returning NaN.
  private static func checked(
    _ routine: String, _ value: @autoclosure () -> Double
  ) throws(StatisticsError) -> Double {
    prepare()
    let result = value()
    guard result.isFinite else {
      throw .notComputable(routine: routine, reason: "it returned \(result)")
    }
    return result
  }
}

extension Double {
  /// e to the power of x, from the C library that GSL stands on.
  static func exponential(_ x: Double) -> Double { exp(x) }

  /// The natural logarithm of x, from the C library that GSL stands on.
  static func logarithm(_ x: Double) -> Double { log(x) }

  /// eˣ − 1, precise near zero, from the C library that GSL stands on.
  static func exponentialLess1(_ x: Double) -> Double { expm1(x) }

  /// log(1 + x), precise near zero, from the C library that GSL stands on.
  static func logarithmOf1(plus x: Double) -> Double { log1p(x) }

  /// The angle whose sine is x, from the C library that GSL stands on.
  static func arcsine(_ x: Double) -> Double { asin(x) }
}
