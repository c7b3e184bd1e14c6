public import Foundation
public import Losses
internal import Results

/// Does one task of a plan file, into a store of its own.
public struct TaskWorker: Sendable {
  private let folder: SubmissionFolder
  private let tasks: TaskPlan
  private let plan: SuitePlan
  private let task: Int
  private let attempt: Int

  /// A worker for a task.
  ///
  /// - Parameters:
  ///   - file: The plan file, in the folder of its submission.
  ///   - task: The task, from 0; `nil` for the one that Slurm names.
  ///   - attempt: How often the task was begun before; `nil` for what Slurm says.
  ///   - losses: All losses that a plan with certain plug-ins may name.
  /// - Throws: ``SlurmError``, or ``SuiteError`` when the suite's data cannot be used.
  public init(
    planFile file: URL, task: Int?, attempt: Int? = nil,
    losses: (_ plugins: [String]) throws -> LossCatalogue
  ) throws {
    let environment = ProcessInfo.processInfo.environment
    func number(_ name: String) -> Int? { environment[name].flatMap { Int($0) } }
    guard let task = task ?? number("SLURM_ARRAY_TASK_ID") else { throw SlurmError.noTask }
    tasks = try TaskPlan(contentsOf: file)
    guard tasks.tasks.indices.contains(task) else {
      throw SlurmError.noSuchTask(task: task, count: tasks.tasks.count)
    }
    folder = SubmissionFolder(holding: file)
    self.task = task
    self.attempt = attempt ?? number("SLURM_RESTART_COUNT") ?? 0
    plan = try tasks.plan(losses: losses(tasks.plugins)).restricted(
      to: tasks.tasks[task].pieces,
      shard: ShardRecord(
        plan: tasks.identity, resultVersion: tasks.resultVersion, task: task, attempt: self.attempt)
    )
  }

  /// Runs what earlier attempts have not finished.
  ///
  /// - Parameters:
  ///   - jobs: Units in flight at once.
  ///   - report: Told of what happens, from any thread.
  /// - Returns: What the task came to.
  /// - Throws: ``ResultStoreError`` when results cannot be saved.
  public func run(
    jobs: Int, report: @escaping @Sendable (RunEvent) -> Void
  ) async throws -> RunSummary {
    // A machine that was given up may still be writing: each attempt has a file of its own.
    let store = try ResultStore.open(
      at: folder.shard(task: task, attempt: attempt), journal: .rollback)
    for earlier in 0..<attempt {
      // What cannot be read, or is still being written, is done once more.
      if let shard = try? Shard.read(folder.shard(task: task, attempt: earlier)) {
        _ = try store.absorb([shard])
      }
    }
    let progress = TaskProgress(at: folder.progress(task: task))
    let summary = try await SuiteRunner(plan: plan, store: store, jobs: jobs).run { event in
      progress.note(event)
      report(event)
    }
    progress.finish()
    try store.close()
    return summary
  }
}
