internal import ArgumentParser
internal import Datasets

/// How a scenario is named on the command line.
struct ScenarioArguments: ParsableArguments {
  @Argument(help: "The scenario; `lopsided data list` shows them.")
  var scenario: String

  @Option(help: "The preset (default: the scenario's first).")
  var preset: String?

  @Option(help: "Share of positives, above 0 and below 1.")
  var prevalence: Double = 0.001

  func make() throws(DatasetError) -> any Scenario {
    try ScenarioCatalogue.scenario(named: scenario, preset: preset, prevalence: prevalence)
  }
}
