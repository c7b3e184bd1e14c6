/// Why a result store could not be used.
public enum ResultStoreError: Error, Equatable, Sendable, CustomStringConvertible {
  /// There is no file at the path.
  case missing(path: String)
  /// The file is not a result store, or is damaged.
  case unreadable(path: String, reason: String)
  /// The file was written by a later version.
  case laterVersion(path: String, known: Int, found: Int)
  /// Another run holds the store.
  case inUse(path: String)
  /// Nothing has been run into the store yet.
  case empty(path: String)
  /// A write failed.
  case notWritten(path: String, reason: String)

  /// A full sentence for people.
  public var description: String {
    switch self {
    case .missing(let path):
      "There are no results at \(path); `lopsided run` makes them."
    case .unreadable(let path, let reason):
      """
      The result store \(path) cannot be read (\(reason)). Move it away, or name another one with \
      --store.
      """
    case .laterVersion(let path, let known, let found):
      """
      The result store \(path) has format \(found), and this version of Lopsided knows formats up \
      to \(known). Use the version that wrote it, or run with --fresh to start over.
      """
    case .inUse(let path):
      """
      Another run is using the result store \(path). Wait for it, or name another store with \
      --store.
      """
    case .empty(let path):
      "The result store \(path) holds no suite yet; `lopsided run` fills it."
    case .notWritten(let path, let reason):
      "The result store \(path) could not be written (\(reason)). What was saved before is kept."
    }
  }
}
