/// What holds for rows of any scenario if its posterior is right.
public enum ScenarioLaw: String, CaseIterable, Sendable {
  /// `E₁[exp(-s)] = 1`, as it stands.
  case inverseRatio = "inverse-ratio"
  /// `P₁(s < 0) = E₀[exp(s); s < 0]`.
  case ratioBelow = "ratio-below"
  /// `P₀(s >= 0) = E₁[exp(-s); s >= 0]`.
  case ratioAbove = "ratio-above"
  /// Both of these in each third of the period.
  case ratioByTime = "ratio-by-time"
  /// The mean posterior is the prevalence.
  case meanPosterior = "mean-posterior"
  /// Labels add up to posteriors in every tenth of the posterior.
  case posteriorBins = "posterior-bins"
  /// The same in each third of the period.
  case posteriorBinsByTime = "posterior-bins-by-time"
  /// Kinds of fraud have their shares.
  case typologies = "typologies"
  /// Labels that are seen add up to their posteriors in every tenth of them.
  case observedBins = "observed-bins"

  /// The law in a few words, for the head of a table.
  public var title: String {
    switch self {
    case .inverseRatio: "E₁[e⁻ˢ] = 1"
    case .ratioBelow: "P₁(s<0) = E₀[eˢ; s<0]"
    case .ratioAbove: "P₀(s≥0) = E₁[e⁻ˢ; s≥0]"
    case .ratioByTime: "both, worst third of time"
    case .meanPosterior: "mean η = π"
    case .posteriorBins: "y − η, worst bin"
    case .posteriorBinsByTime: "y − η, worst bin and third"
    case .typologies: "typology shares, worst"
    case .observedBins: "ỹ − η̃, worst bin"
    }
  }
}

/// How far rows are from each law, in standard errors.
public struct ScenarioLawResults: Equatable, Sendable {
  /// z-scores, the one farthest from 0 where a law makes several statements; laws that say nothing
  /// of the scenario, or that too few rows could tell of, are left out.
  public let scores: [ScenarioLaw: Double]

  /// The score that is farthest from 0.
  public var worst: Double { scores.values.map(\.magnitude).max() ?? 0 }
}
