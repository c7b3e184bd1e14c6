internal import ArgumentParser

struct DataCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Make synthetic data, or import and check your own.",
    subcommands: [
      ListData.self, DescribeData.self, GenerateData.self, ImportData.self, CheckData.self,
    ])
}
