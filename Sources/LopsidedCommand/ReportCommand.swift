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
    let results = try storedResults()
    let report = try Report(results: results)
    let folder = URL(filePath: output ?? "reports/\(results.suite.name)")
    try ReportWriter.write(report, to: folder)
    print("\(folder.relativePath)/report.md: \(results.trials.count) trials")
  }

  /// Results from the store that was named, or that of the suite; the suite file need not exist.
  private func storedResults() throws -> SuiteResults {
    if suite.suite.hasSuffix(".sqlite") {
      return try ResultStore.results(at: URL(filePath: suite.suite))
    }
    guard FileManager.default.fileExists(atPath: suite.file.path) else {
      return try ResultStore.results(at: suite.storeURL(name: suite.suite))
    }
    // The name will do: a loss of a plug-in that is not loaded must not stand in the way.
    let file = try SuiteFile.identity(of: suite.file)
    let results = try ResultStore.results(at: suite.storeURL(name: file.name))
    if results.suite.fileHash != file.fileHash {
      Terminal.error(
        """
        Warning: \(file.path) has changed since its last run. This report is of the suite as it \
        was run; `lopsided run` brings the results up to date and does only what is missing.
        """)
    }
    return results
  }
}
