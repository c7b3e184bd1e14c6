internal import ArgumentParser
internal import Experiments
internal import Foundation
internal import LossPlugins
internal import Losses

struct WorkerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Do one task of a plan; the jobs of a cluster run this.",
    discussion: """
      Finished trials go into a store of the task's own, beside the plan file. A task that is begun \
      again does only what it had not finished. Failed trials are results like others: the exit \
      code is 0.
      """)

  @Argument(
    help: ArgumentHelp(
      "The plan file, which `lopsided run … --executor slurm` wrote.", valueName: "plan"))
  var plan: String

  @Option(help: "The task, from 0 (default: the one that Slurm names).")
  var task: Int?

  @Option(
    name: [.short, .long],
    help: "Trials in flight at once, one core each (default: the cores that Slurm grants, or 1).")
  var jobs: Int?

  func validate() throws {
    if let jobs, jobs < 1 {
      throw ValidationError("--jobs is \(jobs); it must be at least 1.")
    }
  }

  func run() async throws {
    try await ExitStatus.reporting { try await work() }
  }

  private func work() async throws {
    let worker = try TaskWorker(planFile: URL(filePath: plan), task: task) { plugins in
      try LossSource.catalogue(plugins: plugins)
    }
    let granted = ProcessInfo.processInfo.environment["SLURM_CPUS_PER_TASK"].flatMap { Int($0) }
    let progress = ProgressDisplay(name: "task", isInteractive: false)
    let summary = try await worker.run(jobs: jobs ?? max(granted ?? 1, 1)) { progress.show($0) }
    progress.finish()
    print(
      """
      \(summary.trials) trials: \(summary.scored) run now, \(summary.kept) kept from before, \
      \(summary.failed) failed.
      """)
  }
}
