internal import ArgumentParser
internal import Experiments
internal import Foundation
internal import Results

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a suite, or what is missing of it.",
    discussion: """
      Finished trials are kept in the result store: a run that was stopped, or a suite that has \
      grown, does only what is missing. With --executor slurm it is run by the tasks of a job array, \
      whose results a further job merges.
      """)

  @OptionGroup var suite: SuiteArgument
  @OptionGroup var source: LossSource
  @OptionGroup(title: "On a cluster") var cluster: ClusterArguments

  @Option(
    name: [.short, .long],
    help: "Trials in flight at once, one core each (default: all cores).")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Throw earlier results away and start over.")
  var fresh = false

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
  }

  func run() async throws {
    if cluster.executor == .slurm { return try await submit() }
    let summary = try await ExitStatus.reporting { try await runSuite() }
    if summary.failed > 0 { throw ExitStatus.someTrialsFailed }
  }

  private func runSuite() async throws -> RunSummary {
    var plan = try SuitePlan(try SuiteFile.read(suite.file, losses: source.catalogue()))
    plan.plugins = source.plugins
    let url = suite.storeURL(name: plan.suite.name)
    let store = try ResultStore.open(at: url, fresh: fresh)
    let progress = ProgressDisplay(name: plan.suite.name)
    defer { progress.finish() }
    let summary = try await SuiteRunner(plan: plan, store: store, jobs: jobs).run { event in
      progress.show(event)
    }
    progress.finish()
    try store.close()
    print(
      """
      \(summary.trials) trials: \(summary.scored) run now, \(summary.kept) kept from before, \
      \(summary.failed) failed. Results: \(url.relativePath)
      Next: lopsided report \(Terminal.quoted(suite.suite))\
      \(suite.store.map { " --store \(Terminal.quoted($0))" } ?? "")
      """)
    return summary
  }
}
