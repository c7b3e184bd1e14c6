internal import ArgumentParser

struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Make synthetic data, or import your own.",
    subcommands: [
      ListData.self, DescribeData.self, BayesData.self, EvaluationData.self,
      GenerateData.self, ImportData.self,
    ])
}
