internal import ArgumentParser
internal import Datasets

/// How a scenario is named on the command line.
struct ScenarioArguments: ParsableArguments {
  @Argument(help: "The scenario; `lopsided data list` shows them.")
  var scenario: String

  @OptionGroup var law: LawArguments

  func make() throws -> any Scenario {
    try law.scenario(named: scenario, preset: law.preset)
  }
}

/// What of a scenario's law can be chosen on the command line.
struct LawArguments: ParsableArguments {
  @Option(help: "The preset (default: the scenario's first).")
  var preset: String?

  @Option(help: "Share of positives, above 0 and below 1.")
  var prevalence: Double = 0.001

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Change a parameter of the preset: NAME=VALUE, or NAME=VALUE,VALUE,… for a list; may be "
        + "given several times. `lopsided data list` shows the parameters.",
      valueName: "name=value"))
  var changes: [String] = []

  /// The scenario of a name with a preset and these changes.
  func scenario(named name: String, preset: String?) throws -> any Scenario {
    try ScenarioCatalogue.scenario(
      named: name, preset: preset, replacing: changes.map { try Self.parameter($0) },
      prevalence: prevalence)
  }

  /// `NAME=VALUE,VALUE,…`
  static func parameter(
    _ text: String, option: String = "--set"
  ) throws -> ScenarioParameter {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else {
      throw ValidationError(
        "\(option) is \"\(text)\"; it must be NAME=VALUE, such as rho=0.9 or "
          + "typology-weights=0.5,0.2,0.1,0.1,0.1.")
    }
    let values = try parts[1].split(separator: ",", omittingEmptySubsequences: false).map { word in
      guard let value = Double(word.trimmingPrefix(" ")), value.isFinite else {
        throw ValidationError(
          "\(option) \(parts[0]) has the value \"\(word)\"; it must be a number, or numbers with commas "
            + "between them.")
      }
      return value
    }
    return ScenarioParameter(name: String(parts[0]), values: values)
  }
}

/// How a warp is named on the command line.
struct WarpArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Change the features by an invertible warp, which leaves the posterior as it is; "
        + "`lopsided data list` shows them."))
  var warp: String?

  /// The warp for the rows of a scenario; `nil` for none.
  func make(for scenario: any Scenario) throws(DatasetError) -> (any Warp)? {
    guard let warp else { return nil }
    return try WarpCatalogue.warp(named: warp, for: scenario)
  }
}
