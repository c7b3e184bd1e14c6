public import Foundation
public import Results

/// What a store holds that no suite and no plan names any more.
public struct StoreGarbage: Equatable, Sendable {
  /// Keys of the trials.
  public private(set) var trials: Set<String>
  /// Bytes of their records.
  public private(set) var trialBytes: Int
  /// Keys of the scores that are kept of no stored trial, or of one of ``trials``.
  public private(set) var scores: Set<String>
  /// Bytes of these scores.
  public private(set) var scoreBytes: Int
  /// Trials that stay.
  public private(set) var kept: Int

  /// Looks for what is named by neither the suites nor the plan of the store's last run.
  ///
  /// - Parameters:
  ///   - url: the store.
  ///   - plans: the suites as their files are now.
  /// - Throws: ``ResultStoreError``.
  public init(in url: URL, besides plans: [SuitePlan]) throws(ResultStoreError) {
    let overview = try ResultStore.overview(at: url)
    var named = Set(overview.plan.map(\.key))
    for plan in plans { named.formUnion(plan.trials.map(\.key)) }
    let trials = Set(overview.states.keys).subtracting(named)
    self.trials = trials
    kept = overview.states.count - trials.count
    trialBytes = trials.isEmpty ? 0 : try ResultStore.bytes(of: trials, at: url)
    let stored = Set(overview.states.keys)
    let files = ScoreArchive(beside: url).bytes()
      .filter { !stored.contains($0.key) || trials.contains($0.key) }
    scores = Set(files.keys)
    scoreBytes = files.values.reduce(0, +)
  }

  /// Drops it.
  ///
  /// - Parameters:
  ///   - store: the store, open for writing.
  ///   - url: where it is.
  /// - Throws: ``ResultStoreError`` and what the file system says.
  public func drop(from store: ResultStore, at url: URL) throws {
    try store.drop(trials)
    try ScoreArchive(beside: url).remove(scores)
  }
}
