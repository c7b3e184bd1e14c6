extension DatasetFolder {
  /// Whether a folder may be put at `path`, before any work is done.
  ///
  /// Only a data-set folder or an export is ever replaced, and only if nothing else lies in it.
  static func checkDestination(_ path: String, overwrite: Bool) throws(DatasetError) {
    switch Folder.kind(of: path) {
    case .missing: return
    case .other:
      guard overwrite else { throw .destinationExists(path: path) }
      throw .destinationNotReplaceable(path: path)
    case .folder:
      guard overwrite else { throw .destinationExists(path: path) }
      guard let own = filesOfDataSet(at: path), files(in: path).allSatisfy(own.contains)
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
    let own = filesOfDataSet(at: path) ?? []
    do {
      // Renaming onto an empty folder replaces it.
      try Folder.move(path, to: old)
    } catch {
      Folder.remove(files: [], folders: [old])
      throw error
    }
    do {
      try Folder.move(partial, to: path)
    } catch {
      try Folder.move(old, to: path)
      throw error
    }
    Folder.remove(
      files: files(in: old).filter(own.contains).map { "\(old)/\($0)" },
      folders: Folder.entries(of: old).map { "\(old)/\($0)" } + [old])
  }

  /// Every file that belongs to the data set in a folder; `nil` if none is there.
  private static func filesOfDataSet(at path: String) -> Set<String>? {
    let manifest = "\(path)/\(manifestFile)"
    guard Folder.kind(of: manifest) == .other else { return nil }
    if let bytes = try? File.contents(of: manifest),
      let export = try? ExportManifest(json: bytes, path: manifest)
    {
      return export.ownFiles
    }
    return Set(ownFiles)
  }

  /// The files of a folder and of its folders, relative to it; a folder within those stands for
  /// itself.
  private static func files(in path: String) -> [String] {
    Folder.entries(of: path).flatMap { name -> [String] in
      guard Folder.kind(of: "\(path)/\(name)") == .folder else { return [name] }
      return Folder.entries(of: "\(path)/\(name)").map { "\(name)/\($0)" }
    }
  }

  /// Every file that a data-set folder may hold, relative to it.
  private static let ownFiles =
    [featuresFile, manifestFile, suiteFile] + ColumnFile.allCases.map(\.path)
}
