extension DatasetFolder {
  /// Whether a folder may be put at `path`, before any work is done.
  ///
  /// Only a data-set folder is ever replaced, and only if nothing else lies in it.
  static func checkDestination(_ path: String, overwrite: Bool) throws(DatasetError) {
    switch Folder.kind(of: path) {
    case .missing: return
    case .other:
      guard overwrite else { throw .destinationExists(path: path) }
      throw .destinationNotReplaceable(path: path)
    case .folder:
      guard overwrite else { throw .destinationExists(path: path) }
      let entries = Folder.entries(of: path)
      let found =
        entries.filter { $0 != oracleFolder }
        + Folder.entries(of: "\(path)/\(oracleFolder)").map { "\(oracleFolder)/\($0)" }
      guard entries.contains(manifestFile), Set(found).isSubset(of: ownFiles)
      else { throw .destinationNotReplaceable(path: path) }
    }
  }

  /// Gives a finished folder its name.
  ///
  /// A folder that stands there moves aside first and comes back if the renaming fails.
  static func install(
    _ partial: String, at path: String, overwrite: Bool
  ) throws(DatasetError) {
    try checkDestination(path, overwrite: overwrite)
    guard Folder.kind(of: path) == .folder else {
      try Folder.move(partial, to: path)
      return
    }
    let old = try Folder.createSibling(of: path, role: "replaced")
    do {
      // Renaming onto an empty folder replaces it.
      try Folder.move(path, to: old)
    } catch {
      remove(old)
      throw error
    }
    do {
      try Folder.move(partial, to: path)
    } catch {
      try Folder.move(old, to: path)
      throw error
    }
    remove(old)
  }

  /// Deletes the files of a data-set folder, and the folder if nothing else is in it.
  static func remove(_ folder: String) {
    Folder.remove(
      files: ownFiles.map { "\(folder)/\($0)" },
      folders: ["\(folder)/\(oracleFolder)", folder])
  }

  /// Every file that a data-set folder may hold, relative to it.
  private static let ownFiles =
    [featuresFile, manifestFile, suiteFile] + ColumnFile.allCases.map(\.path)
}
