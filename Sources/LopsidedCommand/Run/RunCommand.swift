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
      """)

  @OptionGroup var suite: SuiteArgument
  @OptionGroup var source: LossSource
  @OptionGroup var resources: ResourceArguments
  @OptionGroup var isolation: IsolationArguments

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
    guard grace >= 0, grace.isFinite else {
      throw ValidationError("--grace is \(grace); it must be seconds, at least 0.")
    }
  }

  func run() async throws {
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
    let runner = SuiteRunner(plan: plan, store: store, jobs: resources.jobs, options: options)
    let summary = try await runner.run { event in progress.show(event) }
    progress.finish()
    try store.close()
    print(RunText(suite: suite, plugins: source.plugins).summary(summary, store: url))
    return (summary, signals.received)
  }
}
