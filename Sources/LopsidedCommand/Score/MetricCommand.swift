internal import ArgumentParser

struct MetricCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "metric", abstract: "List the metrics.", subcommands: [ListMetrics.self])
}
