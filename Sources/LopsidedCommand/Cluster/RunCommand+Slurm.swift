internal import ArgumentParser
internal import Experiments
internal import Foundation

extension RunCommand {
  /// Runs the suite on a cluster.
  func submit() async throws {
    let state = try await ExitStatus.reporting { try await submitSuite() }
    // Not followed: how it ends is not known yet.
    guard let state else { return }
    if state.failed + state.missing > 0 { throw ExitStatus.someTrialsFailed }
  }

  private func submitSuite() async throws -> PlanState? {
    var plan = try SuitePlan(try SuiteFile.read(suite.file, losses: source.catalogue()))
    plan.plugins = source.plugins
    let store = suite.storeURL(name: plan.suite.name)
    let executor = SlurmExecutor(
      plan: plan, store: store, reportFolder: "reports/\(plan.suite.name)",
      options: cluster.options, isFresh: fresh)
    let submission: Submission
    switch try executor.start(note: { Terminal.error("Note: \($0)") }) {
    case .complete(let state):
      print(
        """
        \(state.trials) trials: nothing is missing, \(state.failed) failed. \
        Results: \(store.relativePath)
        Next: \(reportCommand)
        """)
      return state
    case .submitted(let new):
      submission = new
      print(
        """
        Submitted job \(new.jobs.array), \(new.jobs.tasks) tasks of \(new.jobs.megabytes) MB by \
        estimate, and job \(new.jobs.merge), which merges their results and reports.
        Logs: \(new.folder.logs.path)
        """)
    case .atWork(let earlier):
      submission = earlier
      print(
        """
        Jobs of an earlier run are still at work: \(earlier.jobs.array), \(earlier.jobs.tasks) \
        tasks, and \(earlier.jobs.merge), which merges. Nothing was submitted. To end them: \
        scancel \(earlier.jobs.array) \(earlier.jobs.merge)
        """)
    }
    guard cluster.wait else {
      print("To follow: \(runCommand) --wait\nWhen it is done: \(reportCommand)")
      return nil
    }
    return try await follow(submission, by: executor)
  }

  private func follow(_ submission: Submission, by executor: SlurmExecutor) async throws
    -> PlanState
  {
    let progress = ProgressDisplay(name: executor.plan.suite.name)
    defer { progress.finish() }
    let outcome = try await executor.follow(
      submission, note: { Terminal.error("Note: \($0)") }, report: { progress.show($0) })
    progress.finish()
    let state = outcome.state
    tell(outcome.endings, logs: submission.folder.logs.path)
    let next = state.missing > 0 ? "\(runCommand), which does only what is missing" : reportCommand
    print(
      """
      \(state.trials) trials: \(max(state.scored - submission.jobs.scored, 0)) run now, \
      \(submission.jobs.scored) kept from before, \(state.failed) failed, \(state.missing) missing. \
      Results: \(executor.store.relativePath)
      Next: \(next)
      """)
    return state
  }

  /// Says how tasks ended that did not do all their work, and what helps.
  private func tell(_ endings: [String: Int], logs: String) {
    guard !endings.isEmpty else { return }
    let counts = endings.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    Terminal.error(
      "Note: not all tasks ran to their end; of those that began, Slurm says: "
        + "\(counts.joined(separator: ", ")). Logs: \(logs)")
    if endings["TIMEOUT"] != nil {
      Terminal.error("Note: --time gives tasks longer; a larger --array-size makes them shorter.")
    }
    if endings["OUT_OF_MEMORY"] != nil {
      Terminal.error("Note: --mem gives tasks more memory.")
    }
  }

  private var storeArgument: String {
    suite.store.map { " --store \(Terminal.quoted($0))" } ?? ""
  }

  private var runCommand: String {
    let plugins = source.plugins.map { " --plugin \(Terminal.quoted($0))" }.joined()
    return "lopsided run \(Terminal.quoted(suite.suite))\(storeArgument)\(plugins) --executor slurm"
  }

  private var reportCommand: String {
    "lopsided report \(Terminal.quoted(suite.suite))\(storeArgument)"
  }
}
