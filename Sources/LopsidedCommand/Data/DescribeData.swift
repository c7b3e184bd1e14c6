internal import ArgumentParser
internal import Datasets
internal import Foundation

struct DescribeData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Describe a scenario: its law, and what a perfect learner reaches on it.")

  @OptionGroup var arguments: ScenarioArguments

  func run() async throws {
    try await ExitStatus.reporting { print(try text(arguments.make())) }
  }

  private func text(_ scenario: any Scenario) -> String {
    let type = Swift.type(of: scenario)
    let values = BayesEstimator().values(
      of: scenario, jobs: ProcessInfo.processInfo.activeProcessorCount)
    var lines = [
      "\(type.name), preset \(scenario.preset), prevalence \(scenario.prevalence)",
      type.summary, "",
      "Features: \(scenario.featureCount). Kinds of fraud: "
        + "\(scenario.typologyNames.joined(separator: ", ")).",
    ]
    lines += scenario.parameters.all.map { parameter in
      "  \(parameter.name): \(parameter.values.map { "\($0)" }.joined(separator: ", "))"
    }
    lines += ["", "A perfect learner reaches (\(values.rowCount) rows drawn, ± standard error):"]
    for key in ["average-precision", "auroc", "log-loss", "brier"] {
      guard let estimate = values[key] else { continue }
      lines.append("  \(key): \(estimate.value) ± \(estimate.standardError)")
    }
    return lines.joined(separator: "\n")
  }
}
