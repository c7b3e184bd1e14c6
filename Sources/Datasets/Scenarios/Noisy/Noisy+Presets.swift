extension Noisy {
  /// The presets, the default first: the payments are those of ``Transactions``.
  public static let presets = Transactions.presets.map { preset in
    ScenarioPreset(
      name: preset.name,
      summary: "The payments of 'transactions \(preset.name)' with faulty labels and gaps.",
      parameters: preset.parameters + faults)
  }

  /// The parameters there are.
  public static let parameterDeclarations =
    Transactions.parameterDeclarations + [
      ParameterDeclaration(
        "unreported-rates",
        "share of each typology that is never reported as fraud, in the order of typology-weights",
        in: 0...1, count: 6),
      ParameterDeclaration(
        "false-report-rate", "share of legitimate payments that are reported as fraud", in: 0...1),
      ParameterDeclaration(
        "period-days", "days that a draw covers; labels are seen at the end", in: 1...36_500),
      ParameterDeclaration(
        "delay-median-days", "median days until a reported fraud is known", in: 0.01...3650),
      ParameterDeclaration(
        "delay-deviation", "standard deviation of the logarithm of that delay", in: 0.05...5),
      ParameterDeclaration(
        "delay-cap-days", "days after which every reported fraud is known; 0 for no delay",
        in: 0...3650),
      ParameterDeclaration(
        "missing-rates-legitimate",
        "probability that device_new and ip_proxy are missing, for daily, contactless, ecom, "
          + "travel, business and micro", in: 0...1, count: 6),
      ParameterDeclaration(
        "missing-rates-fraud",
        "probability that device_new and ip_proxy are missing, in the order of typology-weights",
        in: 0...1, count: 6),
    ]

  /// What is wrong with labels and columns, the same in every preset.
  ///
  /// Testers and takeovers tend to hide the device that their hosts show; counterfeit cards are used
  /// where there is none.
  private static let faults = [
    ScenarioParameter(name: "unreported-rates", values: [0.5, 0.1, 0.3, 0.05, 0.2, 0.3]),
    ScenarioParameter("false-report-rate", 2e-5),
    ScenarioParameter("period-days", 180),
    ScenarioParameter("delay-median-days", 12),
    ScenarioParameter("delay-deviation", 1),
    ScenarioParameter("delay-cap-days", 120),
    ScenarioParameter(
      name: "missing-rates-legitimate", values: [0.6, 0.6, 0.2, 0.6, 0.6, 0.6]),
    ScenarioParameter(name: "missing-rates-fraud", values: [0.4, 0.35, 0.2, 0.75, 0.6, 0.2]),
  ]
}
