internal import CounterRandom

/// The mean of the teacher's posterior, `π₀ = E[σ(t)]`, without drawing a row.
///
/// The logit `t` is a sum of independent parts, so its moment-generating function `M` is a product,
/// and the bilateral Laplace transform of the logistic function is `π / sin(πz)` for 0 < Re z < 1:
///
///     E[σ(t)] = 1/2π ∫ π / sin(πz) · M(z) dω,   z = c + iω
///
/// for any c in (0, 1). Through the saddle point the integrand has neither sign changes nor poles
/// near by, and the trapezoidal rule converges geometrically. The parts' own functions are
/// trapezoidal sums too: of a normal for the wave, and of `K₀(|p|) / π`, the density of a product
/// of two normals, over `log |p|` for the products.
struct TeacherPrevalence: Sendable {
  /// Values and weights of a distribution that is symmetric about 0, its positive half.
  private struct Half {
    var values: [Double] = []
    var weights: [Double] = []
  }

  private let linear: Double
  private let nonlinear: Double
  private let wave: Half
  private let product: Half
  private let coarseness: Double

  /// Probability that a standard normal lies between -½ and ½.
  static let slabShare = 0.382_924_922_548_026_2

  /// The mean of a posterior with these slopes; `coarseness` widens the steps of all sums.
  init(rho: Double, slope: Double, coarseness: Double = 1) {
    let logit = TeacherLogit(rho: rho, slope: slope, intercept: 0)
    linear = logit.linear
    nonlinear = logit.nonlinear
    self.coarseness = coarseness
    var wave = Half()
    let step = 0.025 * coarseness
    var z = step / 2
    while z < 9 {
      wave.values.append(TeacherLogit.wave(z))
      wave.weights.append(2 * step * 0.398_942_280_401_432_7 * PortableMath.exp(-z * z / 2))
      z += step
    }
    self.wave = wave
    var product = Half()
    let width = 0.125 * coarseness
    var x = -34.0
    while x < 4 {
      let p = PortableMath.exp(x)
      product.values.append(PortableMath.tanh(2 * p) / 0.62)
      product.weights.append(2 * width / 3.141_592_653_589_793 * p * Self.bessel(p))
      x += width
    }
    self.product = product
  }

  /// `K₀(y)`, the modified Bessel function: `∫ exp(-y cosh u) du` over u > 0.
  private static func bessel(_ y: Double) -> Double {
    let step = 0.1
    var sum = PortableMath.exp(-y) / 2
    var u = step
    while true {
      let power = PortableMath.exp(u)
      let term = PortableMath.exp(-y * (power + 1 / power) / 2)
      sum += term
      u += step
      if term < 1e-19 * sum { return step * sum }
    }
  }

  // MARK: On the real axis

  /// The exponent of the cheapest bound `σ(t) <= C · exp(λt)`, 0 < λ < 1; also the saddle point.
  func tilt(intercept: Double) -> Double {
    var (low, high) = (1e-6, 1 - 1e-6)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      let slope =
        PortableMath.log(middle) - PortableMath.log(1 - middle) + intercept
        + linear * linear * middle + growth(at: middle)
      if slope > 0 { high = middle } else { low = middle }
    }
    return (low + high) / 2
  }

  /// Derivative of the logarithm of the nonlinear parts' moment-generating function.
  private func growth(at tilt: Double) -> Double {
    let a = tilt * nonlinear
    func mean(_ half: Half) -> Double {
      var (sum, moment) = (0.0, 0.0)
      for (value, weight) in zip(half.values, half.weights) {
        let up = PortableMath.exp(a * value)
        let down = 1 / up
        sum += weight * (up + down)
        moment += weight * value * (up - down)
      }
      return moment / sum
    }
    let top = Self.slabShare * PortableMath.exp(a * TeacherLogit.slabLimit)
    let bottom = (1 - Self.slabShare) * PortableMath.exp(a * -0.788)
    let slab = (top * TeacherLogit.slabLimit + bottom * -0.788) / (top + bottom)
    return nonlinear * (mean(wave) + 2 * mean(product) + slab)
  }

  // MARK: Along the contour

  /// `log π₀` and its derivative by the intercept.
  func logPrevalence(intercept: Double) -> (value: Double, slope: Double) {
    let c = min(max(tilt(intercept: intercept), 0.1), 0.9)
    let step = coarseness * min(c, 1 - c) * 6.283_185_307_179_586 / 38
    let top = integrand(c, 0, intercept, scale: 0)
    let scale = PortableMath.log(top.re)
    var (sum, moment) = (0.5, 0.5 * c)
    var omega = step
    while omega < 13 {
      let value = integrand(c, omega, intercept, scale: scale)
      sum += value.re
      moment += c * value.re - omega * value.im
      omega += step
      if value.re.magnitude + value.im.magnitude < 1e-18, linear * omega > 8 { break }
    }
    // Both halves of the contour, over 2π.
    let log = PortableMath.log(sum * step / 3.141_592_653_589_793) + scale
    return (log, moment / sum)
  }

  /// The intercept of a posterior with this mean: Newton's method on its logarithm, which is
  /// concave, from far below.
  func intercept(prevalence: Double) -> Double {
    let goal = PortableMath.log(prevalence)
    var intercept = -20 - 4 * (linear + 3 * nonlinear)
    for _ in 0..<60 {
      let (value, slope) = logPrevalence(intercept: intercept)
      let step = (goal - value) / slope
      intercept += step
      if step.magnitude < 1e-11 { break }
    }
    return intercept
  }

  private struct Complex {
    var re: Double
    var im: Double

    static func * (a: Complex, b: Complex) -> Complex {
      Complex(re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re)
    }

    /// `exp(re + i·im)`.
    static func exp(_ re: Double, _ im: Double) -> Complex {
      let size = PortableMath.exp(re)
      return Complex(re: size * PortableMath.cos(im), im: size * PortableMath.sin(im))
    }

    /// `1 / self`.
    var inverse: Complex {
      let size = re * re + im * im
      return Complex(re: re / size, im: -im / size)
    }
  }

  /// `π / sin(πz) · M(z) · exp(-scale)` at `z = c + iω`.
  private func integrand(
    _ c: Double, _ omega: Double, _ intercept: Double, scale: Double
  ) -> Complex {
    let pi = 3.141_592_653_589_793
    let up = PortableMath.exp(pi * omega)
    let down = 1 / up
    let sine = Complex(
      re: PortableMath.sin(pi * c) * (up + down) / 2,
      im: PortableMath.cos(pi * c) * (up - down) / 2)
    // Exponent of the normal part and the intercept: α²z²/2 + bz.
    let variance = linear * linear
    let normal = Complex.exp(
      variance * (c * c - omega * omega) / 2 + intercept * c - scale,
      variance * c * omega + intercept * omega)
    let (re, im) = (c * nonlinear, omega * nonlinear)
    func moment(_ half: Half) -> Complex {
      var sum = Complex(re: 0, im: 0)
      for (value, weight) in zip(half.values, half.weights) {
        let power = Complex.exp(re * value, im * value)
        let other = power.inverse
        sum.re += weight * (power.re + other.re) / 2
        sum.im += weight * (power.im + other.im) / 2
      }
      return sum
    }
    let products = moment(product)
    let high = Complex.exp(re * TeacherLogit.slabLimit, im * TeacherLogit.slabLimit)
    let low = Complex.exp(re * -0.788, im * -0.788)
    let slab = Complex(
      re: Self.slabShare * high.re + (1 - Self.slabShare) * low.re,
      im: Self.slabShare * high.im + (1 - Self.slabShare) * low.im)
    let value = moment(wave) * products * products * slab * normal * sine.inverse
    return Complex(re: pi * value.re, im: pi * value.im)
  }
}
