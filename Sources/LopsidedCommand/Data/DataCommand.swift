internal import ArgumentParser

struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Make synthetic data, import your own, and export either.",
    subcommands: [
      ListData.self, DescribeData.self, BayesData.self, GenerateData.self, ExportData.self,
      ImportData.self, CheckLaw.self, TimeData.self,
    ])
}
