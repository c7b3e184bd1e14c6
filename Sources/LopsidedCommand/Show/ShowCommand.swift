internal import ArgumentParser
internal import Foundation
internal import Reporting

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show how far a suite is and what it answers.",
    discussion: """
      Reads the result store alone, also while a run is filling it. `lopsided report` writes the \
      whole report.
      """)

  @OptionGroup var suite: SuiteArgument

  @Option(help: "What to print: text or json.")
  var format: TextFormat = .text

  func run() async throws {
    try await ExitStatus.reporting {
      let summary = try SuiteSummary(results: try suite.results())
      switch format {
      case .text: print(SummaryText(summary, argument: suite).text)
      case .json: print(try TextFormat.json(summary))
      }
    }
  }
}

/// For people or for programs.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
  case text
  case json

  /// A value with its keys sorted.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
