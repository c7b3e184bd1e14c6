internal import ArgumentParser
internal import Datasets
internal import Foundation

struct DescribeData: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Describe a scenario: its law, and what a perfect learner reaches on it.")

  @OptionGroup var arguments: ScenarioArguments

  @OptionGroup var warp: WarpArguments

  func run() async throws {
    try await ExitStatus.reporting {
      let scenario = try arguments.make()
      print(text(scenario, warp: try warp.make(for: scenario)))
    }
  }

  private func text(_ scenario: any Scenario, warp: (any Warp)?) -> String {
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
    for (parameter, declaration) in zip(scenario.parameters.all, type.parameterDeclarations) {
      let values = parameter.values.map { "\($0)" }.joined(separator: ", ")
      lines.append("  \(parameter.name): \(values)")
      lines.append("    \(ListData.text(declaration))")
    }
    if let days = scenario.periodDays { lines.append("A draw covers \(days) days.") }
    if let warp {
      let columns = warp.columns(scenario.columns)
      lines += [
        "",
        "Warped by \(Swift.type(of: warp).name): \(Swift.type(of: warp).summary) "
          + "The features are then \(columns[0].name) to \(columns[columns.count - 1].name); "
          + "what follows does not change.",
      ]
    }
    lines += [""] + BayesTable.lines(values)
    return lines.joined(separator: "\n")
  }
}
