internal import CounterRandom

/// Hours of day: a von Mises law around a peak, with a uniform share besides.
///
/// `P(h) = (1 - uniform) · v(h) + uniform / 24`, `v(h) ∝ exp(concentration · cos(2π (h - peak) / 24))`
/// over the 24 hours.
struct HourLaw: Sendable {
  /// The hour at which most happens.
  let peak: Int
  /// How sharp the peak is; 0 is uniform.
  let concentration: Double
  /// The share that ignores the hour.
  let uniform: Double

  /// Probability of each hour from 0 to 23.
  var shares: [Double] {
    let densities = (0..<24).map { hour in
      let distance = abs(hour - peak)
      return PortableMath.exp(concentration * Self.cosines[min(distance, 24 - distance)])
    }
    let total = densities.reduce(0, +)
    return densities.map { (1 - uniform) * ($0 / total) + uniform / 24 }
  }

  /// `cos(2π h / 24)`, h = 0 … 12: constants, as the C library's cosine is not the same everywhere.
  private static let cosines = [
    1, 0.965_925_826_289_068_3, 0.866_025_403_784_438_6, 0.707_106_781_186_547_5, 0.5,
    0.258_819_045_102_520_74, 0, -0.258_819_045_102_520_74, -0.5, -0.707_106_781_186_547_5,
    -0.866_025_403_784_438_6, -0.965_925_826_289_068_3, -1,
  ]
}
