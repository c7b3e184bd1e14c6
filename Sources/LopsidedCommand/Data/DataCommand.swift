internal import ArgumentParser

struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    subcommands: [
      ListData.self, DescribeData.self, BayesData.self, GenerateData.self, ExportData.self,
      ImportData.self, CheckLaw.self,
    ])
    ])
}
