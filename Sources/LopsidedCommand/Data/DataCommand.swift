internal import ArgumentParser

struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract: "Make synthetic data, import and check your own, and export either.",
    subcommands: [
      ListData.self, DescribeData.self, BayesData.self, EvaluationData.self, GenerateData.self,
      ExportData.self, ImportData.self, CheckData.self, CheckLaw.self, TimeData.self,
    ])
}
