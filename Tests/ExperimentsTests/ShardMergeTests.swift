import Foundation
import Losses
import Results
import Testing

@testable import Experiments

@Suite("Tasks, shards and merging", .serialized)
struct ShardMergeTests {
  let folder: TemporaryFolder
  let suite: URL
  let plan: SuitePlan
  let store: URL

  init() throws {
    folder = try TemporaryFolder()
    suite = try folder.write(tinySuite)
    plan = try SuitePlan(try SuiteFile.read(suite))
    store = folder.url.appending(path: "merged.sqlite")
  }

  private func submission(tasks: Int, without finished: Set<String> = []) throws -> SubmissionFolder
  {
    let folder = SubmissionFolder.next(beside: store)
    try folder.create()
    try TaskPlan(
      plan, pieces: plan.missingPieces(without: finished), count: tasks, store: store
    ).write(to: folder.plan)
    return folder
  }

  private func work(_ submission: SubmissionFolder, task: Int) async throws -> RunSummary {
    try await TaskWorker(planFile: submission.plan, task: task) { _ in .builtIn }
      .run(jobs: 1) { _ in }
  }

  private func merge() throws -> (ShardMerge.Summary, PlanState, SuiteResults) {
    let results = try ResultStore.open(at: store)
    let merge = ShardMerge(plan: plan, into: results)
    let (summary, merged) = try merge.absorbSubmissions(beside: store)
    let state = try merge.begin()
    var all = try results.results()
    for index in all.trials.indices { all.trials[index].seconds = 0 }
    try results.close()
    ShardMerge.remove(merged)
    return (summary, state, all)
  }

  @Test("Any number of tasks gives the trials of a run on one machine, to the last bit")
  func sameResults() async throws {
    let local = try await run(tinySuite, in: folder)
    // Eight tasks: units are split into single losses.
    for count in [3, 8] {
      let submission = try submission(tasks: count)
      for task in (0..<count).reversed() { _ = try await work(submission, task: task) }
      let (summary, state, results) = try merge()
      #expect(summary.shards == count)
      #expect(summary.added == 8)
      #expect(state == PlanState(trials: 8, scored: 8, failed: 0, missing: 0))
      #expect(results.trials == local.results.trials)
      #expect(results.suite.shard == nil)
      try FileManager.default.removeItem(at: store)
    }
  }

  @Test("What cancelled tasks left is merged, the rest is planned anew, and it ends the same")
  func cancelled() async throws {
    let local = try await run(tinySuite, in: folder)
    let first = try submission(tasks: 4)
    _ = try await work(first, task: 1)
    _ = try await work(first, task: 3)
    let (_, state, _) = try merge()
    #expect(state.missing == 4)
    #expect(first.shardFiles().isEmpty)

    let results = try ResultStore.open(at: store)
    let finished = try results.finishedKeys()
    try results.close()
    let second = try submission(tasks: 2, without: finished)
    #expect(second != first)
    for task in 0..<2 { #expect(try await work(second, task: task).kept == 0) }
    let (again, complete, all) = try merge()
    #expect(again.added == 4)
    #expect(complete.missing == 0)
    #expect(all.trials == local.results.trials)
  }

  @Test("A task that is begun again has a store of its own, and does what is left alone")
  func requeued() async throws {
    let submission = try submission(tasks: 1)
    let whole = try TaskPlan(contentsOf: submission.plan)
    let part = plan.restricted(
      to: [whole.tasks[0].pieces[0]],
      shard: ShardRecord(
        plan: whole.identity, resultVersion: whole.resultVersion, task: 0, attempt: 0))
    let interrupted = try ResultStore.open(
      at: submission.shard(task: 0, attempt: 0), journal: .rollback)
    _ = try await SuiteRunner(plan: part, store: interrupted, jobs: 1).run { _ in }
    // Still open, as on a machine that was given up and writes on: everything is done once more.
    let blind = try worker(submission, attempt: 1)
    #expect(try await blind.run(jobs: 1) { _ in }.scored == 8)
    try interrupted.close()
    let summary = try await worker(submission, attempt: 2).run(jobs: 1) { _ in }
    #expect(summary == RunSummary(trials: 8, kept: 8, scored: 0, failed: 0))
    #expect(
      submission.shardFiles().map(\.lastPathComponent) == ["0-1.sqlite", "0-2.sqlite", "0.sqlite"])
    #expect(try merge().0.added == 8)
    let count = try #require(TaskProgress.Count(at: submission.progress(task: 0)))
    #expect(count.finished == 8)
    #expect(count.share == 1)
  }

  private func worker(_ submission: SubmissionFolder, attempt: Int) throws -> TaskWorker {
    try TaskWorker(planFile: submission.plan, task: 0, attempt: attempt) { _ in .builtIn }
  }

  @Test("Merging once more changes nothing, and shards that are named stay")
  func idempotent() async throws {
    let submission = try submission(tasks: 2)
    for task in 0..<2 { _ = try await work(submission, task: task) }
    let results = try ResultStore.open(at: store)
    defer { try? results.close() }
    let merge = ShardMerge(plan: plan, into: results)
    #expect(try merge.absorb(submission.shardFiles()).added == 8)
    _ = try merge.begin()
    let before = try results.results()
    #expect(try merge.absorb(submission.shardFiles().reversed()).added == 0)
    #expect(try results.results() == before)
    #expect(submission.shardFiles().count == 2)
  }

  @Test("Shards of another plan or version, and stores that are none, are refused whole")
  func refused() async throws {
    let submission = try submission(tasks: 2)
    for task in 0..<2 { _ = try await work(submission, task: task) }
    let results = try ResultStore.open(at: store)
    defer { try? results.close() }

    let other = tinySuite.replacing("seed: 3", with: "seed: 4")
    let changed = try SuitePlan(try SuiteFile.read(try folder.write(other)))
    #expect {
      try ShardMerge(plan: changed, into: results).absorb(submission.shardFiles())
    } throws: {
      "\($0)".contains("belongs to another plan than tiny: the suite file is not the one")
    }

    let wrong = submission.shard(task: 7, attempt: 0)
    let later = try ResultStore.open(at: wrong, journal: .rollback)
    var record = plan.record
    record.version = "9.9.9"
    record.shard = ShardRecord(
      plan: try plan.identity(), resultVersion: 99, task: 7, attempt: 0)
    try later.begin(record, plan: [])
    try later.close()
    let merge = ShardMerge(plan: plan, into: results)
    #expect {
      try merge.absorb(submission.shardFiles())
    } throws: {
      "\($0)".contains("is of Lopsided 9.9.9 with results of version 99")
    }
    #expect(try results.finishedKeys().isEmpty)
    try FileManager.default.removeItem(at: wrong)

    _ = try await run(tinySuite, in: folder, store: "whole.sqlite")
    #expect(throws: SlurmError.self) {
      try merge.absorb([folder.url.appending(path: "whole.sqlite")])
    }
  }

  @Test("A damaged or empty shard is passed over and told; its trials stay missing")
  func damaged() async throws {
    let submission = try submission(tasks: 2)
    for task in 0..<2 { _ = try await work(submission, task: task) }
    try Data("not a database, but long enough to be looked at".utf8)
      .write(to: submission.shard(task: 0, attempt: 0))
    try Data().write(to: submission.shard(task: 0, attempt: 1))
    let (summary, state, _) = try merge()
    #expect(summary.unread.count == 1)
    #expect(summary.unread[0].contains("0.sqlite"))
    #expect(state == PlanState(trials: 8, scored: 4, failed: 0, missing: 4))
    // Nothing that could not be read is thrown away.
    #expect(submission.shardFiles().map(\.lastPathComponent) == ["0.sqlite"])
  }

  @Test("An edited suite leaves waiting tasks as they were; changed data are refused")
  func edited() async throws {
    let submission = try submission(tasks: 1)
    _ = try folder.write("name: something else")
    #expect(try await work(submission, task: 0).scored == 8)

    let text = try String(contentsOf: submission.plan, encoding: .utf8)
    let identity = try plan.identity()
    try text.replacing(identity, with: String(identity.reversed()))
      .write(to: submission.plan, atomically: true, encoding: .utf8)
    await #expect(throws: SlurmError.otherData(name: "tiny")) {
      try await work(submission, task: 0)
    }
    try text.replacing("\"resultVersion\":", with: "\"resultVersion\":9")
      .write(to: submission.plan, atomically: true, encoding: .utf8)
    #expect(throws: SlurmError.self) { try TaskPlan(contentsOf: submission.plan) }
    #expect(throws: SlurmError.unreadablePlan(path: suite.relativePath)) {
      try TaskPlan(contentsOf: suite)
    }
    await #expect(throws: SlurmError.self) { try await work(submission, task: 1) }
  }
}
