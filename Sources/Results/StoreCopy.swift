internal import Foundation

/// A store copied to where it can be opened; removed with the value.
final class StoreCopy {
  /// The copy.
  let store: URL
  private let folder: URL

  /// Copies a store, with what was written to it and is not in the file itself yet.
  init(of url: URL) throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "lopsided-\(UUID().uuidString)")
    store = folder.appending(path: url.lastPathComponent)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: url.path + suffix) {
      try FileManager.default.copyItem(atPath: url.path + suffix, toPath: store.path + suffix)
    }
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}
