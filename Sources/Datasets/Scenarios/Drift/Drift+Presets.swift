extension Drift {
  /// The presets, the default first: those of ``Typologies``, and one whose prevalence changes.
  public static let presets =
    Typologies.presets.map { preset in
      ScenarioPreset(
        name: preset.name, summary: preset.summary, parameters: preset.parameters + changes())
    } + [
      ScenarioPreset(
        name: "rising", summary: "As default, with three times the prevalence at the end.",
        parameters: Typologies.presets[0].parameters + changes(prevalenceRise: 1))
    ]

  /// The parameters there are.
  public static let parameterDeclarations =
    Typologies.parameterDeclarations + [
      ParameterDeclaration(
        "blatant-turn", "quarters of a circle that blatant fraud turns over the period",
        in: -4...4),
      ParameterDeclaration(
        "pocket-decline", "share of its weight that pocket fraud loses over the period", in: 0...1),
      ParameterDeclaration(
        "flip-onset", "time at which half of flip fraud is there, the period being 0 to 1",
        in: -1...2),
      ParameterDeclaration(
        "flip-onset-width", "width of the logistic function by which flip fraud appears",
        in: 0.001...10),
      ParameterDeclaration(
        "prevalence-rise",
        "how much higher the prevalence is at the end than at the beginning, "
          + "as a share of its mean; it rises linearly", in: -1.8...1.8),
    ]

  private static func changes(prevalenceRise: Double = 0) -> [ScenarioParameter] {
    [
      ScenarioParameter("blatant-turn", 0.8), ScenarioParameter("pocket-decline", 0.5),
      ScenarioParameter("flip-onset", 0.6), ScenarioParameter("flip-onset-width", 0.02),
      ScenarioParameter("prevalence-rise", prevalenceRise),
    ]
  }
}
