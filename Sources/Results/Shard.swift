public import Foundation
internal import GRDB

/// The finished trials of one task, read from its own store.
public struct Shard: Sendable {
  struct Trial: Sendable {
    let key: String
    let outcome: String
    let record: String
  }

  /// The file.
  public let path: String
  /// The suite as the task knew it.
  public let suite: SuiteRecord
  /// Which part of which plan it is; `nil` for the store of a whole suite.
  public var record: ShardRecord? { suite.shard }
  let trials: [Trial]
  /// The number of its trials.
  public var trialCount: Int { trials.count }

  /// Reads a shard that nobody writes any more.
  ///
  /// A transaction that a killed task left half-finished is rolled back first, hence the file and
  /// its folder must be writable.
  ///
  /// - Parameter url: The file.
  /// - Returns: The shard; `nil` when its task was killed before it saved anything.
  /// - Throws: ``ResultStoreError``; ``ResultStoreError/inUse(path:)`` while its task is at work.
  public static func read(_ url: URL) throws(ResultStoreError) -> Shard? {
    guard FileManager.default.fileExists(atPath: url.path) else { throw .missing(path: url.path) }
    let lock = try StoreLock(beside: url)
    defer { lock.release() }
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    do {
      return try DatabaseQueue(path: url.path, configuration: configuration).write { database in
        guard try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") != 0 else {
          return nil
        }
        try ResultStore.checkFormat(database, path: url.path)
        guard let suite = try String.fetchOne(database, sql: "SELECT record FROM suite") else {
          return nil
        }
        let rows = try Row.fetchAll(
          database, sql: "SELECT key, outcome, record FROM trial ORDER BY key")
        return Shard(
          path: url.relativePath,
          suite: try ResultStore.decode(SuiteRecord.self, from: suite),
          trials: rows.map { Trial(key: $0["key"], outcome: $0["outcome"], record: $0["record"]) })
      }
    } catch let error as ResultStoreError {
      throw error
    } catch {
      throw .unreadable(path: url.path, reason: ResultStore.reason(of: error))
    }
  }
}

extension ResultStore {
  /// Takes over the trials of shards in one transaction, under the keys that they have there.
  ///
  /// What the store holds already stays as it is, except that a trial which ended in an error gives
  /// way to one that did not: so it does not matter how often, or in which order, shards are
  /// absorbed.
  ///
  /// - Parameter shards: The shards.
  /// - Returns: The number of trials that the store did not hold before.
  /// - Throws: ``ResultStoreError/notWritten(path:reason:)``.
  public func absorb(_ shards: [Shard]) throws(ResultStoreError) -> Int {
    var count = 0
    try writing { database in
      let statement = try database.cachedStatement(
        sql: """
          INSERT INTO trial (key, outcome, record) VALUES (?, ?, ?)
          ON CONFLICT (key) DO UPDATE SET outcome = excluded.outcome, record = excluded.record
          WHERE trial.outcome = 'error' AND excluded.outcome <> 'error'
          """)
      for trial in shards.flatMap(\.trials) {
        try statement.execute(arguments: [trial.key, trial.outcome, trial.record])
        count += database.changesCount
      }
    }
    return count
  }
}
