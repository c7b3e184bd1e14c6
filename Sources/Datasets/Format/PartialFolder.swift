#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// A hidden folder beside a destination, where files are written before it gets its name.
///
/// It is locked while its process lives, so that the next one to write there knows which folders
/// were left by processes that were killed, and deletes those.
final class PartialFolder {
  /// Where it is.
  let path: String
  private let descriptor: Int32

  /// Creates a folder for a destination, after deleting those that were left behind.
  init(for destination: String) throws(DatasetError) {
    Self.removeLeftovers(of: destination)
    while true {
      let path = try Folder.createSibling(of: destination, role: "partial")
      let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
      // Another process may have taken it for a leftover before it was locked: then again.
      if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0,
        Self.stillLies(descriptor, at: path)
      {
        (self.path, self.descriptor) = (path, descriptor)
        return
      }
      if descriptor >= 0 { _ = close(descriptor) }
      if Folder.kind(of: path) == .folder {
        throw .operation("lock the folder", path)
      }
    }
  }

  deinit { _ = close(descriptor) }

  /// Deletes the folder and everything in it.
  func remove() { Folder.removeAll(path) }

  private static func removeLeftovers(of destination: String) {
    let (parent, name) = Folder.split(destination)
    for entry in Folder.entries(of: parent) where entry.hasPrefix(".\(name).partial-") {
      let path = "\(parent)/\(entry)"
      let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { Folder.removeAll(path) }
      _ = close(descriptor)
    }
  }

  /// Whether a path leads to what a descriptor has open.
  private static func stillLies(_ descriptor: Int32, at path: String) -> Bool {
    var (opened, found) = (stat(), stat())
    guard unsafe fstat(descriptor, &opened) == 0, unsafe lstat(path, &found) == 0 else {
      return false
    }
    return opened.st_ino == found.st_ino && opened.st_dev == found.st_dev
  }
}
