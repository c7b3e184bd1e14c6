internal import Foundation
internal import GRDB

/// How a store keeps its transactions whole.
public enum Journal: Sendable {
  /// SQLite's write-ahead log: the fastest, on a disk of the machine that writes.
  case writeAhead
  /// SQLite's rollback journal, which needs no memory shared between processes and hence works on
  /// the file systems that the machines of a cluster share.
  case rollback

  /// Opens the file, making it when it is missing.
  func database(at url: URL, configuration: Configuration) throws -> any DatabaseWriter {
    switch self {
    case .writeAhead: try DatabasePool(path: url.path, configuration: configuration)
    case .rollback:
      try DatabaseQueue(path: url.path, configuration: configuration.changingJournal())
    }
  }
}

extension Configuration {
  /// Turns a file to the rollback journal that had a write-ahead log.
  fileprivate func changingJournal() -> Configuration {
    var configuration = self
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    return configuration
  }
}
