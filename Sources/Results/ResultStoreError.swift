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
  /// Pages of the file are broken.
  case damaged(path: String, reason: String)
  /// The file, or its folder, cannot be written to.
  case readOnly(path: String, reason: String)
  /// The disk, or what this user may fill of it, is full.
  case full(path: String, reason: String)
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
      Another run is using the result store \(path). Wait for it, look at it with `lopsided status`, \
      or name another store with --store.
      """
    case .empty(let path):
      "The result store \(path) holds no suite yet; `lopsided run` fills it."
    case .damaged(let path, let reason):
      """
      The result store \(path) is damaged (\(reason)). It was left as it is. Move it away and run \
      again, or restore it from a copy; `sqlite3 FILE .recover` reads what can still be read.
      """
    case .readOnly(let path, let reason):
      """
      The result store \(path) cannot be written: the file or its folder is read-only (\(reason)). \
      Reports and `lopsided status` read it as it is; to run, copy it to a folder that can be \
      written and name it with --store.
      """
    case .full(let path, let reason):
      """
      There is no room for the result store \(path) (\(reason)). Every trial that was saved before \
      is kept. Make room and run the same command again: it does only what is missing.
      """
    case .notWritten(let path, let reason):
      """
      The result store \(path) could not be written (\(reason)). Every trial that was saved before \
      is kept; the same command does what is missing.
      """
    }
  }
}
