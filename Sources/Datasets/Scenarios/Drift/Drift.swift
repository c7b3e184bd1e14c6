internal import CounterRandom

/// The typologies of ``Typologies``, on the move: fraud at the end of the period is not that of
/// its beginning.
///
/// With t from 0 to 1 over the period, `blatant` turns from `(1, 1, 1, 1) / 2` towards
/// `(1, 1, -1, -1) / 2`, `pocket` fades, and `flip` appears, suddenly. Shares add up to 1 at every
/// t. The posterior is that of a row at its time, and the law of any other time can be asked for:
/// an oracle that has grown stale.
public struct Drift: Scenario {
  /// The name in suite files and on the command line.
  public static let name = "drift"
  /// What it is, in one sentence.
  public static let summary =
    "The typologies, changing over time: one turns, one fades, one appears."
  /// The number in every counter.
  public static let number: UInt16 = 5

  /// The parameters it was made from.
  public let parameters: ScenarioParameters
  /// Share of positives in the population, over the whole period.
  public let prevalence: Double
  /// The days that a draw covers.
  public var periodDays: Double? { 180 }
  /// How the prevalence changes, if it does.
  public let prevalenceProfile: PrevalenceProfile?
  /// True: see above.
  public let changesWithTime = true

  /// What does not change.
  let typologies: Typologies
  private let turn: Double
  private let decline: Double
  private let onset: Double
  private let onsetWidth: Double

  /// The scenario with these parameters.
  public init(parameters: ScenarioParameters, prevalence: Double) {
    self.parameters = parameters
    self.prevalence = prevalence
    typologies = Typologies(parameters: parameters, prevalence: prevalence)
    turn = parameters["blatant-turn"]
    decline = parameters["pocket-decline"]
    onset = parameters["flip-onset"]
    onsetWidth = parameters["flip-onset-width"]
    let rise = parameters["prevalence-rise"]
    prevalenceProfile =
      rise == 0 ? nil : PrevalenceProfile { time in 1 + rise * (time - 0.5) }
  }

  /// `V1` … `V28`.
  public var columns: [FeatureColumn] { typologies.columns }
  /// The kinds of fraud, in the order of the oracle.
  public var typologyNames: [String] { typologies.typologyNames }
  /// True: see ``amounts(of:into:)``.
  public var hasAmounts: Bool { true }

  /// What each row is worth, as in ``Typologies``.
  public func amounts(of features: Span<Float>, into amounts: inout MutableSpan<Float>) {
    typologies.amounts(of: features, into: &amounts)
  }

  /// Share of each typology among the positives of a time.
  public func typologyShares(at time: Double) -> [Double] {
    let shares = moment(at: time).logShares
    return [shares.0, shares.1, shares.2, shares.3, shares.4].map { PortableMath.exp($0) }
  }

  /// The law of fraud at a time.
  @inline(__always)
  func moment(at time: Double) -> TypologyMoment {
    let angle = turn * 1.570_796_326_794_896_6 * time
    let (cosine, sine) = (PortableMath.cos(angle) / 2, PortableMath.sin(angle) / 2)
    let w = typologies.weights
    return TypologyMoment(
      weights: (
        w[0], w[1] * (1 - decline * time), w[2],
        w[3] * PortableMath.sigmoid((time - onset) / onsetWidth), w[4]
      ), direction: (cosine + sine, cosine - sine))
  }
}
