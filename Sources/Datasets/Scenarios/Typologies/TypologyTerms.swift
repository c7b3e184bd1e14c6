internal import CounterRandom

/// The density of a row under each typology, over that of legitimate rows.
struct TypologyTerms {
  private let blatantDistance: Double
  private let mimicDistance: Double
  private let blatantConstant: Double
  private let mimicConstant: Double
  private let pocketMean: Double
  private let pocketConstant: Double
  private let pocketCurvature: Double
  private let shellConstant: Double
  private let shellCurvature: Double
  private let flipFactor: Double

  init(of law: Typologies) {
    blatantDistance = law.blatantDistance
    mimicDistance = law.mimicDistance
    blatantConstant = -law.blatantDistance * law.blatantDistance / 2
    mimicConstant = -law.mimicDistance * law.mimicDistance / 2
    pocketMean = law.pocket.mean
    pocketConstant = -6 * PortableMath.log(law.pocket.deviation)
    pocketCurvature = 1 / (law.pocket.deviation * law.pocket.deviation)
    shellConstant = -6 * PortableMath.log(law.shellScale)
    shellCurvature = (1 - 1 / (law.shellScale * law.shellScale)) / 2
    flipFactor = -2 * law.correlation / (1 - law.correlation * law.correlation)
  }

  /// `log f₁(x) - log f₀(x)`: a log-sum-exp over typologies.
  @inline(__always)
  func logRatio(of x: UnsafePointer<Float>, at moment: TypologyMoment) -> Double {
    let (first, second) = unsafe (Double(x[0]) + Double(x[1]), Double(x[2]) + Double(x[3]))
    let common = (first + second) / 2
    let blatant = unsafe moment.turns ? moment.along(x) : common
    var (near, square) = (0.0, 0.0)
    for column in 4..<10 {
      let value = unsafe Double(x[column])
      near += (value - pocketMean) * (value - pocketMean)
      square += value * value
    }
    var wide = 0.0
    for column in 10..<16 {
      let value = unsafe Double(x[column])
      wide += value * value
    }
    var product = 0.0
    for pair in 8..<12 {
      product += unsafe Double(x[2 * pair]) * Double(x[2 * pair + 1])
    }
    let shares = moment.logShares
    let terms = (
      shares.0 + blatantConstant + blatantDistance * blatant,
      shares.1 + pocketConstant + (square - pocketCurvature * near) / 2,
      shares.2 + shellConstant + shellCurvature * wide,
      shares.3 + flipFactor * product,
      shares.4 + mimicConstant + mimicDistance * common
    )
    let top = max(max(max(terms.0, terms.1), max(terms.2, terms.3)), terms.4)
    let sum =
      PortableMath.exp(terms.0 - top) + PortableMath.exp(terms.1 - top)
      + PortableMath.exp(terms.2 - top) + PortableMath.exp(terms.3 - top)
      + PortableMath.exp(terms.4 - top)
    return top + PortableMath.log(sum)
  }
}
