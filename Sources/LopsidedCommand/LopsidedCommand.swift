public import ArgumentParser
internal import Experiments
public import Losses
internal import Synchronization

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
        lopsided status quick      what is done, what failed and why, what is missing
        lopsided report quick      write reports/quick/report.md, or report.html by --format html
        lopsided show quick        its answer, here in the terminal

      Exit codes: 0 done, 1 some trials failed (results are kept) or a loss breaks a law, \
      64 wrong usage, 65 bad data, suite file or store, 70 internal error, 130 or 143 stopped by \
      Ctrl-C or SIGTERM with trials missing.
      """,
    version: LopsidedVersion.current,
    subcommands: [
      RunCommand.self, StatusCommand.self, CollectGarbage.self, ReportCommand.self,
      ShowCommand.self, CompareCommand.self, WorkerCommand.self, MergeCommand.self,
      TrainCommand.self, PredictCommand.self, ScoreCommand.self, StatsCommand.self,
      DataCommand.self, LossCommand.self, MetricCommand.self, UnitCommand.self,
    ])

  /// For the argument parser.
  public init() {}

  /// Parses the process's arguments and runs the command; the body of an executable's `main`.
  ///
  /// - Parameter types: Losses of the program's own, which every command then knows like those of
  ///   the catalogue. Ends the process with status 64 when a name is taken.
  public static func start(with types: [any Loss.Type] = []) async {
    do { try added.withLock { losses throws(LossError) in try losses.add(types) } } catch {
      Terminal.error("Error: \(error)")
      exit(withError: ExitCode.validationFailure)
    }
    await main()
  }

  /// The losses of the catalogue and of the program.
  static var losses: LossCatalogue { added.withLock { $0 } }

  private static let added = Mutex(LossCatalogue.builtIn)
}
