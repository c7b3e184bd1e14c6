internal import Foundation

/// Keeps a second run away from a store; the system lets go of it however the process ends.
final class StoreLock: Sendable {
  private let file: FileHandle

  /// Takes the lock file beside a store.
  ///
  /// - Throws: ``ResultStoreError/inUse(path:)`` when another run holds it.
  init(beside url: URL) throws(ResultStoreError) {
    let path = url.path + ".lock"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw .notWritten(path: url.path, reason: unsafe String(cString: strerror(errno)))
    }
    file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path: url.path) }
  }

  /// Lets the next run in.
  func release() { try? file.close() }
}
