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
    let display = WorkDisplay("Bayes values")
    let values = BayesEstimator().values(
      of: scenario, jobs: ProcessInfo.processInfo.activeProcessorCount, progress: display.show)
    display.finish()
    var lines = [
      "\(type.name), preset \(scenario.preset), prevalence \(scenario.prevalence)",
      type.summary, "",
      "Features: \(scenario.featureCount). Kinds of fraud: "
        + "\(scenario.typologyNames.joined(separator: ", ")).",
    ]
    lines += scenario.parameters.all.map { parameter in
      "  \(parameter.name): \(parameter.values.map { "\($0)" }.joined(separator: ", "))"
    }
    lines += [""] + BayesTable.lines(values)
    return lines.joined(separator: "\n")
  }
}
