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
      grown, does only what is missing.

      With --until-decided the suite's replicates are the first round. A quarter more are added, and \
      again, to every data set and model that has an undecided comparison; what is added depends on \
      the results alone, so that a run that was stopped goes on where it was.

      With --executor slurm it is run by the tasks of a job array, whose results a further job \
      merges.
      """)

  @OptionGroup var suite: SuiteArgument
  @OptionGroup var source: LossSource
  @OptionGroup(title: "On a cluster") var cluster: ClusterArguments

  @Option(
    name: [.short, .long],
    help: "Trials in flight at once, one core each (default: all cores).")
  var jobs: Int = ProcessInfo.processInfo.activeProcessorCount

  @OptionGroup var ending: SequentialArguments

  @Flag(help: "Throw earlier results away and start over.")
  var fresh = false

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
    if ending.untilDecided, cluster.executor == .slurm {
      throw ValidationError(
        "--until-decided looks at results between rounds, and needs --executor local.")
    }
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
    let summary = try await run(plan, store)
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

  private func run(_ plan: SuitePlan, _ store: ResultStore) async throws -> RunSummary {
    if ending.untilDecided {
      return try await SequentialRun(
        plan: plan, store: store, jobs: jobs,
        maximumReplicates: ending.maxReplicates
          ?? max(SequentialRun.defaultMaximum, plan.suite.replicates)
      ).run()
    }
    let progress = ProgressDisplay(name: plan.suite.name)
    defer { progress.finish() }
    return try await SuiteRunner(plan: plan, store: store, jobs: jobs).run { event in
      progress.show(event)
    }
  }
}
