internal import Dispatch
internal import Hashing
internal import Synchronization

/// The SHA-256 of a file's bytes, computed on a thread of its own while the file is parsed.
///
/// The file is read a second time, from the system's cache as a rule.
final class FileHash: Sendable {
  private let group = DispatchGroup()
  private let outcome = Mutex<Result<String, ImportError>?>(nil)

  /// What `read` reads from the file at `path`, with the file's hash if that `isWanted`.
  static func adding(
    to path: String, _ isWanted: Bool, reading read: () throws(ImportError) -> ImportedTable
  ) throws(ImportError) -> ImportedTable {
    // A pipe gives its bytes only once, and what cannot be opened is reported by the reader.
    guard isWanted, FileSource.isRegularFile(path) else { return try read() }
    let hash = FileHash(of: path)
    var table = try read()
    table.fileHash = try hash.hexadecimal()
    return table
  }

  /// Begins to hash the file at `path`.
  init(of path: String) {
    DispatchQueue(label: "lopsided.file-hash").async(group: group) { [self] in
      let result = Result { () throws(ImportError) in try Self.hexadecimal(of: path) }
      outcome.withLock { $0 = result }
    }
  }

  /// The hash, in hexadecimal.
  func hexadecimal() throws(ImportError) -> String? {
    group.wait()
    return try outcome.withLock { $0 }?.get()
  }

  private static func hexadecimal(of path: String) throws(ImportError) -> String {
    var source = try FileSource(path: path)
    var hash = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = try source.read(into: &buffer, 0..<buffer.count)
      guard count > 0 else { return hash.hexadecimal() }
      hash.update(buffer.span.extracting(0..<count))
    }
  }
}
