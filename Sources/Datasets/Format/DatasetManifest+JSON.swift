extension DatasetManifest {
  /// The manifest as JSON: keys in alphabetical order, two spaces of indentation.
  ///
  /// - Throws: ``DatasetError/invalidManifest(path:reason:)`` when a number is not finite.
  func json(path: String) throws(DatasetError) -> [UInt8] {
    try ManifestJSON.bytes(of: self, path: path)
  }

  /// Reads a manifest.
  ///
  /// - Throws: ``DatasetError/invalidManifest(path:reason:)``.
  init(json: [UInt8], path: String) throws(DatasetError) {
    do throws(DatasetError) {
      self = try ManifestJSON.value(from: json, path: path)
    } catch {
      if let export = try? ExportManifest(json: json, path: path) {
        throw .invalidManifest(
          path: path,
          reason: "it describes an export in the format \(export.format); only folders of .npy "
            + "files, as `data generate` and `data import` make them, are read")
      }
      throw error
    }
    guard (1...2).contains(formatVersion) else {
      throw .invalidManifest(
        path: path, reason: "its formatVersion is \(formatVersion); 1 and 2 are read")
    }
    guard rows.count >= 0, blockRows > 0 else {
      throw .invalidManifest(path: path, reason: "rows.count and blockRows must be positive")
    }
  }
}
