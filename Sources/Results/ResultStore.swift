public import Foundation
internal import GRDB
internal import Synchronization

/// The results of one suite in one SQLite file; every finished trial is a transaction of its own.
///
/// A killed run therefore loses at most the trials in flight. The store may hold trials of earlier
/// forms of the suite; the plan says which of them count.
public final class ResultStore: Sendable {
  /// The format that this version writes.
  static let format = 1

  let pool: any DatabaseWriter
  let path: String
  private let lock: StoreLock
  private let lastFlush = Mutex<ContinuousClock.Instant?>(nil)

  /// Opens a store for a run, making the file and its folder when they are missing.
  ///
  /// - Parameters:
  ///   - url: the SQLite file; `-wal`, `-shm` and `.lock` files stand beside it while it is open.
  ///   - fresh: whether earlier results are thrown away.
  ///   - journal: how a transaction is kept whole; ``Journal/rollback`` on a network's file system.
  /// - Returns: the store, open for writing and locked against other runs.
  /// - Throws: ``ResultStoreError``. A file that is no store of results is left as it is.
  public static func open(
    at url: URL, fresh: Bool = false, journal: Journal = .writeAhead
  ) throws(ResultStoreError) -> ResultStore {
    do {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw .readOnly(path: url.path, reason: error.localizedDescription)
    }
    let lock = try StoreLock(beside: url)
    if fresh { try remove(url) }
    return try ResultStore(url, lock: lock, journal: journal)
  }

  private init(_ url: URL, lock: StoreLock, journal: Journal) throws(ResultStoreError) {
    path = url.path
    self.lock = lock
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.label = "results"
    // Hours of work must not end at a page that was broken before they began.
    try Self.requireSound(url)
    do {
      pool = try journal.database(at: url, configuration: configuration)
      try pool.write { database in
        // Blank: a new file, or one whose first run was killed before it could save.
        let isBlank = try Int.fetchOne(database, sql: "SELECT COUNT(*) FROM sqlite_master") == 0
        if isBlank { try Self.createTables(database) }
        try Self.checkFormat(database, path: url.path)
      }
    } catch {
      throw Self.failure(error, path: url.path)
    }
  }

  /// The suite and its finished trials, read from a store without touching it.
  ///
  /// - Throws: ``ResultStoreError``.
  public static func results(at url: URL) throws(ResultStoreError) -> SuiteResults {
    guard FileManager.default.fileExists(atPath: url.path) else {
      throw .missing(path: url.path)
    }
    guard let results = try readingOnly(url, { try results($0) }) else {
      throw .empty(path: url.path)
    }
    return results
  }

  /// Reads from a file that must be a store, without touching it.
  static func readingOnly<Value>(
    _ url: URL, _ body: (Database) throws -> Value
  ) throws(ResultStoreError) -> Value {
    do { return try reading(url, named: url.path, body) } catch {
      // SQLite reads beside a `-shm` file, which it cannot make in a folder that is read-only.
      guard let error = error as? DatabaseError, error.resultCode == .SQLITE_CANTOPEN,
        let copy = try? StoreCopy(of: url)
      else { throw failure(error, path: url.path) }
      do { return try reading(copy.store, named: url.path, body) } catch {
        throw failure(error, path: url.path)
      }
    }
  }

  private static func reading<Value>(
    _ url: URL, named path: String, _ body: (Database) throws -> Value
  ) throws -> Value {
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: url.path, configuration: configuration).read { database in
      try checkFormat(database, path: path)
      return try body(database)
    }
  }

  /// Refuses a file with broken pages, by a connection that writes nothing to it.
  private static func requireSound(_ url: URL) throws(ResultStoreError) {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path)
    guard (attributes?[.size] as? Int ?? 0) > 0 else { return }
    var configuration = Configuration()
    configuration.readonly = true
    let problem: String?
    do {
      problem = try DatabaseQueue(path: url.path, configuration: configuration).read {
        try String.fetchOne($0, sql: "PRAGMA quick_check(1)")
      }
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
      // Whoever opens it to write says why.
      return
    } catch {
      throw failure(error, path: url.path)
    }
    guard let problem, problem != "ok" else { return }
    throw .damaged(path: url.path, reason: problem)
  }

  /// "LOPS": tells a store of results from any other SQLite file.
  private static let applicationID = 0x4C4F_5053

  static func checkFormat(_ database: Database, path: String) throws {
    guard try Int.fetchOne(database, sql: "PRAGMA application_id") == applicationID else {
      throw ResultStoreError.unreadable(path: path, reason: "it holds no results of Lopsided")
    }
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found <= format else {
      throw ResultStoreError.laterVersion(path: path, known: format, found: found)
    }
  }

  private static func createTables(_ database: Database) throws {
    try database.create(table: "suite") { table in
      table.primaryKey("id", .integer).check { $0 == 1 }
      table.column("record", .text).notNull()
    }
    try database.create(table: "plan") { table in
      table.column("dataset", .text).notNull()
      table.column("model", .text).notNull()
      table.column("loss", .text).notNull()
      table.column("replicate", .integer).notNull()
      table.column("key", .text).notNull()
      table.primaryKey(["dataset", "model", "loss", "replicate"])
    }
    try database.create(table: "trial") { table in
      table.primaryKey("key", .text)
      table.column("outcome", .text).notNull()
      table.column("record", .text).notNull()
    }
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: "PRAGMA user_version = \(format)")
  }

  /// Says what the suite is and which trials belong to it.
  ///
  /// - Throws: ``ResultStoreError/notWritten(path:reason:)``.
  public func begin(_ suite: SuiteRecord, plan: [PlannedTrial]) throws(ResultStoreError) {
    try writing { database in
      let json = try encode(suite)
      try database.execute(
        sql: "INSERT OR REPLACE INTO suite (id, record) VALUES (1, ?)", arguments: [json])
      try database.execute(sql: "DELETE FROM plan")
      for trial in plan {
        try database.execute(
          sql: "INSERT INTO plan (dataset, model, loss, replicate, key) VALUES (?, ?, ?, ?, ?)",
          arguments: [trial.dataset, trial.model, trial.loss, trial.replicate, trial.key])
      }
    }
  }

  /// Saves a finished trial in one transaction.
  ///
  /// - Throws: ``ResultStoreError``, of writing.
  public func save(_ trial: TrialRecord) throws(ResultStoreError) { try save([trial]) }

  /// Saves finished trials in one transaction: all of them, or none.
  ///
  /// - Throws: ``ResultStoreError``, of writing.
  public func save(_ trials: [TrialRecord]) throws(ResultStoreError) {
    do {
      let rows = try trials.map { trial in
        (trial.key, trial.outcome.failure?.kind.rawValue ?? TrialState.scored, try encode(trial))
      }
      let now = ContinuousClock.now
      let flushes = lastFlush.withLock { last in
        if let last, now - last < .seconds(1) { return false }
        last = now
        return true
      }
      try pool.writeWithoutTransaction { database in
        // The end of the process loses nothing either way; a power cut the last second at most.
        try database.execute(sql: "PRAGMA synchronous = \(flushes ? "FULL" : "NORMAL")")
        try database.inTransaction {
          for (key, outcome, record) in rows {
            try database.execute(
              sql: "INSERT OR REPLACE INTO trial (key, outcome, record) VALUES (?, ?, ?)",
              arguments: [key, outcome, record])
          }
          return .commit
        }
      }
    } catch {
      throw Self.failure(error, path: path, isWriting: true)
    }
  }

  /// Keys of the trials that need not be run again.
  ///
  /// Divergence would come out the same; an error of another kind may have been mended, so its
  /// trial is not among them (``TrialFailure/Kind/isRepeatable``).
  ///
  /// - Throws: ``ResultStoreError/unreadable(path:reason:)``.
  public func finishedKeys() throws(ResultStoreError) -> Set<String> {
    let worthRetrying = TrialFailure.Kind.allCases.filter { !$0.isRepeatable }
      .map { "'\($0.rawValue)'" }.joined(separator: ", ")
    return try reading { database in
      try Set(
        String.fetchAll(
          database, sql: "SELECT key FROM trial WHERE outcome NOT IN (\(worthRetrying))"))
    }
  }

  /// The suite and those finished trials that its plan names, under the plan's identifiers.
  ///
  /// - Throws: ``ResultStoreError``.
  public func results() throws(ResultStoreError) -> SuiteResults {
    guard let results = try reading({ try Self.results($0) }) else { throw .empty(path: path) }
    return results
  }

  private static func results(_ database: Database) throws -> SuiteResults? {
    guard let suite = try String.fetchOne(database, sql: "SELECT record FROM suite") else {
      return nil
    }
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT plan.dataset, plan.model, plan.loss, plan.replicate, trial.record
        FROM plan JOIN trial ON trial.key = plan.key
        """)
    let stored = rows.map { row in
      StoredTrial(
        dataset: row["dataset"], model: row["model"], loss: row["loss"],
        replicate: row["replicate"], record: row["record"])
    }
    return SuiteResults(
      suite: try decode(SuiteRecord.self, from: suite), trials: try StoredTrial.decode(stored))
  }

  /// Closes the file and lets the next run in; the `-wal` and `-shm` companions vanish.
  ///
  /// - Throws: ``ResultStoreError/notWritten(path:reason:)``.
  public func close() throws(ResultStoreError) {
    defer { lock.release() }
    do {
      try pool.close()
      // The pool's last connection only reads, and leaves the log as it is; one that writes, and is
      // the last of all, moves it into the file.
      let last = try DatabaseQueue(path: path)
      try last.read { _ = try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM sqlite_master") }
      try last.close()
    } catch {
      throw Self.failure(error, path: path, isWriting: true)
    }
  }

  // MARK: - Plumbing

  func writing(_ body: (Database) throws -> Void) throws(ResultStoreError) {
    do { try pool.write(body) } catch {
      throw Self.failure(error, path: path, isWriting: true)
    }
  }

  func reading<Value>(_ body: (Database) throws -> Value) throws(ResultStoreError) -> Value {
    do { return try pool.read(body) } catch { throw Self.failure(error, path: path) }
  }

  /// Gives the room of dropped rows back to the disk.
  func compact() throws(ResultStoreError) {
    do {
      try pool.vacuum()
      try pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    } catch {
      throw Self.failure(error, path: path, isWriting: true)
    }
  }

  /// Throws a store away; anything else is left as it is.
  private static func remove(_ url: URL) throws(ResultStoreError) {
    guard FileManager.default.fileExists(atPath: url.path) else { return }
    do { try readingOnly(url) { _ in } } catch {
      guard case .laterVersion = error else { throw error }
    }
    do {
      for suffix in ["", "-wal", "-shm"] {
        let path = url.path + suffix
        if FileManager.default.fileExists(atPath: path) {
          try FileManager.default.removeItem(atPath: path)
        }
      }
    } catch {
      throw .notWritten(path: url.path, reason: reason(of: error))
    }
  }

  private func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(
    _ type: Value.Type, from json: String
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(json.utf8))
  }

  static func reason(of error: any Error) -> String {
    if let error = error as? DatabaseError { return error.message ?? "\(error.resultCode)" }
    return "\(error)"
  }

  /// What went wrong, for people.
  private static func failure(
    _ error: any Error, path: String, isWriting: Bool = false
  ) -> ResultStoreError {
    if let error = error as? ResultStoreError { return error }
    let reason = reason(of: error)
    return switch (error as? DatabaseError)?.resultCode {
    case .SQLITE_FULL?: .full(path: path, reason: reason)
    case .SQLITE_READONLY?: .readOnly(path: path, reason: reason)
    case .SQLITE_CORRUPT?: .damaged(path: path, reason: reason)
    default:
      isWriting ? .notWritten(path: path, reason: reason) : .unreadable(path: path, reason: reason)
    }
  }
}
