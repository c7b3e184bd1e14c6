extension Transactions {
  /// The presets, the default first.
  public static let presets = [
    ScenarioPreset(
      name: "default", summary: "As hard as the published ULB card data: Bayes AP near 0.86.",
      parameters: parameters(kappa: 1.4, weights: [0.20, 0.22, 0.23, 0.10, 0.13, 0.12])),
    ScenarioPreset(
      name: "easy", summary: "Fraud a little further from its hosts, and few mimics.",
      parameters: parameters(kappa: 1.5, weights: [0.21, 0.24, 0.25, 0.11, 0.14, 0.05])),
    ScenarioPreset(
      name: "medium", summary: "Fraud nearer to its hosts, and a fifth of mimics.",
      parameters: parameters(kappa: 1.1, weights: [0.18, 0.20, 0.21, 0.09, 0.12, 0.20])),
    ScenarioPreset(
      name: "hard", summary: "Nearly half mimics.",
      parameters: parameters(kappa: 0.9, weights: [0.12, 0.14, 0.14, 0.06, 0.09, 0.45])),
    ScenarioPreset(
      name: "worldline", summary: "As hard as the published Worldline e-commerce data.",
      parameters: parameters(kappa: 0.85, weights: [0.06, 0.08, 0.08, 0.03, 0.05, 0.70])),
  ]

  /// The parameters there are.
  public static let parameterDeclarations = [
    ParameterDeclaration(
      "kappa",
      "how far fraud lies from the segment it hides in: at 0 where that is, at 1 by the base law",
      in: 0...3),
    ParameterDeclaration(
      "typology-weights",
      "shares of card_testing, cnp_takeover, scripted, counterfeit, bad_terminal and mimic among "
        + "fraud, up to a common factor", in: 1e-6...1e6, count: 6),
  ]

  static func parameters(kappa: Double, weights: [Double]) -> [ScenarioParameter] {
    [
      ScenarioParameter("kappa", kappa),
      ScenarioParameter(name: "typology-weights", values: weights),
    ]
  }
}
