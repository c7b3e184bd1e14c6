internal import Experiments
internal import Foundation
internal import Results

/// Finds the results of a suite.
enum StoredResults {
  /// Results from a store, or from that of a suite; the suite file need not exist.
  ///
  /// - Parameters:
  ///   - suite: a SQLite file, a suite file, or the name of a suite.
  ///   - store: the store, where it is not that of the suite.
  /// - Returns: the suite as it was run, and its finished trials.
  /// - Throws: `ResultStoreError`, `SuiteError`.
  static func of(_ suite: String, store: String? = nil) throws -> SuiteResults {
    if suite.hasSuffix(".sqlite") { return try ResultStore.results(at: URL(filePath: suite)) }
    let file = SuiteArgument.file(of: suite)
    guard FileManager.default.fileExists(atPath: file.path) else {
      return try ResultStore.results(at: SuiteArgument.storeURL(name: suite, store: store))
    }
    // The name will do: a loss of a plug-in that is not loaded must not stand in the way.
    let identity = try SuiteFile.identity(of: file)
    let results = try ResultStore.results(
      at: SuiteArgument.storeURL(name: identity.name, store: store))
    if results.suite.fileHash != identity.fileHash {
      Terminal.error(
        """
        Warning: \(identity.path) has changed since its last run. This is the suite as it was run; \
        `lopsided run` brings the results up to date and does only what is missing.
        """)
    }
    return results
  }
}

extension SuiteArgument {
  /// The suite's stored results; see ``StoredResults/of(_:store:)``.
  func results() throws -> SuiteResults { try StoredResults.of(suite, store: store) }
}
