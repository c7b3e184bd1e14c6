internal import GRDB

extension ResultStore {
  /// The suite alone, without reading any trial; `nil` when nothing was begun.
  ///
  /// - Throws: ``ResultStoreError/unreadable(path:reason:)``.
  public func suite() throws(ResultStoreError) -> SuiteRecord? {
    try reading { database in
      try String.fetchOne(database, sql: "SELECT record FROM suite").map {
        try Self.decode(SuiteRecord.self, from: $0)
      }
    }
  }

  /// How many trials of the plan are stored, and how many of them have scores.
  ///
  /// - Throws: ``ResultStoreError/unreadable(path:reason:)``.
  public func counts() throws(ResultStoreError) -> (stored: Int, scored: Int) {
    try reading { database in
      let outcomes = try String.fetchAll(
        database, sql: "SELECT trial.outcome FROM plan JOIN trial ON trial.key = plan.key")
      return (outcomes.count, outcomes.count { $0 == "scored" })
    }
  }
}
