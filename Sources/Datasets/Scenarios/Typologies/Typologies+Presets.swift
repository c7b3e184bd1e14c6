extension Typologies {
  /// The presets, the default first.
  public static let presets = [
    ScenarioPreset(
      name: "default", summary: "As hard as the published ULB card data: Bayes AP near 0.85.",
      parameters: parameters(
        weights: [0.50, 0.15, 0.10, 0.15, 0.10], blatant: 5.5, pocket: (0.6, 0.12), shell: 3.5,
        correlation: 0.85, mimic: 1)),
    ScenarioPreset(
      name: "easy", summary: "Distinct typologies and few mimics.",
      parameters: parameters(
        weights: [0.55, 0.15, 0.10, 0.15, 0.05], blatant: 6, pocket: (0.6, 0.10), shell: 3.5,
        correlation: 0.9, mimic: 1)),
    ScenarioPreset(
      name: "medium", summary: "A fifth of mimics and a less blatant majority.",
      parameters: parameters(
        weights: [0.35, 0.15, 0.15, 0.15, 0.20], blatant: 4.5, pocket: (0.6, 0.15), shell: 3,
        correlation: 0.8, mimic: 1)),
    ScenarioPreset(
      name: "hard", summary: "Nearly half mimics.",
      parameters: parameters(
        weights: [0.25, 0.10, 0.10, 0.10, 0.45], blatant: 3.5, pocket: (0.6, 0.20), shell: 2.5,
        correlation: 0.7, mimic: 1)),
    ScenarioPreset(
      name: "worldline", summary: "As hard as the published Worldline e-commerce data.",
      parameters: parameters(
        weights: [0.12, 0.06, 0.06, 0.06, 0.70], blatant: 3.2, pocket: (0.6, 0.20), shell: 2.2,
        correlation: 0.6, mimic: 1.6)),
  ]

  /// The parameters there are.
  public static let parameterDeclarations = [
    ParameterDeclaration(
      "typology-weights",
      "shares of blatant, pocket, shell, flip and mimic among fraud, up to a "
        + "common factor", in: 1e-6...1e6, count: 5),
    ParameterDeclaration(
      "blatant-distance", "Mahalanobis distance of blatant fraud from legitimate rows", in: 0...12),
    ParameterDeclaration("pocket-mean", "mean of pocket fraud in its columns", in: -4...4),
    ParameterDeclaration(
      "pocket-deviation", "standard deviation of pocket fraud in its columns", in: 0.01...4),
    ParameterDeclaration(
      "shell-scale", "factor by which shell fraud widens its columns", in: 0.1...10),
    ParameterDeclaration(
      "correlation", "correlation of the pairs of columns; flip fraud has the opposite",
      in: -0.99...0.99),
    ParameterDeclaration(
      "mimic-distance", "Mahalanobis distance of mimic fraud from legitimate rows", in: 0...12),
  ]

  static func parameters(
    weights: [Double], blatant: Double, pocket: (mean: Double, deviation: Double), shell: Double,
    correlation: Double, mimic: Double
  ) -> [ScenarioParameter] {
    [
      ScenarioParameter(name: "typology-weights", values: weights),
      ScenarioParameter("blatant-distance", blatant),
      ScenarioParameter("pocket-mean", pocket.mean),
      ScenarioParameter("pocket-deviation", pocket.deviation),
      ScenarioParameter("shell-scale", shell),
      ScenarioParameter("correlation", correlation),
      ScenarioParameter("mimic-distance", mimic),
    ]
  }
}
