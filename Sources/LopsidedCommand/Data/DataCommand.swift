internal import ArgumentParser

struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Make synthetic data, import your own, and export either.",
    subcommands: [
      ListData.self, DescribeData.self, GenerateData.self, ImportData.self, ExportData.self,
    ])
}
