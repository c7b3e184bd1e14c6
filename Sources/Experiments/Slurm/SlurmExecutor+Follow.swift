internal import Foundation
internal import Results

extension SlurmExecutor {
  /// What following a submission came to.
  public struct Outcome: Sendable {
    /// How far the plan is now.
    public let state: PlanState
    /// How often tasks ended in which state, such as `TIMEOUT`, unless they did all their work.
    public let endings: [String: Int]
  }

  /// Waits until the jobs of a submission have ended, then merges what no job merged.
  ///
  /// - Parameters:
  ///   - submission: The submission.
  ///   - note: Told, in full sentences, of what a user should know meanwhile.
  ///   - report: Told of what happens, from any thread.
  /// - Returns: What it came to.
  /// - Throws: ``SlurmError`` or `ResultStoreError`. Cancelled or failed tasks are no error.
  public func follow(
    _ submission: Submission, note: (String) -> Void = { _ in },
    report: @escaping @Sendable (RunEvent) -> Void
  ) async throws -> Outcome {
    let jobs = submission.jobs
    report(.planned(trials: jobs.trials, finished: jobs.scored))
    var progress = ArrayProgress(submission)
    let start = ContinuousClock.now
    var told: Set<String> = []
    var failures = 0
    while true {
      do {
        let queue = try client.queue(of: jobs.all)
        failures = 0
        progress.report(to: report)
        for reason in queue.reasons where told.insert(reason).inserted {
          note("Tasks wait, and Slurm says why: \(reason).")
        }
        if queue.isEmpty { break }
        if !queue.jobs.contains(jobs.array), told.insert("merge").inserted {
          note("All tasks have ended; job \(jobs.merge) merges and reports.")
        }
      } catch {
        // A controller that is being restarted must not end the wait.
        failures += 1
        guard failures < 60 else { throw error }
        if failures == 1 { note("\(error) Still waiting.") }
      }
      // Seldom enough for the controller, often enough for people.
      let elapsed = (ContinuousClock.now - start) / .seconds(1)
      try await Task.sleep(for: .seconds(min(max(elapsed / 20, 0.5), 10)))
    }
    let endings = client.endings(of: jobs.array)
    let state = try mergeLeftovers()
    return Outcome(state: state, endings: endings)
  }

  /// Merges the shards that are still there, because the job that merges was cancelled or failed.
  private func mergeLeftovers() throws -> PlanState {
    if SubmissionFolder.all(beside: store).allSatisfy({ $0.shardFiles().isEmpty }),
      let results = try? ResultStore.results(at: store)
    {
      return PlanState(plan, in: results)
    }
    let results = try ResultStore.open(at: store, journal: .rollback)
    let merge = ShardMerge(plan: plan, into: results)
    let (_, merged) = try merge.absorbSubmissions(beside: store)
    let state = try merge.finish()
    try results.close()
    ShardMerge.remove(merged)
    return state
  }

  /// Runs what is missing and waits for it.
  ///
  /// - Parameter report: Told of what happens, from any thread.
  /// - Returns: What the run came to; trials that are still missing count as neither scored nor
  ///   failed.
  /// - Throws: ``SlurmError`` or `ResultStoreError`.
  public func run(
    report: @escaping @Sendable (RunEvent) -> Void
  ) async throws -> RunSummary {
    switch try start() {
    case .complete(let state):
      return RunSummary(trials: state.trials, kept: state.trials, scored: 0, failed: state.failed)
    case .submitted(let submission), .atWork(let submission):
      let state = try await follow(submission, report: report).state
      return RunSummary(
        trials: state.trials, kept: submission.jobs.scored,
        scored: max(state.scored - submission.jobs.scored, 0), failed: state.failed)
    }
  }
}

/// How far the tasks of an array are.
private struct ArrayProgress {
  private let submission: Submission
  private let tasks: [WorkTask]
  private var counts: [TaskProgress.Count]

  init(_ submission: Submission) {
    self.submission = submission
    tasks = (try? TaskPlan(contentsOf: submission.folder.plan))?.tasks ?? []
    counts = tasks.map { _ in TaskProgress.Count() }
  }

  mutating func report(to report: (RunEvent) -> Void) {
    // A file that is gone belongs to a shard that is merged: what it said still counts.
    for task in counts.indices where counts[task].finished < tasks[task].trialCount {
      counts[task] =
        TaskProgress.Count(at: submission.folder.progress(task: task)) ?? counts[task]
    }
    let total = max(tasks.reduce(0) { $0 + $1.cost }, 1)
    report(
      .counted(
        finished: submission.jobs.scored + counts.reduce(0) { $0 + $1.finished },
        failed: counts.reduce(0) { $0 + $1.failed }))
    report(.advanced(share: zip(tasks, counts).reduce(0) { $0 + $1.0.cost * $1.1.share } / total))
  }
}
