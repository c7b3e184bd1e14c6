public import ArgumentParser
internal import Experiments

/// The command line.
public struct LopsidedCommand: AsyncParsableCommand {
  /// Name, help and subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "lopsided",
    abstract: "Which loss function to train with when one row in a thousand is positive.",
    discussion: """
      Runs losses against each other on data whose true posterior is known, or on your own CSV, \
      and writes a Markdown report with paired statistics.

        lopsided run quick         run the quick suite, or go on with it
        lopsided report quick      write reports/quick/report.md

      Exit codes: 0 done, 1 some trials failed (results are kept), 64 wrong usage, 65 bad data \
      or suite file, 70 internal error.
      """,
    version: LopsidedVersion.current,
    subcommands: [RunCommand.self, ReportCommand.self, DataCommand.self, LossCommand.self])

  /// For the argument parser.
  public init() {}

  /// Parses the process's arguments and runs the command; the body of an executable's `main`.
  public static func start() async { await main() }
}
