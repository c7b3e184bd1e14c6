internal import ArgumentParser
internal import Foundation
internal import Reporting

struct CompareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two sets of results, or two losses of a suite.",
    usage: """
      lopsided compare <before> <after> [--metric <key>] [--format <format>]
      lopsided compare <suite> <loss> <loss> [--store <file>] [--metric <key>] [--format <format>]
      """,
    discussion: """
        lopsided compare before.sqlite results/quick.sqlite
                         which figures changed, and whether by more than noise
        lopsided compare quick focal cross-entropy
                         two losses on every data set and model, by every metric

      A set of results is a store (a SQLite file), a suite file or the name of a suite. Learners \
      are matched by data set, model and loss; where data and seed are the same, replicates are \
      paired. P values are corrected by Holm's procedure.
      """)

  @Argument(
    help: ArgumentHelp(
      "Two sets of results; or a suite and two of its losses.", valueName: "what"))
  var what: [String]

  @Option(
    help: ArgumentHelp(
      "The key of the metric to compare by (default: the suite's selection metric).",
      valueName: "key"))
  var metric: String?

  @Option(
    help: ArgumentHelp(
      "With a suite and two losses: its store (default: results/NAME.sqlite).",
      valueName: "file"))
  var store: String?

  @Option(help: "What to print: text or json.")
  var format: TextFormat = .text

  func validate() throws {
    guard (2...3).contains(what.count) else {
      throw ValidationError(
        """
        \(what.count == 1 ? "There is one name" : "There are \(what.count) names"); name two sets \
        of results, or a suite and two of its losses.
        """)
    }
    guard store == nil || what.count == 3 else {
      throw ValidationError(
        "--store belongs to a suite and two losses; a store itself can be one of the two names.")
    }
  }

  func run() async throws {
    try await ExitStatus.reporting {
      if what.count == 3 {
        let contrast = try LossContrast(
          what[1], what[2], in: StoredResults.of(what[0], store: store), metric: metric)
        print(
          format == .json
            ? try TextFormat.json(contrast) : LossContrastText(contrast).text)
      } else {
        let contrast = try ResultsContrast(
          (what[0], StoredResults.of(what[0])), (what[1], StoredResults.of(what[1])),
          metric: metric)
        print(
          format == .json
            ? try TextFormat.json(contrast) : ResultsContrastText(contrast).text)
      }
    }
  }
}
