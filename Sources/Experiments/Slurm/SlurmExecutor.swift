public import Foundation
internal import Results

/// Runs what is missing of a plan as an array of tasks on a cluster, through Slurm's programs.
///
/// Nothing has to stay running for it: tasks and the job that merges are all there is, and whatever
/// becomes of them, the next run merges what their shards hold and submits what is missing.
public struct SlurmExecutor: SuiteExecutor {
  /// What is run.
  public let plan: SuitePlan
  /// The result store.
  public let store: URL
  /// The folder of the report.
  let reportFolder: String
  let options: SlurmOptions
  let isFresh: Bool
  let client = SlurmClient()

  /// An executor of a plan.
  ///
  /// - Parameters:
  ///   - plan: What is run.
  ///   - store: The result store, in a folder that the machines of the cluster share.
  ///   - reportFolder: Where the report goes.
  ///   - options: What Slurm is asked for.
  ///   - isFresh: Whether earlier results are thrown away.
  public init(
    plan: SuitePlan, store: URL, reportFolder: String, options: SlurmOptions, isFresh: Bool = false
  ) {
    self.plan = plan
    self.store = store
    self.reportFolder = reportFolder
    self.options = options
    self.isFresh = isFresh
  }

  /// What a run began with.
  public enum Start: Sendable {
    /// Nothing is missing.
    case complete(PlanState)
    /// Jobs were submitted.
    case submitted(Submission)
    /// Jobs of an earlier run are still at work.
    case atWork(Submission)
  }

  /// Merges what earlier tasks finished, and submits what is missing; it waits for nothing.
  ///
  /// - Parameter note: Told, in full sentences, of shards that gave nothing.
  /// - Returns: What was done.
  /// - Throws: ``SlurmError`` or `ResultStoreError`.
  public func start(note: (String) -> Void = { _ in }) throws -> Start {
    guard Tool(name: "sbatch").path != nil else { throw SlurmError.missingTool(name: "sbatch") }
    if let active = try activeSubmission() {
      guard !isFresh else { throw SlurmError.stillAtWork(jobs: active.jobs.all) }
      return .atWork(active)
    }
    let results = try ResultStore.open(at: store, fresh: isFresh, journal: .rollback)
    // Another run may have submitted before this one had the store.
    if let active = try activeSubmission() { return .atWork(active) }
    if isFresh { for folder in SubmissionFolder.all(beside: store) { folder.removeShards() } }
    let merge = ShardMerge(plan: plan, into: results)
    let (summary, merged) = try merge.absorbSubmissions(beside: store)
    summary.unread.forEach(note)
    let finished = try results.finishedKeys()
    let pieces = plan.missingPieces(without: finished)
    let state = try pieces.isEmpty ? merge.finish() : merge.begin()
    // The store stays locked until the jobs are known, so that nobody submits the same.
    let submission = try pieces.isEmpty ? nil : submit(pieces, from: state)
    try results.close()
    ShardMerge.remove(merged)
    return submission.map { .submitted($0) } ?? .complete(state)
  }

  /// The latest submission of which something waits or runs.
  private func activeSubmission() throws -> Submission? {
    for folder in SubmissionFolder.all(beside: store).reversed() {
      guard let jobs = SubmittedJobs(in: folder) else { continue }
      guard !(try client.queue(of: jobs.all)).isEmpty else { continue }
      return Submission(folder: folder, jobs: jobs)
    }
    return nil
  }

  private func submit(_ pieces: [WorkPiece], from state: PlanState) throws -> Submission {
    let limit = client.largestArray()
    if let asked = options.arraySize, let limit, asked > limit {
      throw SlurmError.tooManyTasks(asked: asked, limit: limit)
    }
    let count =
      options.arraySize ?? min(pieces.count, SlurmOptions.defaultTasks, limit ?? .max)
    let tasks = try TaskPlan(plan, pieces: pieces, count: count, store: store)
    let folder = SubmissionFolder.next(beside: store)
    try folder.create()
    do {
      let memory = megabytes(of: pieces)
      try write(tasks, memory: memory, to: folder)
      let array = try client.submit(folder.arrayScript.path)
      do {
        let merge = try client.submit(folder.mergeScript.path, after: array)
        let jobs = SubmittedJobs(
          array: array, merge: merge, tasks: tasks.tasks.count, trials: state.trials,
          scored: state.scored, failed: state.failed, megabytes: memory)
        try jobs.write(to: folder)
        return Submission(folder: folder, jobs: jobs)
      } catch {
        try? client.cancel(array)
        throw error
      }
    } catch {
      try? FileManager.default.removeItem(at: folder.url)
      throw error
    }
  }

  private func write(_ tasks: TaskPlan, memory: Int, to folder: SubmissionFolder) throws {
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath().path ?? "lopsided"
    let script = SlurmScript(
      executable: program, workingDirectory: FileManager.default.currentDirectoryPath,
      folder: folder, options: options, name: plan.suite.name)
    do {
      try tasks.write(to: folder.plan)
      try script.array(tasks: tasks.tasks.count, memory: memory).write(
        to: folder.arrayScript, atomically: true, encoding: .utf8)
      try script.merge(store: tasks.store, report: reportFolder).write(
        to: folder.mergeScript, atomically: true, encoding: .utf8)
    } catch {
      throw SlurmError.notWritten(
        path: folder.url.relativePath, reason: error.localizedDescription)
    }
  }

  /// Memory that a task asks for: half as much again as its units are estimated to take, and what
  /// the program takes by itself.
  private func megabytes(of pieces: [WorkPiece]) -> Int {
    let bytes = plan.memory(of: pieces) * 1.5 * Double(options.coresPerTask) + 512e6
    return Int((bytes / 1e6).rounded(.up))
  }
}
