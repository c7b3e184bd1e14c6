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
      let code = errno
      let reason = unsafe String(cString: strerror(code))
      throw switch code {
      case ENOSPC, EDQUOT: .full(path: url.path, reason: reason)
      default: .readOnly(path: url.path, reason: reason)
      }
    }
    file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path: url.path) }
  }

  /// Whether a run holds the store; a store in a folder that cannot be written is held by none.
  static func isHeld(beside url: URL) -> Bool {
    let descriptor = unsafe open(url.path + ".lock", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0
  }

  /// Lets the next run in.
  func release() { try? file.close() }
}
