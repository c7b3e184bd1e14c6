internal import ArgumentParser
internal import Foundation
internal import Reporting
internal import Results

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of a suite from its stored results.",
    discussion: """
      Needs the result store alone, neither data nor models, and writes the same bytes for the \
      same results. Markdown comes with figures, a table of all trials and a manifest; HTML is one \
      page with everything in it, to be opened in a browser or sent by mail.
      """)

  @OptionGroup var suite: SuiteArgument

  @Option(help: "What to write: markdown or html.")
  var format: Format = .markdown

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The report's folder (default: reports/NAME).", valueName: "folder"))
  var output: String?

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case markdown
    case html
  }

  func run() async throws {
    try await ExitStatus.reporting { try write() }
  }

  private func write() throws {
    let results = try suite.results()
    let report = try Report(results: results)
    let folder = URL(filePath: output ?? "reports/\(results.suite.name)")
    switch format {
    case .markdown: try ReportWriter.write(report, to: folder)
    case .html: try ReportWriter.writePage(of: report, to: folder)
    }
    let file = format == .markdown ? "report.md" : "report.html"
    print("\(folder.relativePath)/\(file): \(results.trials.count) trials")
  }
}
