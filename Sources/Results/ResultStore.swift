public import Foundation
internal import GRDB

/// The results of one suite in one SQLite file; every finished trial is a transaction of its own.
///
/// A killed run therefore loses at most the trials in flight. The store may hold trials of earlier
/// forms of the suite; the plan says which of them count.
public final class ResultStore: Sendable {
  /// The format that this version writes.
  static let format = 1

  private let pool: DatabasePool
  private let path: String

  /// Opens a store, making the file and its folder when they are missing.
  ///
  /// - Parameters:
  ///   - url: the SQLite file; `-wal` and `-shm` files stand beside it while it is open.
  ///   - fresh: whether earlier results are thrown away.
  /// - Returns: the store, open for writing.
  /// - Throws: ``ResultStoreError``.
  public static func open(at url: URL, fresh: Bool = false) throws(ResultStoreError) -> ResultStore
  {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      if fresh { try removeFiles(of: url) }
    } catch {
      throw .notWritten(path: url.path, reason: reason(of: error))
    }
    return try ResultStore(url)
  }

  /// Opens a store that must exist.
  ///
  /// - Throws: ``ResultStoreError``.
  public static func openExisting(at url: URL) throws(ResultStoreError) -> ResultStore {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw .missing(path: url.path)
    }
    return try ResultStore(url)
  }

  private init(_ url: URL) throws(ResultStoreError) {
    path = url.path
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.label = "results"
    do {
      pool = try DatabasePool(path: url.path, configuration: configuration)
      let found = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
      guard found <= Self.format else {
        throw ResultStoreError.laterVersion(path: url.path, known: Self.format, found: found)
      }
      if found < Self.format { try pool.write(Self.createTables) }
    } catch let error as ResultStoreError {
      throw error
    } catch {
      throw .unreadable(path: url.path, reason: Self.reason(of: error))
    }
  }

  private static func createTables(_ database: Database) throws {
    try database.create(table: "suite") { table in
      table.primaryKey("id", .integer).check { $0 == 1 }
      table.column("record", .text).notNull()
    }
    try database.create(table: "plan") { table in
      table.primaryKey("key", .text)
    }
    try database.create(table: "trial") { table in
      table.primaryKey("key", .text)
      table.column("dataset", .text).notNull()
      table.column("model", .text).notNull()
      table.column("loss", .text).notNull()
      table.column("replicate", .integer).notNull()
      table.column("outcome", .text).notNull()
      table.column("record", .text).notNull()
    }
    try database.execute(sql: "PRAGMA user_version = \(format)")
  }

  /// Says what the suite is and which trials belong to it.
  ///
  /// - Throws: ``ResultStoreError/notWritten(path:reason:)``.
  public func begin(_ suite: SuiteRecord, plan: [String]) throws(ResultStoreError) {
    try writing { database in
      let json = try Self.encode(suite)
      try database.execute(
        sql: "INSERT OR REPLACE INTO suite (id, record) VALUES (1, ?)", arguments: [json])
      try database.execute(sql: "DELETE FROM plan")
      for key in plan {
        try database.execute(sql: "INSERT OR IGNORE INTO plan (key) VALUES (?)", arguments: [key])
      }
    }
  }

  /// Saves a finished trial in one transaction.
  ///
  /// - Throws: ``ResultStoreError/notWritten(path:reason:)``.
  public func save(_ trial: TrialRecord) throws(ResultStoreError) {
    try writing { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO trial (key, dataset, model, loss, replicate, outcome, record)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          trial.key, trial.dataset, trial.model, trial.loss, trial.replicate,
          trial.outcome.failure.map(\.kind.rawValue) ?? "scored", try Self.encode(trial),
        ])
    }
  }

  /// Keys of the trials that need not be run again.
  ///
  /// - Throws: ``ResultStoreError/unreadable(path:reason:)``.
  public func finishedKeys() throws(ResultStoreError) -> Set<String> {
    try reading { try Set(String.fetchAll($0, sql: "SELECT key FROM trial")) }
  }

  /// The suite and those finished trials that its plan names.
  ///
  /// - Throws: ``ResultStoreError``.
  public func results() throws(ResultStoreError) -> SuiteResults {
    let (suite, trials) = try reading { database in
      let suite = try String.fetchOne(database, sql: "SELECT record FROM suite")
      let trials = try String.fetchAll(
        database,
        sql: "SELECT record FROM trial WHERE key IN (SELECT key FROM plan) ORDER BY key")
      return (
        try suite.map { try Self.decode(SuiteRecord.self, from: $0) },
        try trials.map { try Self.decode(TrialRecord.self, from: $0) }
      )
    }
    guard let suite else { throw .empty(path: path) }
    return SuiteResults(suite: suite, trials: trials)
  }

  /// Closes the file; its `-wal` and `-shm` companions vanish.
  ///
  /// - Throws: ``ResultStoreError/notWritten(path:reason:)``.
  public func close() throws(ResultStoreError) {
    do { try pool.close() } catch {
      throw .notWritten(path: path, reason: Self.reason(of: error))
    }
  }

  // MARK: - Plumbing

  private func writing(_ body: (Database) throws -> Void) throws(ResultStoreError) {
    do { try pool.write(body) } catch {
      throw .notWritten(path: path, reason: Self.reason(of: error))
    }
  }

  private func reading<Value>(_ body: (Database) throws -> Value) throws(ResultStoreError) -> Value
  {
    do { return try pool.read(body) } catch {
      throw .unreadable(path: path, reason: Self.reason(of: error))
    }
  }

  private static func removeFiles(of url: URL) throws {
    for suffix in ["", "-wal", "-shm"] {
      let file = url.path + suffix
      if FileManager.default.fileExists(atPath: file) {
        try FileManager.default.removeItem(atPath: file)
      }
    }
  }

  private static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  private static func decode<Value: Decodable>(
    _ type: Value.Type, from json: String
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
  }

  private static func reason(of error: any Error) -> String {
    if let error = error as? DatabaseError { return error.message ?? "\(error.resultCode)" }
    return "\(error)"
  }
}
