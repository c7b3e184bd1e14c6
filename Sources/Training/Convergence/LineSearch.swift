/// A search along a direction of descent for a step that is good enough.
///
/// Good enough are Wolfe's conditions, or where differences of the objective drown in rounding the
/// approximate ones of Hager and Zhang, *A new conjugate gradient method with guaranteed descent
/// and an efficient line search*, 2005.
struct LineSearch {
  /// What became of a step that was tried.
  enum Verdict { case accepted, tryAgain, failed }

  /// The step to be tried, as a multiple of the direction.
  private(set) var step = 1.0
  private let value: Double
  private let slope: Double
  private let needsCurvature: Bool
  private let noise: Double
  private var lower = (step: 0.0, slope: 0.0)
  private var upper: (step: Double, slope: Double?)?
  private var tries = 0

  private static let sufficient = 1e-4
  private static let approximate = 0.1
  private static let curvature = 0.9
  private static let mostTries = 25

  /// A search from a point.
  ///
  /// - Parameters:
  ///   - value: The objective there.
  ///   - slope: Its derivative along the direction, below 0.
  ///   - needsCurvature: Whether the slope at the step must be less steep, as quasi-Newton methods
  ///     require.
  ///   - noise: Differences of the objective up to this may be rounding.
  init(value: Double, slope: Double, needsCurvature: Bool, noise: Double) {
    self.value = value
    self.slope = slope
    self.needsCurvature = needsCurvature
    self.noise = noise
    lower = (0, slope)
  }

  /// Judges the step, and moves it unless it is accepted.
  mutating func judge(value tried: Double, slope there: Double) -> Verdict {
    tries += 1
    let isFinite = tried.isFinite && there.isFinite
    let falls = isFinite && tried <= value + Self.sufficient * step * slope
    let fallsNearly =
      isFinite && tried <= value + noise && there <= (2 * Self.approximate - 1) * slope
    let flattens = !needsCurvature || there >= Self.curvature * slope
    if (falls || fallsNearly) && flattens { return .accepted }
    guard tries < Self.mostTries else { return .failed }
    if isFinite, tried <= value + noise, there < 0, falls || fallsNearly {
      lower = (step, there)
    } else {
      upper = (step, isFinite && there > 0 ? there : nil)
    }
    guard let upper else {
      step *= 4
      return .tryAgain
    }
    let width = upper.step - lower.step
    guard width > 1e-14 * upper.step else { return .failed }
    var share = isFinite ? 0.5 : 0.1
    if let slopeThere = upper.slope {
      // Where the secant of the slopes crosses zero.
      share = lower.slope / (lower.slope - slopeThere)
    } else if isFinite, lower.step == 0 {
      // The minimum of the parabola through value, slope and the value that was too large.
      let rise = tried - value - step * slope
      if rise > 0 { share = -slope * step / (2 * rise) }
    }
    step = lower.step + width * min(max(share, 0.1), 0.9)
    return .tryAgain
  }
}
