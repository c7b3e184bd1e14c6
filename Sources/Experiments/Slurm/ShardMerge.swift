public import Foundation
public import Results

/// Brings the trials of shards into the store of their suite.
///
/// It does not matter how often, or in which order, it is done.
public struct ShardMerge: Sendable {
  /// What a merge came to.
  public struct Summary: Equatable, Sendable {
    /// Shards that were read.
    public var shards = 0
    /// Trials that the store did not hold before.
    public var added = 0
    /// Shards that are still being written.
    public var inUse = 0
    /// Why some shards gave nothing, in full sentences.
    public var unread: [String] = []

    /// Nothing yet.
    public init() {}

    mutating func add(_ other: Summary) {
      shards += other.shards
      added += other.added
      inUse += other.inUse
      unread += other.unread
    }
  }

  private static let trialsAtOnce = 1000

  private let plan: SuitePlan
  private let store: ResultStore

  /// A merge.
  ///
  /// - Parameters:
  ///   - plan: The plan of the whole suite.
  ///   - store: Its store.
  public init(plan: SuitePlan, into store: ResultStore) {
    self.plan = plan
    self.store = store
  }

  /// Absorbs shards of the plan, after looking at every one of them.
  ///
  /// One that is damaged, in use, or of another plan or version refuses the merge before anything is
  /// changed.
  ///
  /// - Parameter files: The shards.
  /// - Returns: What it came to.
  /// - Throws: ``SlurmError`` or `ResultStoreError`.
  public func absorb(_ files: [URL]) throws -> Summary {
    try absorb(files, identity: plan.identity()) { throw $1 }
  }

  /// Absorbs what the shards of all submissions beside a store hold.
  ///
  /// A submission belongs to the suite as it was then; whatever trials the suite still asks for have
  /// the same keys. A submission of another version is passed over and counted.
  ///
  /// - Parameter url: The store.
  /// - Returns: What it came to, and the shards that may be removed once the store is closed.
  /// - Throws: `ResultStoreError` when the store cannot be written.
  public func absorbSubmissions(
    beside url: URL
  ) throws -> (summary: Summary, merged: [URL]) {
    var summary = Summary()
    var merged: [URL] = []
    for folder in SubmissionFolder.all(beside: url) {
      let files = folder.shardFiles()
      guard !files.isEmpty else { continue }
      do {
        let identity = try TaskPlan(contentsOf: folder.plan).identity
        var unread: Set<URL> = []
        summary.add(try absorb(files, identity: identity) { file, _ in unread.insert(file) })
        merged += files.filter { !unread.contains($0) }
      } catch let error as SlurmError {
        summary.unread.append("\(error)")
      }
    }
    return (summary, merged)
  }

  /// Throws shards away that a store, closed by now, has taken over.
  ///
  /// - Parameter files: The shards.
  public static func remove(_ files: [URL]) {
    // What cannot be removed is merged once more next time, which changes nothing.
    for file in files {
      for suffix in ["", ".lock"] {
        try? FileManager.default.removeItem(atPath: file.path + suffix)
      }
    }
  }

  /// Brings the suite's record up to date, with what a perfect learner reaches.
  ///
  /// - Returns: The trials of the plan, and how many of them are scored, failed and missing.
  /// - Throws: `ResultStoreError`.
  public func finish() throws -> PlanState {
    let state = try begin()
    try SuiteRunner(plan: plan, store: store, jobs: 1).saveBayesValues()
    return state
  }

  /// Brings the suite's record up to date.
  func begin() throws -> PlanState {
    try store.begin(plan.record.keepingBayes(of: try? store.suite()), plan: plan.trials)
    let (stored, scored) = try store.counts()
    return PlanState(
      trials: plan.trials.count, scored: scored, failed: stored - scored,
      missing: plan.trials.count - stored)
  }

  private func absorb(
    _ files: [URL], identity: String, unread: (URL, ResultStoreError) throws -> Void
  ) throws -> Summary {
    var summary = Summary()
    // Twice through the files, one at a time, rather than once with all of them in memory.
    try forEach(files, { try check($0, identity: identity) }, unread: unread)
    // Many a transaction: each waits for the disk several times.
    var waiting: [Shard] = []
    try forEach(files) { shard in
      summary.shards += 1
      waiting.append(shard)
      guard waiting.reduce(0, { $0 + $1.trialCount }) >= Self.trialsAtOnce else { return }
      summary.added += try store.absorb(waiting)
      waiting = []
    } unread: { file, failure in
      try unread(file, failure)
      if case .inUse = failure { summary.inUse += 1 } else { summary.unread.append("\(failure)") }
    }
    summary.added += try store.absorb(waiting)
    return summary
  }

  private func check(_ shard: Shard, identity: String) throws(SlurmError) {
    guard let record = shard.record else { throw .noShard(path: shard.path) }
    guard record.resultVersion == TrialIdentity.resultVersion else {
      throw .otherVersion(
        path: shard.path, found: shard.suite.version, results: record.resultVersion)
    }
    guard record.plan == identity else {
      throw .otherPlan(
        path: shard.path, suite: plan.suite.name,
        suiteChanged: shard.suite.fileHash != plan.suite.fileHash)
    }
  }

  private func forEach(
    _ files: [URL], _ body: (Shard) throws -> Void, unread: (URL, ResultStoreError) throws -> Void
  ) throws {
    for file in files {
      let shard: Shard?
      do { shard = try Shard.read(file) } catch {
        try unread(file, error)
        continue
      }
      if let shard { try body(shard) }
    }
  }
}

/// How far a plan is.
public struct PlanState: Equatable, Sendable {
  /// Trials of the plan.
  public let trials: Int
  /// Trials with scores.
  public let scored: Int
  /// Trials that ended without scores.
  public let failed: Int
  /// Trials of which nothing is stored.
  public let missing: Int

  init(trials: Int, scored: Int, failed: Int, missing: Int) {
    self.trials = trials
    self.scored = scored
    self.failed = failed
    self.missing = missing
  }

  init(_ plan: SuitePlan, in results: SuiteResults) {
    let trials = plan.trials.count
    let scored = results.trials.count { $0.outcome.scores != nil }
    let failed = results.trials.count { $0.outcome.failure != nil }
    self.init(
      trials: trials, scored: scored, failed: failed, missing: trials - scored - failed)
  }
}
