internal import CounterRandom

/// The logit that labels follow, as a function of a row: `slope · h(x) + intercept`.
///
/// `h = ρ · lin + √(1 - ρ²) · nl`, where `lin` is a standard normal direction of columns 0–5 and
/// `nl` half the sum of four bounded pieces of columns 6–11, each with mean 0 and variance 1 up to
/// a percent.
struct TeacherLogit: Sendable {
  /// Slope along the linear direction.
  let linear: Double
  /// Slope along each nonlinear piece.
  let nonlinear: Double
  /// The logit where everything else is 0.
  let intercept: Double

  init(rho: Double, slope: Double, intercept: Double) {
    linear = slope * rho
    nonlinear = slope * (1 - rho * rho).squareRoot() / 2
    self.intercept = intercept
  }

  /// The linear direction, of length 1.
  static let direction: (Double, Double, Double, Double, Double, Double) = {
    let length = (3.55).squareRoot()
    return (1 / length, 0.9 / length, 0.8 / length, 0.7 / length, 0.6 / length, 0.5 / length)
  }()

  /// The logit of a row.
  @inline(__always)
  func value(linear lin: Double, pieces: Double) -> Double {
    intercept + (linear * lin + nonlinear * pieces)
  }

  /// Coordinate along the linear direction.
  @inline(__always)
  static func linear(_ x: UnsafePointer<Double>) -> Double {
    let w = direction
    let first = unsafe (w.0 * x[0] + w.1 * x[1]) + (w.2 * x[2] + w.3 * x[3])
    return unsafe first + (w.4 * x[4] + w.5 * x[5])
  }

  /// Sum of the four nonlinear pieces of columns 6–11.
  @inline(__always)
  static func pieces(_ x: UnsafePointer<Double>) -> Double {
    unsafe (wave(x[6]) + product(x[7], x[8])) + (slab(x[9]) + product(x[10], x[11]))
  }

  /// `√2 sin(2x)`.
  static func wave(_ x: Double) -> Double { waveLimit * PortableMath.sin(2 * x) }
  /// `tanh(2xy) / 0.62`.
  static func product(_ x: Double, _ y: Double) -> Double {
    PortableMath.tanh(2 * x * y) / 0.62
  }
  /// A step up between -½ and ½.
  static func slab(_ x: Double) -> Double { x.magnitude < 0.5 ? slabLimit : -0.788 }

  static let waveLimit = 1.414_213_562_373_095_1
  static let productLimit = 1 / 0.62
  static let slabLimit = 1 / 0.486 - 0.788
  /// Greatest sum of the four pieces, rounded up.
  static let piecesLimit = waveLimit + 2 * productLimit + slabLimit + 1e-9
}
