internal import ArgumentParser
internal import Experiments
internal import Foundation
internal import Results

struct MergeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Bring the results of tasks into the store of their suite.",
    discussion: """
      Takes the shards beside the suite's store, and removes them once they are merged; or the \
      shards that are named, which stay. It does not matter how often it is done. Shards of another \
      plan or version are refused.
      """)

  @Argument(
    help: ArgumentHelp(
      "The suite, or the plan file that its tasks were given.", valueName: "suite|plan.json"))
  var suite: String

  @Argument(help: ArgumentHelp("Shards (default: those beside the store).", valueName: "shard"))
  var shards: [String] = []

  @Option(
    help: ArgumentHelp(
      "The result store, a SQLite file (default: results/NAME.sqlite, or the plan's).",
      valueName: "file"))
  var store: String?

  @OptionGroup var source: LossSource

  func run() async throws {
    let state = try await ExitStatus.reporting { try await merge() }
    if state.failed + state.missing > 0 { throw ExitStatus.someTrialsFailed }
  }

  private func merge() async throws -> PlanState {
    let (plan, url) = try planAndStore()
    let results = try await open(url)
    let merge = ShardMerge(plan: plan, into: results)
    let (summary, merged) =
      try shards.isEmpty
      ? merge.absorbSubmissions(beside: url)
      : (merge.absorb(shards.map { URL(filePath: $0) }), [])
    let state = try merge.finish()
    try results.close()
    ShardMerge.remove(merged)
    for reason in summary.unread { Terminal.error("Note: \(reason)") }
    let inUse = summary.inUse > 0 ? ", \(summary.inUse) still being written" : ""
    print(
      """
      \(summary.shards) shards\(inUse), \(summary.added) trials added.
      \(state.trials) trials: \(state.scored) scored, \(state.failed) failed, \(state.missing) \
      missing. Results: \(url.relativePath)
      """)
    return state
  }

  private func planAndStore() throws -> (SuitePlan, URL) {
    if suite.hasSuffix(".json") {
      let tasks = try TaskPlan(contentsOf: URL(filePath: suite))
      let losses = try LossSource.catalogue(plugins: tasks.plugins + source.plugins)
      return (try tasks.plan(losses: losses), URL(filePath: store ?? tasks.store))
    }
    let argument = try SuiteArgument.parse([suite])
    var plan = try SuitePlan(try SuiteFile.read(argument.file, losses: source.catalogue()))
    plan.plugins = source.plugins
    return (plan, store.map { URL(filePath: $0) } ?? argument.storeURL(name: plan.suite.name))
  }

  /// Opens the store; somebody who merely looks at it, or a run, may hold it for a while.
  private func open(_ url: URL) async throws -> ResultStore {
    for _ in 0..<30 {
      do { return try ResultStore.open(at: url, journal: .rollback) } catch ResultStoreError.inUse {
        try await Task.sleep(for: .seconds(2))
      }
    }
    return try ResultStore.open(at: url, journal: .rollback)
  }
}
