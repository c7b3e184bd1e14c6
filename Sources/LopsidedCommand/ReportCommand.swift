internal import ArgumentParser
internal import Experiments
internal import Foundation
internal import Reporting
internal import Results

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of a suite from its stored results.",
    discussion: """
      Needs the result store alone, neither data nor models, and writes the same bytes for the \
      same results.
      """)

  @OptionGroup var suite: SuiteArgument

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The report's folder (default: reports/NAME).", valueName: "folder"))
  var output: String?

  func run() async throws {
    try await ExitStatus.reporting { try write() }
  }

  private func write() throws {
    let results = try openStore().results()
    let report = try Report(results: results)
    let folder = URL(filePath: output ?? "reports/\(results.suite.name)")
    try ReportWriter.write(report, to: folder)
    print("\(folder.relativePath)/report.md: \(results.trials.count) trials")
  }

  /// The store that was named, or that of the suite; the suite file itself need not exist.
  private func openStore() throws -> ResultStore {
    if suite.suite.hasSuffix(".sqlite") {
      return try ResultStore.openExisting(at: URL(filePath: suite.suite))
    }
    let isFile = FileManager.default.fileExists(atPath: suite.file.path)
    let name = isFile ? try SuiteFile.read(suite.file).name : suite.suite
    return try ResultStore.openExisting(at: suite.storeURL(name: name))
  }
}
