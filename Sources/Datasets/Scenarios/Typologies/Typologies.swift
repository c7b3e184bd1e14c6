internal import CounterRandom

/// Small disjuncts: five kinds of fraud, each of which another family of models can find.
///
/// Legitimate rows have 28 columns: 0–15 and 26–27 independent standard normal; the pairs
/// (16, 17) … (22, 23) bivariate normal with a correlation; (24, 25) four segments. Fraud keeps
/// that law except for what its typology changes:
///
/// - `blatant` adds half of a distance on columns 0–3: every model finds it.
/// - `pocket` is a tight cloud in columns 4–9: trees find it, a linear model is blind to it.
/// - `shell` widens columns 10–15: quadratic models, or trees with much data.
/// - `flip` turns the sign of the pairs' correlation: an interaction, slow for axis-parallel trees.
/// - `mimic` is a faint `blatant`: nobody finds it.
///
/// The posterior is a log-sum-exp over typologies; the segments cancel.
public struct Typologies: Scenario {
  /// The name in suite files and on the command line.
  public static let name = "typologies"
  /// What it is, in one sentence.
  public static let summary =
    "Five kinds of fraud, from blatant to irreducible; each suits another family of models."
  /// The number in every counter.
  public static let number: UInt16 = 2

  /// The parameters it was made from.
  public let parameters: ScenarioParameters
  /// Share of positives in the population.
  public let prevalence: Double
  /// Share of each typology among positives.
  public let weights: [Double]
  /// Mahalanobis distance of `blatant` from legitimate rows.
  public let blatantDistance: Double
  /// Mean and standard deviation of `pocket` in each of its columns.
  public let pocket: (mean: Double, deviation: Double)
  /// Factor by which `shell` widens its columns.
  public let shellScale: Double
  /// Correlation of the pairs; `flip` has the opposite.
  public let correlation: Double
  /// Mahalanobis distance of `mimic` from legitimate rows.
  public let mimicDistance: Double

  /// Upper limits of a 32-bit word for each typology: draws are integers, and the posterior uses
  /// the shares these limits give.
  let typologyLimits: [UInt64]
  /// The same for segments.
  let segmentLimits: [UInt64]
  /// The likelihood ratio.
  let mixture: TypologyMixture
  /// The law of fraud, at any time.
  let moment: TypologyMoment
  /// The same for several rows at once.
  let moments: StillMoments

  /// The scenario with these parameters.
  public init(parameters: ScenarioParameters, prevalence: Double) {
    self.parameters = parameters
    self.prevalence = prevalence
    weights = parameters.list("typology-weights")
    blatantDistance = parameters["blatant-distance"]
    pocket = (parameters["pocket-mean"], parameters["pocket-deviation"])
    shellScale = parameters["shell-scale"]
    correlation = parameters["correlation"]
    mimicDistance = parameters["mimic-distance"]
    typologyLimits = wordLimits(weights)
    segmentLimits = wordLimits(Self.segmentWeights)
    mixture = TypologyMixture(parameters)
    moment = TypologyMoment(limits: typologyLimits)
    moments = StillMoments(moment)
  }

  /// `V1` … `V28`.
  public let columns = (1...Self.width).map { FeatureColumn("V\($0)") }
  /// The kinds of fraud, in the order of the oracle.
  public let typologyNames = ["blatant", "pocket", "shell", "flip", "mimic"]

  static let width = 28
  static let segmentWeights = [0.4, 0.3, 0.2, 0.1]
  static let segmentMeans: [(Double, Double)] = [(0, 0), (2, 1), (-2, 1.5), (1, -3)]
}
