internal import ArgumentParser
internal import Experiments
internal import Foundation

/// Whether trials run in processes of their own, and how long one may take.
struct IsolationArguments: ParsableArguments {
  @Flag(
    help: """
      Train every unit in a process of its own, so that a crash or a lack of memory costs one \
      trial and not the run. Units with losses of plug-ins always are, unless --in-process is \
      given.
      """)
  var isolate = false

  @Flag(help: "Train losses of plug-ins in this process: a crash of one ends the run.")
  var inProcess = false

  @Option(
    help: ArgumentHelp(
      "How long a trial may take; trials with a limit run in processes of their own "
        + "(default: the suite's time-limit, else none).", valueName: "seconds"))
  var timeLimit: Double?

  func validate() throws {
    guard timeLimit.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError("--time-limit is \(timeLimit ?? 0); it must be seconds, above 0.")
    }
    guard !(inProcess && (isolate || timeLimit != nil)) else {
      throw ValidationError(
        "--in-process cannot stand with --isolate or --time-limit: both need processes.")
    }
  }

  /// How trials are isolated.
  ///
  /// - Parameters:
  ///   - suite: what is run.
  ///   - file: its file, as it was given.
  ///   - plugins: the plug-ins' files, as they were given.
  /// - Returns: `nil` for no isolation at all.
  func isolation(of suite: Suite, file: URL, plugins: [String]) -> TrialIsolation? {
    guard !inProcess else { return nil }
    return TrialIsolation(
      executable: "/proc/self/exe",
      arguments: [UnitCommand.name, file.relativePath]
        + plugins.flatMap { ["--plugin", $0] } + ["--request"],
      includesBuiltIn: isolate,
      timeLimit: (timeLimit ?? suite.timeLimit).map { .seconds($0) })
  }
}

/// What a process of its own runs: the trials of one unit.
struct UnitCommand: AsyncParsableCommand {
  static let name = "unit"
  static let configuration = CommandConfiguration(
    commandName: name, abstract: "Train one unit for `run`, which starts this by itself.",
    shouldDisplay: false)

  @Argument var file: String
  @OptionGroup var source: LossSource
  @Option var request: String

  func run() async throws {
    UnitServer.serve(request, suite: URL(filePath: file)) { try source.catalogue() }
  }
}
