public import Foundation
internal import GRDB

extension ResultStore {
  /// A store at a glance: what its last run planned, and how every stored trial stands.
  public struct Overview: Sendable {
    /// The suite as it was last run; nil when nothing was run yet.
    public var suite: SuiteRecord?
    /// The plan of that run.
    public var plan: [PlannedTrial] = []
    /// Every stored trial by its key, those of earlier forms of the suite too.
    public var states: [String: TrialState] = [:]
    /// Whether a run holds the store at the moment.
    public var isInUse = false
    /// Bytes that the file takes.
    public var bytes = 0

    /// A store without anything in it.
    public init() {}
  }

  /// Reads an overview from a store without touching it, while it is being written too.
  ///
  /// - Parameter url: the SQLite file.
  /// - Returns: what it holds; a file that is not there holds nothing.
  /// - Throws: ``ResultStoreError``.
  public static func overview(at url: URL) throws(ResultStoreError) -> Overview {
    guard FileManager.default.fileExists(atPath: url.path) else { return Overview() }
    var overview = try readingOnly(url) { database in try Self.overview(database) }
    overview.isInUse = StoreLock.isHeld(beside: url)
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    overview.bytes = (attributes?[.size] as? NSNumber)?.intValue ?? 0
    return overview
  }

  /// How every stored trial stands.
  ///
  /// - Returns: states by key.
  /// - Throws: ``ResultStoreError/unreadable(path:reason:)``.
  public func states() throws(ResultStoreError) -> [String: TrialState] {
    try reading { try Self.states($0) }
  }

  /// Keys of the trials that were evaluated by an earlier revision of the metrics.
  ///
  /// - Parameter revision: the revision.
  /// - Returns: keys.
  /// - Throws: ``ResultStoreError/unreadable(path:reason:)``.
  public func keys(evaluatedBefore revision: Int) throws(ResultStoreError) -> Set<String> {
    try reading { database in
      try Set(
        String.fetchAll(
          database,
          sql: """
            SELECT key FROM trial
            WHERE outcome = '\(TrialState.scored)'
              AND COALESCE(json_extract(record, '$.evaluation'), 1) < ?
            """, arguments: [revision]))
    }
  }

  /// The records of trials.
  ///
  /// - Parameter keys: the trials' keys.
  /// - Returns: records by key, of those that are stored.
  /// - Throws: ``ResultStoreError/unreadable(path:reason:)``.
  public func records(of keys: [String]) throws(ResultStoreError) -> [String: TrialRecord] {
    try reading { database in
      var records: [String: TrialRecord] = [:]
      for key in keys {
        let json = try String.fetchOne(
          database, sql: "SELECT record FROM trial WHERE key = ?", arguments: [key])
        if let json { records[key] = try Self.decode(TrialRecord.self, from: json) }
      }
      return records
    }
  }

  /// Drops trials, and gives their room back.
  ///
  /// - Parameter keys: the trials' keys.
  /// - Throws: ``ResultStoreError``, of writing.
  public func drop(_ keys: Set<String>) throws(ResultStoreError) {
    try writing { database in
      for key in keys {
        try database.execute(sql: "DELETE FROM trial WHERE key = ?", arguments: [key])
      }
    }
    try compact()
  }

  /// Bytes that the records of trials take, without what the file needs beside them.
  ///
  /// - Parameters:
  ///   - keys: the trials' keys.
  ///   - url: the SQLite file.
  /// - Returns: the bytes.
  /// - Throws: ``ResultStoreError``.
  public static func bytes(of keys: Set<String>, at url: URL) throws(ResultStoreError) -> Int {
    try readingOnly(url) { database in
      var bytes = 0
      let rows = try Row.fetchCursor(database, sql: "SELECT key, LENGTH(record) FROM trial")
      while let row = try rows.next() {
        if keys.contains(row[0]) { bytes += row[1] }
      }
      return bytes
    }
  }

  private static func overview(_ database: Database) throws -> Overview {
    var overview = Overview()
    if let suite = try String.fetchOne(database, sql: "SELECT record FROM suite") {
      overview.suite = try decode(SuiteRecord.self, from: suite)
    }
    overview.plan = try Row.fetchAll(
      database, sql: "SELECT key, dataset, model, loss, replicate FROM plan ORDER BY rowid"
    ).map { row in
      PlannedTrial(key: row[0], dataset: row[1], model: row[2], loss: row[3], replicate: row[4])
    }
    overview.states = try states(database)
    return overview
  }

  /// SQLite takes out of a record what is asked for, much faster than decoding all of it.
  private static func states(_ database: Database) throws -> [String: TrialState] {
    var states: [String: TrialState] = [:]
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT key, outcome, json_extract(record, '$.seconds'),
          CASE outcome WHEN '\(TrialState.scored)' THEN NULL
            ELSE json_extract(record, '$.outcome.failed._0.reason') END
        FROM trial
        """)
    while let row = try rows.next() {
      let kind = TrialFailure.Kind(rawValue: row[1])
      states[row[0]] = TrialState(
        failure: kind.map { TrialFailure(kind: $0, reason: row[3] ?? "") }, seconds: row[2] ?? 0)
    }
    return states
  }
}
