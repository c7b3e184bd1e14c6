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
      grown, does only what is missing. Ctrl-C finishes and saves the trials in flight; a second \
      one stops at once.

      With --until-decided the suite's replicates are the first round. A quarter more are added, and \
      again, to every data set and model that has an undecided comparison; what is added depends on \
      the results alone, so that a run that was stopped goes on where it was.

      With --executor slurm it is run by the tasks of a job array, whose results a further job \
      merges.
      """)

  @OptionGroup var suite: SuiteArgument
  @OptionGroup var source: LossSource
  @OptionGroup var resources: ResourceArguments
  @OptionGroup var isolation: IsolationArguments
  @OptionGroup(title: "On a cluster") var cluster: ClusterArguments
  @OptionGroup var ending: SequentialArguments

  @Flag(help: "Throw earlier results away and start over.")
  var fresh = false

  @Flag(
    help: """
      Run only trials that failed and may come out otherwise, such as after an error; those that \
      diverged would diverge again.
      """)
  var onlyFailed = false

  @Flag(name: [.short, .long], help: "Print a line for each trial.")
  var verbose = false

  @Option(
    help: ArgumentHelp(
      "How long SIGTERM leaves the trials in flight before the run ends.", valueName: "seconds"))
  var grace = 25.0

  func validate() throws {
    guard !(fresh && onlyFailed) else {
      throw ValidationError("--fresh throws failed trials away; --only-failed needs them.")
    }
    guard !(onlyFailed && ending.untilDecided) else {
      throw ValidationError("--only-failed adds no replicates, as --until-decided does.")
    }
    if cluster.executor == .slurm {
      // Tasks run what is missing, each on its own machine.
      let unknown = [
        (ending.untilDecided, "--until-decided"), (onlyFailed, "--only-failed"),
        (isolation.isolate, "--isolate"), (isolation.timeLimit != nil, "--time-limit"),
        (resources.memory != nil, "--memory"), (verbose, "--verbose"),
      ]
      if let option = unknown.first(where: \.0)?.1 {
        throw ValidationError(
          "\(option) goes with --executor local; options of Slurm are --time and --mem.")
      }
    }
    guard grace >= 0, grace.isFinite else {
      throw ValidationError("--grace is \(grace); it must be seconds, at least 0.")
    }
  }

  func run() async throws {
    if cluster.executor == .slurm { return try await submit() }
    let (summary, signal) = try await ExitStatus.reporting { try await runSuite() }
    if summary.missing > 0, let signal { throw ExitCode(128 + signal) }
    if summary.failed > 0 { throw ExitStatus.someTrialsFailed }
  }

  private func runSuite() async throws -> (RunSummary, signal: Int32?) {
    var plan = try SuitePlan(try SuiteFile.read(suite.file, losses: source.catalogue()))
    plan.plugins = source.plugins
    let url = suite.storeURL(name: plan.suite.name)
    let store = try ResultStore.open(at: url, fresh: fresh)
    let progress = ProgressDisplay(
      name: plan.suite.name, metric: verbose ? plan.suite.selectionMetric : nil)
    defer { progress.finish() }
    var options = RunOptions()
    options.selection = onlyFailed ? .failed : .missing
    options.memory = resources.memoryInBytes
    options.isolation = isolation.isolation(
      of: plan.suite, file: suite.file, plugins: source.plugins)
    options.scores = ScoreArchive(beside: url)
    let signals = StopSignals(options.stop, grace: .seconds(grace), progress: progress)
    let summary = try await run(plan, store, options, progress)
    progress.finish()
    try store.close()
    print(RunText(suite: suite, plugins: source.plugins).summary(summary, store: url))
    return (summary, signals.received)
  }

  private func run(
    _ plan: SuitePlan, _ store: ResultStore, _ options: RunOptions, _ progress: ProgressDisplay
  ) async throws -> RunSummary {
    guard ending.untilDecided else {
      let runner = SuiteRunner(plan: plan, store: store, jobs: resources.jobs, options: options)
      return try await runner.run { progress.show($0) }
    }
    return try await SequentialRun(
      plan: plan, store: store, jobs: resources.jobs, options: options, progress: progress,
      maximumReplicates: ending.maxReplicates
        ?? max(SequentialRun.defaultMaximum, plan.suite.replicates)
    ).run()
  }
}
